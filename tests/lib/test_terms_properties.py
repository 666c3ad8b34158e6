"""What holds for every term, whatever its length, start and suspensions."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from cunli.law.calendars import china
from cunli.lib.lengths import Length, Unit
from cunli.lib.spans import Span
from cunli.lib.terms import SHANGHAI, Reckoned, reckon

CHINA = china(2024, 2026)
STARTS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
DAY_UNITS = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH])
MOMENTS = st.builds(datetime.combine, STARTS, st.times(), st.just(SHANGHAI))


def some(unit: Unit) -> st.SearchStrategy[Length]:
    return st.builds(Length, st.integers(1, 12 if unit is Unit.MONTH else 120), st.just(unit))


LENGTHS = DAY_UNITS.flatmap(some)
CLOCKS = st.sampled_from([Unit.MINUTE, Unit.HOUR]).flatmap(some)


@st.composite
def stops(draw: st.DrawFn) -> list[Span]:
    found = draw(st.lists(st.tuples(STARTS, st.integers(1, 40)), max_size=4))
    return [Span(start, start + timedelta(days=long)) for start, long in found]


def at(start: date, length: Length, spans: list[Span], **more: object) -> Reckoned:
    return reckon(start=start, length=length, calendar=CHINA, suspensions=spans, **more)


@given(STARTS, LENGTHS, st.integers(1, 30), stops(), st.booleans())
def test_longer_is_never_sooner(start: date, length: Length, more: int, spans: list[Span], roll: bool) -> None:
    longer = Length(length.value + more, length.unit)
    assert at(start, length, spans, roll=roll).due_on <= at(start, longer, spans, roll=roll).due_on


@given(STARTS, LENGTHS, stops(), st.none() | LENGTHS)
def test_it_is_never_before_the_start_and_ends_on_a_worked_day(
    start: date, length: Length, spans: list[Span], extension: Length | None
) -> None:
    found = at(start, length, spans, extension=extension)
    assert found.due_on > start
    assert CHINA.is_working_day(found.due_on)
    assert not any(span.contains(found.due_on) for span in spans)
    assert found.due_at.date() == found.due_on


@given(STARTS, st.integers(1, 60), stops())
def test_a_count_of_working_days_counts_working_days(start: date, count: int, spans: list[Span]) -> None:
    found = at(start, Length(count, Unit.WORKING_DAY), spans, roll=False)
    days = [start + timedelta(days=n) for n in range(1, (found.due_on - start).days + 1)]
    assert sum(CHINA.is_working_day(day) and not any(s.contains(day) for s in spans) for day in days) == count


@given(STARTS, st.integers(1, 120), stops())
def test_suspended_days_are_added_one_for_one(start: date, count: int, spans: list[Span]) -> None:
    found = at(start, Length(count, Unit.DAY), spans, roll=False)
    days = [start + timedelta(days=n) for n in range(1, (found.due_on - start).days + 1)]
    stopped = sum(any(span.contains(day) for span in spans) for day in days)
    assert found.due_on == start + timedelta(days=count + stopped)


@given(STARTS, LENGTHS, stops(), STARTS, st.integers(1, 40))
def test_suspending_and_extending_never_bring_it_nearer(
    start: date, length: Length, spans: list[Span], since: date, long: int
) -> None:
    plain = at(start, length, spans)
    assert at(start, length, [*spans, Span(since, since + timedelta(days=long))]).due_on >= plain.due_on
    assert at(start, length, spans, extension=Length(long, Unit.DAY)).due_on >= plain.due_on


@given(STARTS, LENGTHS, STARTS, st.integers(1, 60))
def test_a_paused_term_is_due_at_the_earliest_day_it_can_be(
    start: date, length: Length, since: date, long: int
) -> None:
    paused = at(start, length, [Span(since)])
    resumed = at(start, length, [Span(since, since + timedelta(days=long))])
    assert paused.due_on <= resumed.due_on
    assert paused.paused is (since <= paused.due_on)
    assert not resumed.paused


@given(STARTS)
def test_rolling_twice_is_rolling_once(day: date) -> None:
    rolled = CHINA.next_working_day(day)
    assert CHINA.next_working_day(rolled) == rolled >= day


@given(STARTS, LENGTHS, stops())
def test_it_is_provisional_exactly_past_the_announced_years(start: date, length: Length, spans: list[Span]) -> None:
    found = at(start, length, spans)
    assert found.provisional is (found.due_on > CHINA.announced_until)


@given(MOMENTS, CLOCKS, stops())
def test_clocks_of_hours_run_their_length_outside_suspensions(
    start: datetime, length: Length, spans: list[Span]
) -> None:
    found = reckon(start=start, length=length, calendar=CHINA, suspensions=spans)
    assert found.by_hour
    assert not found.provisional
    assert found.due_at - start >= length.duration
    assume(not spans)
    assert found.due_at == start + length.duration


@given(STARTS | MOMENTS, LENGTHS | CLOCKS, stops(), st.none() | STARTS)
def test_what_is_stored_comes_back_and_every_sentence_can_be_read(
    start: date, length: Length, spans: list[Span], since: date | None
) -> None:
    assume(isinstance(start, datetime) or not length.by_hour)
    found = at(start, length, [*spans, *([Span(since)] if since else [])])
    again = Reckoned.from_json(json.loads(json.dumps(found.to_json())))
    assert again == found
    for sentence in again.reckoning:
        assert sentence.text()
        assert "%(" not in sentence.text()
