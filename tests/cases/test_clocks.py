"""Clocks that stand still, and that are met: what moves them, and what does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cunli.cases import clocks
from cunli.cases import services as cases
from cunli.cases.models import Answer, Ask, Term
from cunli.desk.matter.clocks import clocks_of
from cunli.procedures.grammar import Asks, Procedure
from tests.acts.stories import again, days, minutes, report, step
from tests.cast import NOW, Cast


def asked(cast: Cast) -> tuple[Term, Asks]:
    matter = report(cast, "villager", "水塘决口", kind="water")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    matter = again(matter)
    question = next(term.while_asked for term in matter.law.terms if term.while_asked)
    asks = next(s.asks for s in matter.law.steps if s.asks and s.asks.question == question)
    ask(cast, matter.terms.get(key=waiting(matter.law)), asks, days(0))
    return matter.terms.get(key=waiting(matter.law)), asks


def waiting(law: Procedure) -> str:
    return next(term.key for term in law.terms if term.while_asked)


def ask(cast: Cast, term: Term, asks: Asks, at: datetime) -> list[Ask]:
    actor = cast.actor("peace_officer")
    return cases.open_asks(actor=actor, matter=term.matter, asks=asks, unit_ids=[cast.units["water"].pk], at=at)


def test_asking_a_silent_unit_again_buys_no_time(cast: Cast) -> None:
    term, asks = asked(cast)
    assert term.suspensions
    assert ask(cast, term, asks, days(30)) == []
    assert Term.objects.get(pk=term.pk).due_at == term.due_at


def test_all_stops_together_are_capped() -> None:
    row = Term(suspensions=[["2026-11-02", "2026-11-06"]])
    assert clocks.capped(row, since=date(2026, 11, 5), until=date(2026, 11, 20), at_most=6) == date(2026, 11, 8)
    assert clocks.capped(row, since=date(2026, 12, 1), until=date(2026, 12, 9), at_most=4) == date(2026, 12, 1)


def test_an_answer_writes_neither_a_stale_matter_nor_a_clock_that_was_met(cast: Cast) -> None:
    term, _ = asked(cast)
    open_ask = Ask.objects.select_related("matter").get(matter_id=term.matter_id, answer=Answer.OPEN)
    stale = open_ask.matter
    type(stale).objects.unscoped("test").filter(pk=stale.pk).update(is_open=False)
    Term.objects.filter(pk=term.pk).update(met_at=minutes(1), watch_at=None)
    actor = cast.actor("peace_officer")
    cases.answer_ask(actor=actor, ask=open_ask, answer=Answer.YES, said="来", answered_by="水利", at=minutes(5))
    now = Term.objects.get(pk=term.pk)
    assert (now.met_at, now.watch_at, now.due_at) == (minutes(1), None, term.due_at)
    assert again(stale).is_open is False


def test_a_late_clock_is_not_shown_as_standing_still(cast: Cast) -> None:
    term, _ = asked(cast)
    term.due_at = NOW + timedelta(days=1)
    shown = {n: clocks_of(term.matter, [term], now=days(n)) for n in (1, 2)}
    states = {n: [c.state for c in found if c.key == term.key] for n, found in shown.items()}
    term.suspensions = [["2026-01-01", "2027-01-01"]]
    paused = [c.state for c in clocks_of(term.matter, [term], now=days(0)) if c.key == term.key]
    late = [c.state for c in clocks_of(term.matter, [term], now=days(2)) if c.key == term.key]
    assert states[2] == ["late"] and (paused, late) == (["paused"], ["late"])


def test_a_clock_is_met_when_it_was_done_though_written_later(cast: Cast) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    law, running = matter.law, list(matter.terms.all())
    first = next(row for row in running if law.term(row.key).met_by)
    by = law.term(first.key).met_by[0]
    clocks.touched(law, [first], by, (), at=minutes(90), happened_at=minutes(20))
    assert first.met_at == minutes(20)
    first.met_at = None
    clocks.touched(law, [first], by, (), at=minutes(90), happened_at=minutes(-60))
    assert first.met_at == first.started_at
