"""One index of what is due: mine and my unit's, nearest first, nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cunli.dues import index, selectors
from cunli.dues.index import DueItem
from cunli.dues.models import Due, Source
from cunli.lib.actors import Actor
from cunli.lib.scope import Scope
from cunli.lib.scoped import UnscopedRead
from tests.cast import NOW

ME = Actor(role="town_officer", user_id=1, unit_id=5, scope=Scope(units=frozenset({5}), user_id=1))


def item(number: int, *, hours: int, unit: int | None = 5, user: int | None = None) -> DueItem:
    return DueItem(
        source=Source.MATTER,
        source_id=number,
        ref=f"HD-{number}",
        title="杆子歪了",
        kind="hazard",
        step="reported",
        due_at=NOW + timedelta(hours=hours),
        unit_id=unit,
        user_id=user,
    )


@pytest.mark.django_db
def test_mine_and_my_units_come_nearest_first_and_others_not_at_all() -> None:
    index.put(
        items=[
            item(1, hours=3),
            item(2, hours=1, user=1),
            item(3, hours=2, unit=6),
            item(4, hours=2, unit=None, user=2),
            item(5, hours=2),
        ]
    )
    assert [due.ref for due in selectors.due_for(ME)] == ["HD-2", "HD-5", "HD-1"]


@pytest.mark.django_db
def test_putting_again_replaces_and_clearing_removes() -> None:
    index.put(items=[item(1, hours=3)])
    index.put(items=[item(1, hours=9)])
    assert [due.due_at for due in selectors.due_for(ME)] == [NOW + timedelta(hours=9)]
    index.clear(source=Source.MATTER, source_ids=[1])
    assert selectors.due_for(ME) == []


@pytest.mark.django_db
def test_counting_stops_at_a_hundred() -> None:
    index.put(items=[item(number, hours=-1) for number in range(130)])
    assert selectors.count_until(ME, NOW) == selectors.CAP


@pytest.mark.django_db
def test_an_unscoped_read_fails() -> None:
    with pytest.raises(UnscopedRead):
        Due.objects.count()


@pytest.mark.django_db
def test_nobody_has_nothing_due() -> None:
    index.put(items=[item(1, hours=1)])
    assert selectors.due_for(Actor(role="anonymous")) == []
