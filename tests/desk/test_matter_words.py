"""What a matter's page says beside its course: what was just done, who must sign, a line added, a slip given."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from cunli.cases.models import Matter, StepTaken
from cunli.cases.services import Reporter
from cunli.messages.models import Message
from tests.acts.stories import days, minutes, report, step
from tests.acts.test_letters import town_government
from tests.cast import Cast
from tests.desk.test_matter_page import pole, text


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=minutes(90)):
        yield


def page(cast: Cast, who: str, matter: Matter, face: str = "desk", **query: str) -> str:
    client = cast.client(who)
    client.cookies["face"] = face
    return text(client.get(f"/m/{matter.ref}/", query))


def drafted(cast: Cast) -> Matter:
    matter = pole(cast)
    to = [cast.units["dianxin"].pk]
    words = {"letter_title": "商请维修", "letter_body": "请答复。"}
    step(cast, "peace_officer", matter, "draft_letter", at=minutes(50), letter_to=to, **words)
    return matter


def on_paper(cast: Cast) -> Matter:
    """田奶奶 has neither phone nor account: what is told to her waits for the slip."""
    reporter = Reporter(name="田奶奶")
    return report(cast, "window", "手机不响了", procedure="service_request", kind="phone", reporter=reporter)


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = on_paper(cast)
    step(cast, "window", matter, "take", at=minutes(5))
    other = cast.client("li_clerk")
    assert other.post(f"/m/{matter.ref}/slip/given").status_code == 404
    assert other.post(f"/m/{matter.ref}/step/progress/", {"key": "a", "note": "x"}).status_code == 404
    assert cast.client("villager").post(f"/m/{matter.ref}/slip/given").status_code == 403
    assert waiting_slips() > 0


def test_whoever_drafted_waits_for_another_to_sign(cast: Cast) -> None:
    matter = drafted(cast)
    for face in ("phone", "desk"):
        theirs = page(cast, "peace_officer", matter, face)
        assert "等另一位同事签发" in theirs
        assert "step/sign_letter/" not in theirs
        chief = page(cast, "peace_chief", matter, face)
        assert "有一份公函等您签发" in chief
        assert "step/sign_letter/" in chief
    assert "下一步：签发公函" in page(cast, "peace_chief", matter, "desk")
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(55))
    assert "签发。" not in page(cast, "peace_officer", matter)


def test_what_the_town_government_issues_waits_on_today_of_the_drafters_chief(cast: Cast) -> None:
    town_government(cast)
    drafted(cast)
    assert "同事起草好了，等您签发" in cast.client("peace_chief").get("/").content.decode()
    for key in ("peace_officer", "civil_officer", "far_officer"):
        assert "等您签发" not in cast.client(key).get("/").content.decode()


def test_what_was_done_on_the_spot_is_what_the_page_says_first(cast: Cast) -> None:
    matter = pole(cast)
    spot = {"spot_action": "把杆子放倒，线理到路边", "grounds": "随时会倒", "witnesses": ["郑小满"]}
    step(cast, "peace_officer", matter, "act_on_the_spot", at=minutes(45), **spot)
    for key in ("peace_officer", "villager"):
        assert "<p>把杆子放倒，线理到路边。" in page(cast, key, matter)
    step(cast, "peace_officer", matter, "fix", at=minutes(50), outcome="新杆立好了")
    step(cast, "villager", matter, "contest", at=minutes(60), own_words="线还耷拉着")
    assert "<p>人到了，正在处理。" in page(cast, "peace_officer", matter)


def test_while_units_owe_an_answer_that_stops_the_clock_only_they_are_waited_for(cast: Cast) -> None:
    matter = drafted(cast)
    assert "现在等" in page(cast, "peace_officer", matter)
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(55))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(58), delivered_how="by_hand")
    shown = page(cast, "peace_officer", matter)
    assert "答复。" in shown and "现在等" not in shown


def test_says_what_was_done_only_where_the_course_stands(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    assert f"报上去了，号码 {matter.ref}" in page(cast, "grid_member", matter, did="report")
    for made_up in ("fix", "confirm", "screen", "", "<b>"):
        assert "cl-flash" not in page(cast, "grid_member", matter, did=made_up)
        assert "记下了：" not in page(cast, "grid_member", matter, did=made_up)
    step(cast, "peace_officer", matter, "screen", at=minutes(2), level="L2", assignee=cast.units["peace"].pk)
    assert "报上去了" not in page(cast, "grid_member", matter, did="report")
    assert "记下了：" in page(cast, "peace_officer", matter, did="screen")


def test_a_line_is_added_at_the_end_of_the_course(cast: Cast) -> None:
    matter = pole(cast)
    assert 'name="note"' in page(cast, "peace_officer", matter)
    assert 'name="note"' not in page(cast, "villager", matter)
    said = {"key": "a", "note": "约了明天来拉杆子"}
    assert cast.client("peace_officer").post(f"/m/{matter.ref}/step/progress/", said).status_code == 302
    assert StepTaken.objects.filter(matter=matter, key="progress").count() == 1
    assert "约了明天来拉杆子" in page(cast, "peace_officer", matter)


def test_a_slip_in_the_hand_is_told(cast: Cast) -> None:
    matter = on_paper(cast)
    step(cast, "window", matter, "take", at=minutes(5))
    client = cast.client("window")
    assert "打出来给他了" in text(client.get(f"/m/{matter.ref}/slip"))
    answer = client.post(f"/m/{matter.ref}/slip/given", follow=True)
    assert "小票给他了" in text(answer)
    assert waiting_slips() == 0
    assert client.post(f"/m/{matter.ref}/slip/given").status_code == 302
    assert "打出来给他了" not in text(client.get(f"/m/{matter.ref}/slip"))


def test_an_overdue_promise_is_not_green(cast: Cast) -> None:
    matter = report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    assert 'class="cl-promise" data-tone="late"' not in text(cast.client("villager").get("/mine/"))
    with mock.patch("django.utils.timezone.now", return_value=days(30)):
        client = cast.client("villager")
        for path in ("/mine/", f"/m/{matter.ref}/", "/"):
            late = text(client.get(path))
            assert 'class="cl-promise" data-tone="late"' in late, path
            assert "超" in late, path


def waiting_slips() -> int:
    return Message.objects.unscoped("a test looks").filter(channel="slip", status="queued").count()
