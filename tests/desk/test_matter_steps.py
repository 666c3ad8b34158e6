"""Taking a step from its form: done once, refused with everything kept, mistyped with a sentence at the field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cunli.cases.models import Attachment, Matter, StepTaken
from tests.acts.stories import again, minutes, report, step
from tests.cast import Cast
from tests.desk.test_matter_page import letter, pole, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(90))


def sent(cast: Cast) -> Matter:
    matter = report(cast, "grid_member", "杆子歪了")
    unit, officer = cast.units["peace"].pk, cast.users["peace_officer"].pk
    step(cast, "peace_chief", matter, "screen", at=minutes(2), level="L1", assignee=unit, officer=officer)
    return again(matter)


def steps_of(matter: Matter) -> list[str]:
    return list(matter.course.order_by("number").values_list("key", flat=True))


def test_other_village_gets_nothing(cast: Cast) -> None:
    matter = sent(cast)
    other = cast.client("li_clerk")
    for path in ("", "step/arrive/", "slip", "rate", "delegate", "photo/1", "paper/1.docx", "ask/1/"):
        theirs, none = other.get(f"/m/{matter.ref}/{path}"), other.get(f"/m/HD-2026-99999/{path}")
        assert theirs.status_code == none.status_code == 404, path
    assert other.post(f"/m/{matter.ref}/step/arrive/", {"key": "x"}).status_code == 404
    assert steps_of(matter) == ["report", "screen"]


def test_form_shows_every_kind_of_field(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    page = text(cast.client("peace_chief").get(f"/m/{matter.ref}/step/screen/"))
    for words in ("马上办", "谁来办", "optgroup", "刘志远", "请村里帮什么", "可以不填"):
        assert words in page, words
    part = cast.client("peace_chief").get(f"/m/{matter.ref}/step/screen/", headers={"HX-Request": "true"})
    assert "<html" not in text(part)


def test_mistyped_form_comes_back_with_everything(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    data = {"key": "k", "level": "L9", "assignee": "", "village_helps": "带带路"}
    answer = cast.client("peace_chief").post(f"/m/{matter.ref}/step/screen/", data)
    assert answer.status_code == 422
    assert "带带路" in text(answer)
    assert "从列出的里面选" in text(answer)
    assert steps_of(matter) == ["report"]


def test_same_key_twice_is_once(cast: Cast) -> None:
    matter = sent(cast)
    client = cast.client("peace_officer")
    for _ in range(2):
        answer = client.post(f"/m/{matter.ref}/step/arrive/", {"key": "k", "seen": "杆根已松"})
        assert answer.status_code == 302
    assert steps_of(matter) == ["report", "screen", "arrive"]


def test_moved_on_says_who_and_keeps_the_words(cast: Cast) -> None:
    matter = sent(cast)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    answer = cast.client("peace_officer").post(f"/m/{matter.ref}/step/arrive/", {"key": "k", "seen": "线还在晃"})
    assert answer.status_code == 409
    assert "刘志远" in text(answer)
    assert "线还在晃" in text(answer)
    gone = cast.client("peace_officer").get(f"/m/{matter.ref}/step/arrive/")
    assert gone.status_code == 302


def test_act_first_record_later(cast: Cast) -> None:
    matter = sent(cast)
    client = cast.client("peace_officer")
    path = f"/m/{matter.ref}/step/arrive/"
    assert client.post(path, {"key": "a", "happened_at": "2026-11-23T23:00"}).status_code == 422
    assert client.post(path, {"key": "b", "happened_at": "2026-11-01T09:00"}).status_code == 422
    assert client.post(path, {"key": "c", "happened_at": "昨天"}).status_code == 422
    assert client.post(path, {"key": "d", "happened_at": "2026-11-23T10:12"}).status_code == 302
    taken = StepTaken.objects.get(matter=matter, key="arrive")
    assert (taken.happened_at, taken.received_at) == (minutes(12), minutes(90))
    assert taken.received_at - taken.happened_at == timedelta(minutes=78)


def test_refused_photo_keeps_the_words(cast: Cast) -> None:
    matter = sent(cast)
    client, path = cast.client("peace_officer"), f"/m/{matter.ref}/step/arrive/"
    bad = SimpleUploadedFile("a.jpg", b"MZ not a picture")
    answer = client.post(path, {"key": "a", "seen": "杆根已松", "photo": bad})
    assert answer.status_code == 422
    assert "杆根已松" in text(answer)
    assert "照片和文件要重新加" in text(answer)
    assert steps_of(matter) == ["report", "screen"]
    assert client.post(path, {"key": "b", "photo": [picture(), picture()]}).status_code == 302
    photo = Attachment.objects.filter(matter=matter).first()
    assert photo is not None
    assert client.get(f"/m/{matter.ref}/photo/{photo.pk}")["Content-Type"] == "image/png"
    assert cast.client("li_clerk").get(f"/m/{matter.ref}/photo/{photo.pk}").status_code == 404


def test_letter_from_draft_to_answer(cast: Cast) -> None:
    matter = pole(cast)
    letter(cast, matter)
    ask = matter.asks.get(unit=cast.units["dianxin"])
    path = f"/m/{matter.ref}/ask/{ask.pk}/"
    contact = cast.client("dianxin_contact")
    assert "杨信" in text(contact.get(path))
    assert contact.post(path, {"key": "a", "answer": "open"}).status_code == 422
    said = {"key": "b", "answer": "objected", "said": "不是我们的杆", "answered_by": "杨信"}
    assert contact.post(path, said).status_code == 302
    assert contact.post(path, said).status_code == 302
    assert contact.post(path, {**said, "key": "c"}).status_code == 409
    other = cast.client("liantong_contact")
    assert other.post(path, {**said, "key": "d"}).status_code == 403
    assert "不是我们的杆" in text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))


def test_papers_go_to_whom_they_concern(cast: Cast) -> None:
    matter = pole(cast)
    letter(cast, matter)
    spot, sealed = (
        StepTaken.objects.get(matter=matter, key="act_on_the_spot"),
        StepTaken.objects.get(matter=matter, key="deliver_letter"),
    )
    assert is_word(cast.client("peace_officer").get(f"/m/{matter.ref}/paper/{sealed.paper_id}.docx"))
    assert is_word(cast.client("dianxin_contact").get(f"/m/{matter.ref}/paper/{sealed.paper_id}.docx"))
    assert is_word(cast.client("villager").get(f"/m/{matter.ref}/paper/{sealed.paper_id}.docx"))
    for who in ("villager", "dianxin_contact", "li_clerk"):
        assert cast.client(who).get(f"/m/{matter.ref}/paper/{spot.paper_id}.docx").status_code == 404, who


def is_word(answer: Any) -> bool:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code == 200 and content.startswith(b"PK")


def picture() -> SimpleUploadedFile:
    from io import BytesIO

    from PIL import Image

    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "PNG")
    return SimpleUploadedFile("pole.png", drawn.getvalue(), "image/png")


def test_who_hands_a_matter_away_is_told_so_and_pressing_twice_is_harmless(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.units["water"].pk)
    client, address = cast.client("water_officer"), f"/m/{matter.ref}/step/object/"
    for _ in range(2):
        answer = client.post(address, {"why": "不是水利的事", "key": "once"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get(f"/m/{matter.ref}/").status_code == 404
    assert client.post(address, {"why": "不是水利的事", "key": "another"}).status_code == 404
