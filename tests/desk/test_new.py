"""The one page on which staff open a matter: for whom the opening names, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from cunli.cases.models import Matter
from tests.cast import NOW, Cast

ROUND = "/new/inspection_round/"
GIVEN = {"kind": "road", "say": "看路", "places": "村口石桥\n3组水泥路", "done_by": "2026-11-27", "key": "k1"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def test_other_posts_are_refused_and_what_has_its_own_page_is_not_here(cast: Cast) -> None:
    assert cast.client("villager").get(ROUND).status_code == 403
    assert cast.client("window").post(ROUND, GIVEN).status_code == 403
    assert cast.client("wang_clerk").get("/new/hazard/").status_code == 404
    assert cast.client("wang_clerk").get("/new/moonwalk/").status_code == 404


def test_sent_twice_it_is_opened_once(cast: Cast) -> None:
    client = cast.client("li_clerk")
    first, second = (client.post(ROUND, GIVEN) for _time in range(2))
    assert first["Location"] == second["Location"]
    matter = Matter.objects.unscoped("test").get()
    assert (matter.procedure, matter.village_id) == ("inspection_round", cast.other_village.pk)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast) -> None:
    page = cast.client("wang_clerk").post(ROUND, {**GIVEN, "kind": "", "done_by": "怎么填"})
    text = page.content.decode()
    assert page.status_code == 422 and "请填“查什么”" in text and "请选一个日子" in text and "3组水泥路" in text
    assert not Matter.objects.unscoped("test").exists()


def test_a_long_sentence_is_kept_whole(cast: Cast) -> None:
    say = "看路" * 150
    cast.client("wang_clerk").post("/new/request_upward/", {"kind": "road", "wanted": "money", "say": say})
    matter = Matter.objects.unscoped("test").get()
    assert len(matter.title) == 200 and matter.facts.get(key="note").value == say


def test_the_town_says_in_which_village_the_village_does_not(cast: Cast) -> None:
    officer = cast.client("peace_officer")
    assert "请选是哪个村" in officer.post(ROUND, GIVEN).content.decode()
    officer.post(ROUND, {**GIVEN, "where": f"v{cast.village.pk}", "kind": "small_premises"})
    officer.post(ROUND, {**GIVEN, "where": f"v{cast.town.pk}", "key": "k2"})
    assert sorted(Matter.objects.unscoped("test").values_list("village_id", flat=True), key=bool) == [
        None,
        cast.village.pk,
    ]
