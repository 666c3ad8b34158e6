"""A town or the county replaces the Word file that its papers are made from."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cunli.papers import render
from cunli.papers.models import PaperTemplate
from tests.cast import TODAY, Cast
from tests.files import samples


def replaced(cast: Cast, who: str, *paragraphs: str, **changes: str):
    upload = SimpleUploadedFile("样式.docx", samples.word(*paragraphs))
    said = {"kind": "letter", "valid_from": "2026-11-01", "source": "镇办〔2026〕3号", "upload": upload} | changes
    return cast.client(who).post(reverse("papers:templates"), said)


def words_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def test_a_template_is_taken_home_changed_and_used_for_the_next_letter(cast: Cast, draft) -> None:
    officer = cast.client("peace_officer")
    assert "现成的样式" in officer.get(reverse("papers:templates")).content.decode()
    shipped = officer.get(reverse("papers:template_file", args=["letter"])).content
    assert "{{ title }}" in words_in(shipped)
    assert replaced(cast, "peace_officer", "本镇样式 {{ title }}").status_code == 302
    page = officer.get(reverse("papers:templates")).content.decode()
    assert "柳湾镇的第 1 版" in page and "镇办〔2026〕3号" in page
    assert "本镇样式" in words_in(officer.get(reverse("papers:template_file", args=["letter"])).content)
    assert "本镇样式" in words_in(render.paper_document(draft(), sealed=False, today=TODAY))


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{{ ''.__class__ }}", "不能写程序"),
        ("{{ telephone }}", "不认识的栏目：telephone"),
        ("{% if title %}", "写法不对"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_at_the_file_and_nothing_changes(
    cast: Cast, paragraph: str, said: str
) -> None:
    answer = replaced(cast, "peace_officer", paragraph)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page and 'id="id_upload_error"' in page
    assert "镇办〔2026〕3号" in page, "what was typed is still there"
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("name", ["样式.docx", "样式.docm"])
@pytest.mark.parametrize("content", [samples.docm(), samples.changed(samples.word("x"), word__vbaProject_dot_bin=b"x")])
def test_a_file_that_carries_a_program_is_refused_at_its_field_in_plain_words(
    cast: Cast, content: bytes, name: str
) -> None:
    page = replaced(cast, "peace_officer", upload=SimpleUploadedFile(name, content)).content.decode()
    assert "带有会自己运行的程序（宏）" in page and 'id="id_upload_error"' in page
    assert not PaperTemplate.objects.exists()


def test_a_form_without_file_source_or_day_says_what_is_missing(cast: Cast) -> None:
    page = replaced(cast, "peace_officer", "x", upload="", source="", valid_from="gestern").content.decode()
    for said in ("请选一个 Word 文件", "请写这份样式是哪里定的", "这不是一个日子"):
        assert said in page


def test_each_replaces_for_their_own_place(cast: Cast) -> None:
    for who, where in (("wang_clerk", "石头村"), ("peace_officer", "柳湾镇"), ("system_admin", "青河县")):
        assert f"{where}的文书样式" in cast.client(who).get(reverse("papers:templates")).content.decode()
        assert replaced(cast, who, "{{ title }}").status_code == 302
        assert reverse("papers:templates") in cast.client(who).get(reverse("desk:mine")).content.decode()
    assert set(PaperTemplate.objects.values_list("area__short_name", flat=True)) == {"石头村", "柳湾镇", "青河县"}


@pytest.mark.parametrize("who", ["grid_member", "water_officer", "dianxin_contact", "villager", "security_admin"])
def test_others_are_told_why_not(cast: Cast, who: str) -> None:
    assert replaced(cast, who, "{{ title }}").status_code == 403
    assert cast.client(who).get(reverse("papers:template_file", args=["letter"])).status_code == 403
    assert reverse("papers:templates") not in cast.client(who).get(reverse("desk:mine")).content.decode()
    assert not PaperTemplate.objects.exists()


def test_a_kind_that_there_is_not_has_no_file(cast: Cast) -> None:
    assert cast.client("peace_officer").get(reverse("papers:template_file", args=["notice"])).status_code == 404
