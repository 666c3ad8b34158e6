"""A town calls units to the spot: who sees the call, one tap says that they are there, nobody leaves it to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from cunli.cases.models import Ask, Matter
from cunli.dues.models import Due
from cunli.procedures.catalogue.joint_whistle import JOINT_WHISTLE
from cunli.procedures.grammar import FactType
from tests.acts.stories import report, step
from tests.cast import NOW, Cast

WHY = "the test looks at what was written"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def blown(cast: Cast) -> Matter:
    """Asked by the village, blown by the town: the water and the roads bureau are to come."""
    matter = report(cast, "wang_clerk", "砂石车压坏路", procedure="joint_whistle", kind="key_work")
    units = [cast.units["water"].pk, cast.units["roads"].pk]
    step(cast, "peace_officer", matter, "blow", whistled=units, gather_at="村口", task="看路看堤")
    return matter


def address(matter: Matter, cast: Cast) -> str:
    return f"/m/{matter.ref}/ask/{ask(matter, cast).pk}/"


def ask(matter: Matter, cast: Cast) -> Ask:
    return Ask.objects.get(matter=matter, unit=cast.units["water"])


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = blown(cast)
    client = cast.client("li_clerk")
    assert client.get(f"/m/{matter.ref}/").status_code == 404
    assert client.post(address(matter, cast), {"answer": "arrived", "answered_by": "李"}).status_code == 404


def test_the_page_that_opens_it_says_what_it_is_not_for(cast: Cast) -> None:
    page = cast.client("wang_clerk").get("/new/joint_whistle/").content.decode()
    assert "一家单位能办的，直接找那一家" in page


def test_one_tap_says_that_a_unit_is_there_and_it_is_due_anew_until_its_work_is_done(cast: Cast) -> None:
    matter = blown(cast)
    before = ask(matter, cast).due_at
    client = cast.client("water_officer")
    page = client.get(f"/m/{matter.ref}/").content.decode()
    assert 'value="arrived"' in page and "前到现场" in page
    assert client.post(address(matter, cast), {"answer": "arrived", "answered_by": "江涛"}).status_code == 302
    came = ask(matter, cast)
    assert came.arrived_at == NOW and came.answer == "open" and came.due_at > before
    due = Due.objects.unscoped(WHY).get(source="ask", source_id=came.pk)
    assert due.due_at == came.due_at
    told = cast.client("peace_officer").get(f"/m/{matter.ref}/").content.decode()
    assert "县水利局到了，在干" in told and "在等县交通局到场" in told


def test_who_is_there_leaves_only_with_a_reason_and_a_name_who_goes_on(cast: Cast) -> None:
    matter = blown(cast)
    client = cast.client("water_officer")
    client.post(address(matter, cast), {"answer": "arrived", "answered_by": "江涛"})
    left = {"answer": "left", "said": "要回去拉料", "answered_by": "江涛"}
    refused = client.post(address(matter, cast), left)
    assert refused.status_code == 422 and "谁接着干" in refused.content.decode()
    assert client.post(address(matter, cast), {**left, "goes_on": "抢修班小马"}).status_code == 302
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/").content.decode()
    assert "接着干的：抢修班小马" in page and "没办完，先走了" in page


def test_who_has_not_come_cannot_say_that_they_leave(cast: Cast) -> None:
    matter = blown(cast)
    posted = {"answer": "left", "said": "走了", "answered_by": "江涛", "goes_on": "某"}
    assert cast.client("water_officer").post(address(matter, cast), posted).status_code == 422


def test_arriving_twice_is_arriving_once(cast: Cast) -> None:
    matter = blown(cast)
    client = cast.client("water_officer")
    client.post(address(matter, cast), {"answer": "arrived", "answered_by": "江涛", "key": "k1"})
    again = client.post(address(matter, cast), {"answer": "arrived", "answered_by": "江涛", "key": "k1"})
    assert again.status_code in (302, 422) and ask(matter, cast).answer == "open"


def test_a_hazard_and_a_whistle_are_answered_the_same_way(cast: Cast) -> None:
    hazard = report(cast, "grid_member", "桥墩冲空")
    step(cast, "peace_officer", hazard, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", hazard, "whistle", whistled=[cast.units["water"].pk], why="要懂桥的人")
    assert 'value="arrived"' in cast.client("water_officer").get(f"/m/{hazard.ref}/").content.decode()


def test_nothing_in_it_counts_a_person() -> None:
    kinds = {fact.key: fact.type for fact in JOINT_WHISTLE.facts}
    assert FactType.OFFICER not in kinds.values() and FactType.MONEY not in kinds.values()
