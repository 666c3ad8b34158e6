"""A unit's signed reply and a paper that came with a note: kept as they came, served to whoever may read the line."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cunli.cases.models import Ask, Attachment, Matter
from cunli.files.models import StoredFile
from cunli.journal.models import Entry
from tests.acts.stories import again, minutes
from tests.cast import Cast
from tests.desk.test_matter_page import letter, pole, text
from tests.files.samples import docm, photo, word

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SAID = {"key": "k", "answer": "yes", "said": "三天内来立新杆", "answered_by": "客服部杨经理"}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(90))


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A pole about which two companies got a letter."""
    found = pole(cast)
    letter(cast, found)
    return again(found)


def reply(name: str = "回函.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def asked(cast: Cast, matter: Matter, unit: str = "dianxin") -> Ask:
    return matter.asks.get(unit=cast.units[unit])


def answered(cast: Cast, matter: Matter, who: str, **more: object) -> str:
    """The company's answer with its reply; the address it is served at."""
    path = f"/m/{matter.ref}/ask/{asked(cast, matter).pk}/"
    answer = cast.client(who).post(path, {**SAID, "document": reply(), **more})
    assert answer.status_code == 302, text(answer)
    return f"{path}reply"


def test_the_clerk_of_the_other_village_gets_nothing_of_a_reply(cast: Cast, matter: Matter) -> None:
    path = answered(cast, matter, "dianxin_contact")
    assert cast.client("li_clerk").get(path).status_code == 404


def test_a_company_sends_its_signed_reply_and_the_town_opens_it(cast: Cast, matter: Matter) -> None:
    path = answered(cast, matter, "dianxin_contact")
    answer = cast.client("peace_officer").get(path)
    assert b"".join(answer.streaming_content) == PDF and answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"], "only pictures open inside the browser"
    page = text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))
    assert page.count("回函.pdf") == 2, "in the chase list and in the course"
    assert "远信公司答复：答应了" in page and page.count(path) == 2


def test_the_town_writes_it_down_for_the_company(cast: Cast, matter: Matter) -> None:
    path = answered(cast, matter, "peace_officer", document=reply("回函.docx", word("同意立杆")))
    assert cast.client("dianxin_contact").get(path).status_code == 200
    assert Entry.objects.get(verb="ask.answer").after["file"] == asked(cast, matter).file.sha256


def test_another_company_and_the_person_do_not_open_it(cast: Cast, matter: Matter) -> None:
    path = answered(cast, matter, "dianxin_contact")
    assert cast.client("liantong_contact").get(path).status_code == 404
    assert cast.client("villager").get(path).status_code == 403
    for who in ("liantong_contact", "villager"):
        assert "回函.pdf" not in text(cast.client(who).get(f"/m/{matter.ref}/"))


def test_an_answer_without_a_file_has_nothing_to_open(cast: Cast, matter: Matter) -> None:
    path = answered(cast, matter, "dianxin_contact", document="")
    assert cast.client("peace_officer").get(path).status_code == 404
    assert "远信公司答复：答应了" in text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("回函.docm", docm(), "宏"),
        ("回函.pdf", b"MZ not a pdf", "这种文件收不了"),
        ("回函.pdf", b"", "这个文件是空的"),
    ],
)
def test_a_file_that_cannot_be_kept_leaves_the_words(
    cast: Cast, matter: Matter, name: str, content: bytes, said: str
) -> None:
    ask, before = asked(cast, matter), StoredFile.objects.count()
    path = f"/m/{matter.ref}/ask/{ask.pk}/"
    answer = cast.client("dianxin_contact").post(path, {**SAID, "document": reply(name, content)})
    assert answer.status_code == 422 and said in text(answer) and "三天内来立新杆" in text(answer)
    ask.refresh_from_db()
    assert ask.answer == "open" and StoredFile.objects.count() == before


def test_the_same_answer_sent_twice_is_kept_once(cast: Cast, matter: Matter) -> None:
    answered(cast, matter, "dianxin_contact")
    before = StoredFile.objects.count()
    answered(cast, matter, "dianxin_contact")
    assert StoredFile.objects.count() == before
    path = f"/m/{matter.ref}/ask/{asked(cast, matter).pk}/"
    other = cast.client("dianxin_contact").post(path, {**SAID, "document": reply(content=PDF + b"%")})
    assert other.status_code == 422, "the same key with another file is another request"


def test_a_note_brings_a_document_that_the_person_may_open(cast: Cast, matter: Matter) -> None:
    path = f"/m/{matter.ref}/step/progress/"
    form = text(cast.client("peace_officer").get(path))
    assert 'name="document"' in form and "multipart/form-data" in form
    sent = {"key": "n", "note": "公司的施工图", "document": reply("施工图.pdf")}
    assert cast.client("peace_officer").post(path, sent).status_code == 302
    kept = Attachment.objects.get(matter=matter)
    assert (kept.file.kind, kept.file.name) == ("document", "施工图.pdf")
    for who in ("peace_officer", "villager"):
        assert "施工图.pdf" in text(cast.client(who).get(f"/m/{matter.ref}/"))
        assert cast.client(who).get(f"/m/{matter.ref}/photo/{kept.pk}").status_code == 200
    assert cast.client("dianxin_contact").get(f"/m/{matter.ref}/photo/{kept.pk}").status_code == 404


def test_a_note_brings_photos_and_a_document_each_under_its_own_name(cast: Cast, matter: Matter) -> None:
    sent = {"key": "n", "note": "看", "photo": reply("杆.jpg", photo()), "document": reply("扫描.jpg", photo())}
    cast.client("peace_officer").post(f"/m/{matter.ref}/step/progress/", sent)
    page = text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))
    assert page.count("loading=") == 1 and "扫描.jpg" in page and "杆.jpg" not in page


def test_a_document_that_cannot_be_kept_is_said_at_its_field(cast: Cast, matter: Matter) -> None:
    path = f"/m/{matter.ref}/step/progress/"
    answer = cast.client("peace_officer").post(
        path, {"key": "n", "note": "公司的图", "document": reply("a.docm", docm())}
    )
    page = text(answer)
    assert answer.status_code == 422 and 'id="f-document_error"' in page and "公司的图" in page
    assert not Attachment.objects.filter(matter=matter).exists()


def test_other_steps_ask_for_no_document(cast: Cast, matter: Matter) -> None:
    assert 'name="document"' not in text(cast.client("peace_officer").get(f"/m/{matter.ref}/step/fix/"))
