"""What is kept for a time goes when the time is over, once, and nothing else goes with it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts import clearing
from cunli.acts.sweep import Swept, sweep
from cunli.journal.models import Entry
from cunli.lib import clearing as rows
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.clearing import clear_old
from cunli.messages.models import Kind, Message
from cunli.registry import services as registry
from cunli.registry.clearing import clear_looks, clear_refused, clear_withdrawn
from cunli.registry.models import ChildLook, Consent, ErasureRequest
from cunli.roster.models import RosterEntry, RosterGrid
from cunli.roster.services import end_entry
from tests.cast import NOW, TODAY, Cast
from tests.registry.conftest import Home, World, home, world
from tests.registry.test_child_looks import asked
from tests.registry.test_erasures import agree, ask
from tests.roster.conftest import Roster, roster

__all__ = ["home", "roster", "world"]
WHY = "a test looks"


def years(count: int, days: int = 0) -> datetime:
    return NOW + timedelta(days=366 * count + days)


def tell(cast: Cast, text: str, at: datetime = NOW) -> None:
    to = [Address("张有田", user_id=cast.users["villager"].pk)]
    messages.tell(actor=cast.actor("wang_clerk"), to=to, text=text, ref="", at=at, kind=Kind.STEP)


def bodies() -> list[str]:
    return list(Message.objects.unscoped(WHY).order_by("pk").values_list("body", flat=True))


def test_a_message_goes_two_years_after_it_was_written(cast: Cast) -> None:
    tell(cast, "约了电工")
    tell(cast, "修好了", at=years(1))
    assert sweep(at=years(2, -1)).cleared == 0 and len(bodies()) == 2
    assert sweep(at=years(2, 1)).cleared == 1 and bodies() == ["修好了"]
    assert sweep(at=years(2, 1)) == Swept()
    assert sweep(at=years(4)).cleared == 1 and bodies() == []


def test_what_went_stands_in_the_journal_as_a_number(cast: Cast) -> None:
    tell(cast, "约了电工")
    sweep(at=years(3))
    assert [entry.after for entry in Entry.objects.filter(verb="retention.clear")] == [{"messages": 1}]


def test_the_largest_table_is_looked_through_by_its_numbers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many rows as a batch holds are named at a time, however many are over."""
    monkeypatch.setattr(rows, "BATCH", 2)
    for number in range(5):
        tell(cast, f"第{number}条")
    tell(cast, "新的", at=years(3))
    with CaptureQueriesContext(connection) as seen:
        assert clear_old(at=years(3)) == 5
    gone = [query["sql"] for query in seen if query["sql"].startswith("DELETE")]
    assert len(gone) == 3 and bodies() == ["新的"]


def test_one_round_clears_so_many_and_the_next_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "BATCH", 1)
    monkeypatch.setattr(rows, "MOST", 2)
    for number in range(3):
        tell(cast, f"第{number}条")
    assert [sweep(at=years(3)).cleared for _round in range(3)] == [2, 1, 0]


def test_a_table_that_cannot_be_cleared_keeps_no_other_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*, at: datetime) -> int:
        raise RuntimeError(at)

    tell(cast, "约了电工")
    monkeypatch.setattr(clearing, "CLEARING", {**clearing.CLEARING, "roster": broken})
    swept = sweep(at=years(3))
    assert (swept.cleared, swept.failed) == (1, 1) and "could not clear roster" in caplog.text


def test_who_left_the_roster_is_forgotten_a_year_later_with_their_grids(cast: Cast, roster: Roster) -> None:
    end_entry(actor=cast.actor("peace_officer"), entry=roster.police, on=TODAY, reason="调走了", at=NOW)
    assert sweep(at=years(1, -2)).cleared == 0
    assert sweep(at=years(1, 2)).cleared == 1
    left = RosterEntry.objects.unscoped(WHY).values_list("name", flat=True)
    assert set(left) == {"赵律师", "钱法官"} and not RosterGrid.objects.exists()


def test_a_consent_taken_back_is_proof_for_three_years_and_one_in_force_stays(world: World, home: Home) -> None:
    taken = agree(world, home.grandmother, "phone")
    stays = agree(world, home.grandmother, "health")
    ran_out = agree(world, home.grandmother, "phone", until=TODAY + timedelta(days=1))
    registry.withdraw_consent(actor=world.clerk, consent_id=taken.pk, on=TODAY, at=NOW)
    assert clear_withdrawn(at=years(3, -2)) == 0
    assert clear_withdrawn(at=years(3, 2)) == 1
    left = Consent.objects.unscoped(WHY).values_list("pk", flat=True)
    assert set(left) == {stays.pk, ran_out.pk}, "what ran out is listed until somebody decides"


def test_a_request_that_removed_something_keeps_imports_from_bringing_it_back(world: World, home: Home) -> None:
    removed = ask(world.clerk, home.grandmother, "phone")
    kept = ask(world.clerk, home.grandmother, "id_number")
    waits = ask(world.clerk, home.grandmother, "basics")
    registry.answer_erasure(actor=world.clerk, request_id=kept.pk, erased=[], why_not="办医保按规定要登记", at=NOW)
    assert clear_refused(at=years(3, -1)) == 0
    assert clear_refused(at=years(3, 1)) == 1
    left = ErasureRequest.objects.unscoped(WHY).values_list("pk", flat=True)
    assert set(left) == {removed.pk, waits.pk}


def test_a_look_at_a_child_is_on_record_for_three_years(world: World, home: Home) -> None:
    asked(world, home)
    assert clear_looks(at=years(3, -1)) == 0
    assert clear_looks(at=years(3, 1)) == 1
    assert not ChildLook.objects.unscoped(WHY).exists()
