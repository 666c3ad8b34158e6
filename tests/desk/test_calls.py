"""Phoned and told: whom to call, what they said, nobody answered."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts.filing import join_matter
from cunli.cases.models import Matter
from cunli.cases.services import Reporter
from cunli.journal.models import Entry
from cunli.messages.models import Message, Status
from tests.acts.stories import minutes, report, step
from tests.cast import Cast
from tests.desk.test_matter_page import text

QUERIES = 12


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=minutes(30)):
        yield


def waiting(cast: Cast) -> Message:
    """田大爷 has a phone and no account; the station took his matter and owes him a call."""
    reporter = Reporter(name="田大爷", phone="+8613700000001")
    matter = report(cast, "window", "水管不出水", procedure="service_request", kind="other", reporter=reporter)
    step(cast, "window", matter, "take", at=minutes(5))
    call = Message.objects.unscoped("a test looks").order_by("-pk").first()
    assert call is not None
    return call


def fresh(call: Message) -> Message:
    return Message.objects.unscoped("a test looks").get(pk=call.pk)


def journalled(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    call = waiting(cast)
    for who in ("li_clerk", "villager", "peace_officer"):
        client = cast.client(who)
        assert "田大爷" not in text(client.get("/messages/")), who
        assert "要打的电话" not in text(client.get("/")), who
        posted = client.post(f"/messages/call/{call.pk}/", {"key": "a", "said": "好", "outcome": "told"})
        assert posted.status_code == 404, who
    assert fresh(call).status == Status.QUEUED


def test_says_whom_to_phone_and_what_to_say(cast: Cast) -> None:
    call = waiting(cast)
    client = cast.client("window")
    page = text(client.get("/messages/"))
    for words in ("要打的电话", "田大爷", "tel:13700000001", call.body, f"/m/{call.ref}/", "没人接", "他怎么说"):
        assert words in page, words
    assert "137****0001" in page
    front = text(client.get("/"))
    assert "要打的电话" in front
    assert 'href="/messages/#calls"' in front


def test_told_once(cast: Cast) -> None:
    call = waiting(cast)
    client, path = cast.client("window"), f"/messages/call/{call.pk}/"
    said = {"key": "a", "said": "知道了，明天在家", "outcome": "told"}
    for _time in range(2):
        assert client.post(path, said).status_code == 302
    assert (fresh(call).status, fresh(call).said, fresh(call).told_by_name) == ("told", "知道了，明天在家", "周桂芳")
    assert journalled("phoned_and_told") == 1
    late = client.post(path, {**said, "key": "b"}, follow=True)
    assert "已经有人打过" in text(late)
    assert journalled("phoned_and_told") == 1
    assert call.body not in text(client.get("/messages/"))


def test_words_are_wanted(cast: Cast) -> None:
    call = waiting(cast)
    answer = cast.client("window").post(f"/messages/call/{call.pk}/", {"key": "a", "said": " ", "outcome": "told"})
    assert answer.status_code == 422
    assert "请写一句他怎么说的" in text(answer)
    assert fresh(call).status == Status.QUEUED


def test_nobody_answered_stays_with_a_note(cast: Cast) -> None:
    call = waiting(cast)
    client, path = cast.client("window"), f"/messages/call/{call.pk}/"
    for _time in range(2):
        assert client.post(path, {"key": "a", "said": "下地了", "outcome": "no_answer"}).status_code == 302
    assert (fresh(call).status, fresh(call).tries) == ("queued", 1)
    assert journalled("phoned_no_answer") == 1
    assert "上次打过：下地了" in text(client.get("/messages/"))
    client.post(path, {"key": "b", "outcome": "no_answer"})
    assert "上次打过：没人接" in text(client.get("/messages/"))


def test_a_text_message_that_never_arrived_becomes_a_call(cast: Cast) -> None:
    call = waiting(cast)
    Message.objects.unscoped("a test").filter(pk=call.pk).update(channel="sms", status=Status.FAILED, problem="x1")
    client = cast.client("window")
    assert "没发成短信" in text(client.get("/messages/"))
    client.post(f"/messages/call/{call.pk}/", {"key": "a", "outcome": "no_answer"})
    assert (fresh(call).channel, fresh(call).status) == ("phone_call", "queued")


@pytest.mark.parametrize("path", ["/", "/messages/"])
def test_costs_at_most_twelve_queries(cast: Cast, path: str) -> None:
    for _number in range(15):
        waiting(cast)
    client = cast.client("window")
    client.get(path)
    with CaptureQueriesContext(connection) as spent:
        assert client.get(path).status_code == 200
    assert len(spent) <= QUERIES


def calls(cast: Cast, who: str = "window") -> list[tuple[str, str]]:
    """Whom this member's units still have to phone, and what to say."""
    waits = Message.objects.unscoped("a test looks").filter(
        channel="phone_call", status=Status.QUEUED, from_unit_id=cast.actor(who).unit_id
    )
    return sorted(waits.values_list("to_name", "body"))


def test_who_has_said_that_it_is_good_is_not_phoned_to_hear_that_it_is_done(cast: Cast) -> None:
    call = waiting(cast)
    matter = Matter.objects.unscoped("a test looks").get(ref=call.ref)
    neighbour = Reporter(name="李婶", phone="+8613700000002")
    join_matter(actor=cast.actor("window"), matter=matter, reporter=neighbour, words="我家也是", at=minutes(6))
    step(cast, "window", matter, "fix", at=minutes(7), outcome="换了水表")
    assert [name for name, _ in calls(cast)] == ["李婶", "田大爷"]
    step(cast, "wang_clerk", matter, "asked_and_good", at=minutes(8), own_words="好了")
    ((name, said),) = calls(cast)
    assert name == "李婶" and "换了水表" in said, "the neighbour still hears how it ended"
    assert "田大爷" not in text(cast.client("window").get("/messages/")).split("李婶")[0]
    late = {"key": "a", "said": "好", "outcome": "told"}  # from a page that was drawn before
    assert "不用再打" in text(cast.client("window").post(f"/messages/call/{call.pk}/", late, follow=True))
    assert fresh(call).status == Status.DROPPED


def test_a_call_that_tells_how_it_ended_stays(cast: Cast) -> None:
    call = waiting(cast)
    matter = Matter.objects.unscoped("a test looks").get(ref=call.ref)
    step(cast, "window", matter, "close_unsolved", at=minutes(7), why="整条管要换", what_would_change="明年改造")
    ((name, said),) = calls(cast)
    assert name == "田大爷" and "整条管要换" in said
