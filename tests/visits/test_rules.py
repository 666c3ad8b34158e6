"""Sharing households out: everybody gets a fair share, those of the own grid first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cunli.visits.rules import NextVisit, Rhythm, Seen, Wanting, next_visit, share_out

LOADS = st.dictionaries(st.integers(1, 9), st.integers(0, 30), min_size=1, max_size=9)


@given(LOADS, st.integers(0, 60))
def test_where_nobody_is_near_nobody_who_got_one_has_more_than_one_above_the_least(
    load: dict[int, int], many: int
) -> None:
    found = share_out([Wanting(number) for number in range(many)], load)
    after = {helper: had + list(found.values()).count(helper) for helper, had in load.items()}
    assert len(found) == many
    assert all(after[helper] <= min(after.values()) + 1 for helper in set(found.values()))


@given(LOADS)
def test_whoever_walks_the_grid_gets_its_households_whatever_they_have(load: dict[int, int]) -> None:
    near = max(load)
    assert share_out([Wanting(1, frozenset({near})), Wanting(2, frozenset({99}))], load)[1] == near


def test_nobody_to_choose_from_gives_nothing() -> None:
    assert share_out([Wanting(1)], {}) == {}


def test_the_same_input_gives_the_same_answer_in_the_order_of_the_households() -> None:
    homes = [Wanting(number) for number in (5, 3, 4)]
    assert share_out(homes, {2: 0, 1: 0}) == share_out(homes, {1: 0, 2: 0}) == {5: 1, 3: 2, 4: 1}


def test_a_rhythm_asks_for_the_next_day_after_the_last_time_and_a_call_counts_only_where_it_may() -> None:
    calls, visits = Rhythm(7, by_phone=True), Rhythm(30, by_phone=False)
    seen = Seen(in_person=date(2026, 11, 1), any_way=date(2026, 11, 20))
    found = next_visit([calls, visits], seen, since=date(2026, 1, 1), household_id=5)
    assert found == NextVisit(date(2026, 11, 27), by_phone=True)
    late = next_visit([calls, visits], Seen(any_way=date(2026, 12, 20)), since=date(2026, 11, 1), household_id=31)
    assert late == NextVisit(date(2026, 11, 3), by_phone=False)


@given(st.integers(1, 90), st.integers(0, 10_000))
def test_who_was_never_seen_comes_within_the_first_turn_each_on_a_day_of_its_own(days: int, number: int) -> None:
    since = date(2026, 11, 23)
    found = next_visit([Rhythm(days, by_phone=True)], Seen(), since=since, household_id=number)
    assert since < found.due_on <= since + timedelta(days)
