"""The page of one matter: who sees what, and how little it asks of the database."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Matter
from cunli.cases.services import Reporter
from tests.acts.stories import again, minutes, report, step
from tests.cast import NOW, Cast
from tests.files.samples import photo

MOST_QUERIES = 12
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(90))


def pole(cast: Cast) -> Matter:
    """Screened, arrived, decided on the spot; the person who told us has an account."""
    reporter = Reporter(user_id=cast.users["villager"].pk, name="张有田", phone="+8613900000001")
    matter = report(cast, "grid_member", "杆子歪到屋顶上了，一刮风就晃", reporter=reporter)
    unit, officer = cast.units["peace"].pk, cast.users["peace_officer"].pk
    step(cast, "peace_chief", matter, "screen", at=minutes(2), level="L1", assignee=unit, officer=officer)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10), seen="杆根已松")
    step(
        cast,
        "peace_officer",
        matter,
        "act_on_the_spot",
        at=minutes(40),
        happened_at=minutes(18),
        spot_action="杆子放倒，线理到路边",
        grounds="随时会倒",
        witnesses=["郑小满", "周满仓"],
    )
    return again(matter)


def letter(cast: Cast, matter: Matter) -> None:
    to = [cast.units["dianxin"].pk, cast.units["liantong"].pk]
    step(
        cast,
        "peace_officer",
        matter,
        "draft_letter",
        at=minutes(50),
        letter_to=to,
        letter_title="商请维修",
        letter_body="请答复。",
    )
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(55))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(60), delivered_how="by_hand")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def bare(answer: Any, ref: str) -> str:
    """A page without its reference and its one-time marks."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text(answer)).replace(ref, "")


def test_other_village_gets_nothing(cast: Cast) -> None:
    matter = pole(cast)
    other = cast.client("li_clerk")
    theirs, none = other.get(f"/m/{matter.ref}/"), other.get("/m/HD-2026-99999/")
    assert theirs.status_code == none.status_code == 404
    assert bare(theirs, matter.ref) == bare(none, "HD-2026-99999")
    assert matter.title not in text(theirs)


def test_staff_see_everything(cast: Cast) -> None:
    matter = pole(cast)
    letter(cast, matter)
    for face in ("phone", "desk"):
        client = cast.client("peace_officer")
        client.cookies["face"] = face
        page = text(client.get(f"/m/{matter.ref}/"))
        for words in ("杆子放倒", "周满仓", "一级", "先答复", "办完", "远信公司", "为什么是这天", "危险没了", "办不成"):
            assert words in page, words
        assert "函〔2026〕" in page
        assert "补记" in page
        assert "tel:13900000001" in page
    assert "139****0001" in page


def test_person_reads_plain_words_and_no_notes(cast: Cast) -> None:
    matter = pole(cast)
    letter(cast, matter)
    page = text(cast.client("villager").get(f"/m/{matter.ref}/"))
    assert "<p>杆子放倒，线理到路边。" in page
    for hidden in ("周满仓、", "随时会倒", "杆根已松", "起草了公函", "远信公司", "更多"):
        assert hidden not in page, hidden


def test_asked_company_sees_its_ask_only(cast: Cast) -> None:
    matter = pole(cast)
    letter(cast, matter)
    page = text(cast.client("dianxin_contact").get(f"/m/{matter.ref}/"))
    assert "远信公司" in page
    assert "写下答复" in page and "记下答复" not in page
    assert "请书面答复，" in page and "以前给个答复" in page
    for hidden in (
        "联程公司", "郑小满、周满仓", "139****0001", "13900000001", "随时会倒", "张有田",
        "杆根已松", "杆子放倒", "办完", "为什么是这天",
    ):  # fmt: skip
        assert hidden not in page, hidden


def test_asked_company_sees_no_photo_but_of_the_step_that_asked_it(cast: Cast) -> None:
    sent = {"kind": "pole", "say": "杆子歪到屋顶上了", "photos": SimpleUploadedFile("a.jpg", photo())}
    cast.client("grid_member").post("/report/", sent)
    matter = Matter.objects.unscoped("test").get()
    step(cast, "peace_chief", matter, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10), seen="杆根已松")
    letter(cast, again(matter))
    address = f"/m/{matter.ref}/photo/{matter.attachments.get().pk}"
    assert cast.client("peace_officer").get(address).status_code == 200
    assert cast.client("dianxin_contact").get(address).status_code == 404


def test_who_handled_it_is_not_offered_the_stars(cast: Cast) -> None:
    matter = report(cast, "villager", "杆子歪了")
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(
        state="solved", is_open=False, outcome="solved", handled_by_id=cast.users["villager"].pk
    )
    assert "/rate" not in text(cast.client("villager").get(f"/m/{matter.ref}/"))


@pytest.mark.parametrize("face", ["phone", "desk"])
@pytest.mark.parametrize("who", ["peace_officer", "villager", "wang_clerk"])
def test_few_queries(cast: Cast, who: str, face: str) -> None:
    matter = pole(cast)
    letter(cast, matter)
    client = cast.client(who)
    client.cookies["face"] = face
    client.get(f"/m/{matter.ref}/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(f"/m/{matter.ref}/").status_code == 200
    assert len(seen) <= MOST_QUERIES, "\n".join(query["sql"][:160] for query in seen)


def test_solved_and_rated(cast: Cast) -> None:
    matter = pole(cast)
    step(cast, "peace_officer", matter, "fix", at=minutes(70), outcome="杆子运走了")
    client = cast.client("villager")
    page = text(client.get(f"/m/{matter.ref}/"))
    assert "好了没有" in page
    assert "没好" in page
    assert client.post(f"/m/{matter.ref}/step/confirm/", {"key": "k1"}).status_code == 302
    assert again(matter).state == "solved"
    assert again(matter).closed_at == minutes(90) > NOW
    assert client.get(f"/m/{matter.ref}/rate").status_code == 200
    assert client.post(f"/m/{matter.ref}/rate", {}).status_code == 422
    assert client.post(f"/m/{matter.ref}/rate", {"stars": "5", "key": "r"}).status_code == 302
    assert client.post(f"/m/{matter.ref}/rate", {"stars": "5", "key": "r"}).status_code == 302
    assert client.post(f"/m/{matter.ref}/rate", {"stars": "1", "key": "s"}).status_code == 409
    assert "非常满意" in text(client.get(f"/m/{matter.ref}/"))
    staff = cast.client("peace_officer").post(f"/m/{matter.ref}/rate", {"stars": "5", "key": "t"})
    assert staff.status_code == 403


def test_the_nearest_day_stands_first(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了", at=minutes(80))
    unit, officer = cast.units["peace"].pk, cast.users["peace_officer"].pk
    step(cast, "peace_chief", matter, "screen", at=minutes(82), level="L1", assignee=unit, officer=officer)
    page = text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))
    shown = re.findall(r"cl-clock-label[^>]*>.*?(到场|先答复|办完)", page, re.DOTALL)
    assert shown == ["到场", "先答复", "办完"]


def test_nobody_is_offered_to_phone_themselves(cast: Cast) -> None:
    reporter = Reporter(user_id=cast.users["grid_member"].pk, name="郑小满", phone="+8613900000009")
    matter = report(cast, "grid_member", "杆子歪了", reporter=reporter)
    assert "tel:13900000009" in text(cast.client("peace_officer").get(f"/m/{matter.ref}/"))
    assert "tel:13900000009" not in text(cast.client("grid_member").get(f"/m/{matter.ref}/"))
