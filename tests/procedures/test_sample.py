"""A third procedure needs its file, its scenarios and its words; nothing else in the house knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cunli.acts.verify import differences
from cunli.cases.models import Matter
from cunli.procedures import catalogue, documents
from cunli.procedures.checks import complaints
from cunli.procedures.coverage import uncovered
from cunli.procedures.grammar import Door
from cunli.procedures.listing import as_json
from cunli.procedures.scenarios import Scenario, scenarios_in
from tests.cast import NOW, Cast
from tests.procedures.expecting import check
from tests.procedures.playing import play
from tests.procedures.sample.village_hall import VILLAGE_HALL

SCENARIOS = scenarios_in(Path(__file__).parent / "sample" / "village_hall.scenarios.yaml")
SOURCE = Path(catalogue.__file__).parents[2]


@pytest.fixture(autouse=True)
def in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The one line that a real procedure would have in the catalogue."""
    editions = (*catalogue.EDITIONS, VILLAGE_HALL)
    monkeypatch.setattr(catalogue, "EDITIONS", editions)
    monkeypatch.setattr(catalogue, "BY_EDITION", {(item.key, item.edition): item for item in editions})
    yield


def test_it_is_whole_and_every_part_has_a_scenario() -> None:
    assert complaints(VILLAGE_HALL) == []
    assert uncovered(VILLAGE_HALL, SCENARIOS) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario(cast: Cast, scenario: Scenario) -> None:
    check(play(cast, VILLAGE_HALL, scenario), scenario)
    assert list(differences()) == []


def test_its_page_and_its_listing_come_of_themselves() -> None:
    page = documents.page(VILLAGE_HALL, [str(scenario) for scenario in SCENARIOS])
    assert "借用村文化室" in page and "until the day named" in page and "A chair is found broken" in page
    assert [step["key"] for step in as_json(VILLAGE_HALL)["steps"]][:2] == ["ask_for_hall", "lend"]


def test_nothing_in_the_house_knows_it() -> None:
    """Its key and its steps stand in no file of the program: no migration, no template, no special case."""
    names = ("village_hall", "ask_for_hall", "do_not_lend", "found_broken")
    for path in SOURCE.rglob("*.*"):
        if path.suffix in {".py", ".html", ".js", ".yaml"}:
            text = path.read_text(encoding="utf-8")
            assert not any(name in text for name in names), path


def test_the_matter_page_shows_it_and_its_step_can_be_taken_there(cast: Cast) -> None:
    stage = play(cast, VILLAGE_HALL, SCENARIOS[2])
    ref = stage.played.ref
    assert cast.client("li_clerk").get(f"/m/{ref}/").status_code == 404
    page = cast.client("window").get(f"/m/{ref}/")
    assert page.status_code == 200
    assert "借给他，交钥匙" in page.content.decode()
    form = cast.client("window").get(f"/m/{ref}/step/lend/")
    assert form.status_code == 200 and "哪天还" in form.content.decode()
    assert "借文化室排戏" in cast.client("window").get("/inbox/", follow=True).content.decode()


DOOR = Door(
    title="替人借文化室",
    invites="替人借文化室：哪天用",
    kinds="",
    says="谁借，做什么",
    example="比如：张家办喜事",
    promises="%(day)s前答复",
)


def test_with_a_door_staff_find_the_page_that_opens_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = replace(VILLAGE_HALL.openings[0], by=("station_window",), door=DOOR)
    hall = replace(VILLAGE_HALL, openings=(opening,))
    monkeypatch.setattr(catalogue, "EDITIONS", (*catalogue.EDITIONS[:-1], hall))
    monkeypatch.setattr(catalogue, "BY_EDITION", {(one.key, one.edition): one for one in catalogue.EDITIONS})
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    window = cast.client("window")
    assert "替人借文化室" in window.get("/new/").content.decode()
    assert "11月24日前答复" in window.get("/new/village_hall/").content.decode()
    given = {"kind": "", "say": "张家办喜事", "what_for": "摆酒"}
    opened = window.post("/new/village_hall/", given)
    assert "张家办喜事" in window.get(opened["Location"]).content.decode()
    assert cast.client("wang_clerk").get("/new/village_hall/").status_code == 403


def test_a_door_for_others_asks_who_came_and_that_is_who_asks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = replace(VILLAGE_HALL.openings[0], by=("station_window",), door=replace(DOOR, for_others=True))
    hall = replace(VILLAGE_HALL, openings=(opening,))
    monkeypatch.setattr(catalogue, "EDITIONS", (*catalogue.EDITIONS[:-1], hall))
    monkeypatch.setattr(catalogue, "BY_EDITION", {(one.key, one.edition): one for one in catalogue.EDITIONS})
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    window, address = cast.client("window"), "/new/village_hall/"
    first = {"who": "张家老大", "phone": "13900000009", "channel": "call", "say": "张家办喜事"}
    page = window.post(address, {**first, "carried": "1"}).content.decode()
    assert 'value="张家老大"' in page and 'value="13900000009"' in page and "张家办喜事" in page
    given = {**first, "kind": "", "what_for": "摆酒"}
    assert "请写是谁来说的" in window.post(address, {**given, "who": ""}).content.decode()
    assert window.post(address, given).status_code == 302
    matter = Matter.objects.unscoped("test").get()
    assert (matter.reporter_name, matter.reporter_phone, matter.channel) == ("张家老大", "13900000009", "call")
