"""Who cannot press a button is asked by somebody who did not handle it: phoned or seen; else it counts as not asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from unittest import mock

import pytest

from cunli.acts.calling import made_call
from cunli.acts.sweep import sweep
from cunli.acts.verify import differences
from cunli.cases.models import Matter, Term
from cunli.cases.services import Reporter
from cunli.dues.models import Due, Source
from cunli.dues.selectors import due_for
from cunli.lib.refusals import NotYours
from cunli.messages.models import Message, Status
from cunli.messages.selectors import calls_to_make
from tests.acts.stories import again, days, minutes, report, step
from tests.cast import Cast

ASKED_ON, ANSWERED_ON, TOO_LATE = days(31), days(33), days(100)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=ASKED_ON):
        yield


def solved(cast: Cast, reporter: Reporter, *, by: str = "window", asked_by: str = "wang_clerk") -> Matter:
    """Done at the station by ``by``; a colleague has asked, and it was good."""
    matter = report(cast, by, "水管不出水", procedure="service_request", kind="other", reporter=reporter)
    step(cast, by, matter, "take", at=minutes(5))
    step(cast, by, matter, "fix", at=minutes(30), outcome="换了水龙头")
    step(cast, asked_by, matter, "asked_and_good", at=minutes(90), own_words="好了")
    return again(matter)


def questions() -> list[Due]:
    return list(Due.objects.unscoped("test").filter(source=Source.QUESTION))


def waiting(matter: Matter) -> Message | None:
    found = Message.objects.unscoped("test").filter(ref=matter.ref, kind="reminder", status=Status.QUEUED)
    return found.first()


def lists(cast: Cast, who: str, matter: Matter) -> tuple[bool, bool]:
    """Whether it stands among the calls and on Today."""
    actor = cast.actor(who)
    return (
        calls_to_make(actor).filter(ref=matter.ref, kind="reminder").exists(),
        any(due.ref == matter.ref and due.source == Source.QUESTION for due in due_for(actor)),
    )


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = solved(cast, Reporter(name="田奶奶"))
    sweep(at=ASKED_ON)
    assert lists(cast, "li_clerk", matter) == (False, False)


@pytest.mark.parametrize(("phone", "channel"), [("", "in_person"), ("+8613700000001", "phone_call")])
def test_it_stands_on_the_lists_of_those_who_did_not_handle_it(cast: Cast, phone: str, channel: str) -> None:
    matter = solved(cast, Reporter(name="田奶奶", phone=phone))
    assert sweep(at=ASKED_ON).asked_again == 1
    message = waiting(matter)
    assert message is not None and message.channel == channel and "现在还好吗" in message.body
    assert lists(cast, "window", matter) == (False, False), "the one who handled it"
    assert lists(cast, "wang_clerk", matter) == (True, True), "the station has nobody else, so the committee asks"
    page = cast.client("wang_clerk").get("/").content.decode()
    assert "四周后再问一次" in page and "要打的电话" in page


def test_the_handler_cannot_write_down_the_answer(cast: Cast) -> None:
    matter = solved(cast, Reporter(name="田奶奶"))
    sweep(at=ASKED_ON)
    message = waiting(matter)
    assert message is not None
    with pytest.raises(NotYours):
        made_call(actor=cast.actor("window"), message_id=message.pk, reached=True, said="好", at=ANSWERED_ON)
    assert made_call(actor=cast.actor("wang_clerk"), message_id=message.pk, reached=False, said="", at=ANSWERED_ON)
    message.refresh_from_db()
    assert (message.channel, message.status, message.tries) == ("in_person", Status.QUEUED, 1)
    assert made_call(actor=cast.actor("wang_clerk"), message_id=message.pk, reached=True, said="还好", at=ANSWERED_ON)


@pytest.mark.parametrize(("key", "values"), [("still_good", {}), ("reopen", {"own_words": "又漏了"})])
def test_the_answer_ends_it(cast: Cast, key: str, values: dict[str, str]) -> None:
    matter = solved(cast, Reporter(name="田奶奶"))
    sweep(at=ASKED_ON)
    assert len(questions()) == 1 and not list(differences())
    step(cast, "wang_clerk", matter, key, at=ANSWERED_ON, **values)
    assert questions() == [] and not list(differences())
    assert sweep(at=TOO_LATE).failed == 0


def test_unanswered_it_counts_as_not_asked_and_troubles_nobody_any_more(cast: Cast) -> None:
    matter = solved(cast, Reporter(name="田奶奶"))
    sweep(at=ASKED_ON)
    due = questions()[0].due_at
    sweep(at=due)
    sweep(at=due)
    term = Term.objects.get(matter=matter, key="second_question")
    assert (term.rung, term.met_at) == (2, None)
    page = cast.client("wang_clerk").get("/figures/?month=2026-11").content.decode()
    assert "四周后没再问到 1 件" in page
    assert questions() == [] and not list(differences())


def test_who_has_an_account_is_asked_themself(cast: Cast) -> None:
    villager = cast.actor("villager")
    matter = report(cast, "window", "水管不出水", procedure="service_request", kind="other", reporter=asks(cast))
    step(cast, "window", matter, "take", at=minutes(5))
    step(cast, "window", matter, "fix", at=minutes(30), outcome="换了水龙头")
    step(cast, "villager", matter, "confirm", at=minutes(90))
    sweep(at=ASKED_ON)
    assert questions() == []
    told = Message.objects.unscoped("test").filter(ref=matter.ref, kind="reminder")
    assert [one.user_id for one in told] == [villager.user_id]


def asks(cast: Cast) -> Reporter:
    villager = cast.actor("villager")
    return Reporter(user_id=villager.user_id, name=villager.name)


def test_many_sweeps_ask_once(cast: Cast) -> None:
    solved(cast, Reporter(name="田奶奶"))
    at: datetime = ASKED_ON
    assert [sweep(at=at).asked_again for _time in range(3)] == [1, 0, 0]
    assert len(questions()) == 1
