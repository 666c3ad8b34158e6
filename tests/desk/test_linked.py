"""Matters that came out of one another: each page shows the other, as far as the reader may open it."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Matter
from cunli.cases.selectors import linked_to
from cunli.journal.models import Entry
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from tests.acts.stories import again, minutes, report, step
from tests.cast import NOW, Cast

MOST_QUERIES = 12
FAULT, ROUND = "桥栏杆断了一截", "入冬前看路"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def planned(cast: Cast, who: str = "wang_clerk", places: str = "村口石桥\n3组水泥路") -> Matter:
    given = {"places": places, "done_by": "2026-11-27"}
    return report(cast, who, ROUND, procedure="inspection_round", kind="road", **given)


def found(cast: Cast, matter: Matter, who: str = "wang_clerk", spot: str = "村口石桥") -> Matter:
    step(cast, who, matter, "seen_faulty", at=minutes(5), spot=spot, fault=FAULT, hazard_kind="road")
    return Matter.objects.unscoped("test").filter(came_from=matter).latest("id")


def page(cast: Cast, who: str, matter: Matter) -> str:
    return cast.client(who).get(f"/m/{matter.ref}/").content.decode()


def test_each_page_shows_the_other(cast: Cast) -> None:
    matter = planned(cast)
    hazard = found(cast, matter)
    assert f"/m/{hazard.ref}/" in page(cast, "wang_clerk", matter) and FAULT in page(cast, "wang_clerk", matter)
    assert f"/m/{matter.ref}/" in page(cast, "peace_officer", hazard)
    assert (hazard.village_id, hazard.place, hazard.kind) == (matter.village_id, "村口石桥", "road")
    assert hazard.reporter_id == cast.users["wang_clerk"].pk


def test_who_is_sent_to_the_hazard_does_not_learn_of_the_round(cast: Cast) -> None:
    hazard = found(cast, planned(cast))
    step(cast, "peace_officer", hazard, "screen", at=minutes(9), level="L3", assignee=cast.units["roads"].pk)
    step(cast, "peace_officer", again(hazard), "refer", at=minutes(12), assignee=cast.units["water"].pk, why="归水利")
    seen = page(cast, "water_officer", hazard)
    assert FAULT in seen and ROUND not in seen and "从这件事来的" not in seen


def test_the_hazard_of_another_village_is_not_shown_on_the_round(cast: Cast) -> None:
    """It moved on to where the reader has no say: its title stays there."""
    matter = planned(cast)
    hazard = found(cast, matter)
    elsewhere = cast.other_village
    Matter.objects.unscoped("test").filter(pk=hazard.pk).update(village=elsewhere, reporter=None, grid=None)
    assert linked_to(cast.actor("secretary"), matter).led_to == []
    list_and_course = page(cast, "secretary", matter).split("经过")[0]
    assert FAULT not in list_and_course


def test_a_unit_that_was_only_asked_sees_no_links(cast: Cast) -> None:
    hazard = found(cast, planned(cast))
    step(cast, "peace_officer", hazard, "screen", at=minutes(9), level="L3", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", again(hazard), "whistle", at=minutes(12), whistled=[cast.units["water"].pk], why="看水")
    seen = page(cast, "water_officer", hazard)
    assert FAULT in seen and "连着的事" not in seen


def test_the_journal_names_where_it_came_from(cast: Cast) -> None:
    matter = planned(cast)
    hazard = found(cast, matter)
    entry = Entry.objects.get(verb="matter.report", subject=hazard.ref)
    assert entry.after["came_from"] == matter.ref


def test_a_step_sent_twice_opens_one(cast: Cast) -> None:
    matter = planned(cast)
    for _time in range(2):
        step(
            cast, "wang_clerk", again(matter), "seen_faulty", at=minutes(5), again=Key("k", "s"),
            spot="村口石桥", fault=FAULT, hazard_kind="road",
        )  # fmt: skip
    assert Matter.objects.unscoped("test").filter(came_from=matter).count() == 1


def test_where_nothing_can_be_opened_the_step_is_not_taken(cast: Cast) -> None:
    matter = planned(cast)
    with mock.patch("cunli.cases.services.matters.nearest_unit", return_value=None), pytest.raises(Refusal):
        found(cast, matter)
    assert again(matter).version == matter.version and not again(matter).course.filter(key="seen_faulty").exists()


def test_a_matter_that_nothing_opened_costs_no_query(cast: Cast) -> None:
    hazard = report(cast, "wang_clerk", "杆子歪了")
    with CaptureQueriesContext(connection) as queries:
        assert linked_to(cast.actor("wang_clerk"), hazard).came_from is None
    assert [query for query in queries if "came_from" in query["sql"]] == []


def test_the_list_says_what_is_left(cast: Cast) -> None:
    matter = planned(cast, places="村口石桥\n村口石桥\n塘")
    assert "还有 3 处" in page(cast, "wang_clerk", matter)
    found(cast, matter)
    assert "还有 2 处" in page(cast, "wang_clerk", matter)


def test_a_round_with_many_hazards_costs_no_more_than_with_one(cast: Cast) -> None:
    matter = planned(cast, places="\n".join(f"第{number}处" for number in range(9)))
    found(cast, matter, spot="第0处")
    before = costs(cast, matter)
    for number in range(1, 8):
        found(cast, matter, spot=f"第{number}处")
    assert costs(cast, matter) == before <= MOST_QUERIES


def costs(cast: Cast, matter: Matter) -> int:
    client = cast.client("peace_officer")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/m/{matter.ref}/")
    return len(queries)
