from __future__ import annotations

import copy

import pytest

from cunli.county import rules
from cunli.county.defaults import DEFAULTS
from cunli.county.values import Shape
from cunli.lib.terms import Length


def test_every_default_has_its_own_shape_and_a_source() -> None:
    for default in DEFAULTS.values():
        assert rules.complaints(default.shape, default.value) == [], default.key
        assert default.source
        assert default.title


def test_every_paper_a_service_needs_has_a_name() -> None:
    papers = {paper["key"] for paper in DEFAULTS["service.papers"].value}
    groups = {group["key"] for group in DEFAULTS["service.groups"].value}
    for service in DEFAULTS["service.categories"].value:
        assert set(service["papers"]) <= papers, service["key"]
        assert service["group"] in groups


def test_the_first_screen_of_hazards_is_eight_chips_and_other_is_last() -> None:
    often = [kind["key"] for kind in DEFAULTS["hazard.kinds"].value if kind["often"]]
    assert len(often) == 8
    assert often[-1] == "other"


@pytest.mark.parametrize("value", ["", "3", "3x", 3, None, [], "0d"])
def test_a_length_is_written_properly(value: object) -> None:
    assert rules.complaints(Shape.LENGTH, value)


@pytest.mark.parametrize("value", [{"L1": "1d"}, "1d", {"L1": "1d", "L2": "x", "L3": "1d", "L4": "1d"}])
def test_every_level_needs_its_length(value: object) -> None:
    assert rules.complaints(Shape.LENGTH_PER_LEVEL, value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kinds: kinds.clear(),
        lambda kinds: kinds.append("pole"),
        lambda kinds: kinds.append(kinds[0]),
        lambda kinds: kinds[0].pop("key"),
        lambda kinds: kinds[0].update(word=" "),
        lambda kinds: kinds[0].update(word="电线杆子倒了"),
        lambda kinds: kinds[0].update(handles="magic"),
        lambda kinds: kinds[0].update(asks="telecom"),
    ],
)
def test_a_spoilt_list_of_kinds_is_refused(spoil) -> None:
    kinds = copy.deepcopy(DEFAULTS["hazard.kinds"].value)
    spoil(kinds)
    assert rules.complaints(Shape.KINDS, kinds)
    assert rules.complaints(Shape.KINDS, "pole")


def test_levels_services_and_ladders_are_checked() -> None:
    assert rules.complaints(Shape.LEVELS, DEFAULTS["hazard.levels"].value[:3])
    assert rules.complaints(Shape.CATEGORIES, [{"key": "a", "word": "办事", "handles": "water", "papers": "身份证"}])
    ladder = copy.deepcopy(DEFAULTS["escalation"].value)
    for field, wrong in (("role", "emperor"), ("level", "group"), ("after", "soon"), ("function", "magic")):
        right, ladder["by_day"][0][field] = ladder["by_day"][0][field], wrong
        assert rules.complaints(Shape.LADDER, ladder), field
        ladder["by_day"][0][field] = right
    assert rules.complaints(Shape.LADDER, ladder) == []
    assert rules.complaints(Shape.LADDER, {"by_day": []})
    assert rules.complaints(Shape.LADDER, {"by_day": [], "by_hour": "x"})


@pytest.mark.parametrize("value", [0, -1, 5001, "200", True, None, 2.5])
def test_a_distance_is_a_whole_number_of_metres(value: object) -> None:
    assert rules.complaints(Shape.METRES, value) and rules.complaints(Shape.METRES, 200) == []


def test_whether_a_service_is_about_a_place_is_yes_or_no() -> None:
    services = copy.deepcopy(DEFAULTS["service.categories"].value)
    services[0]["about_place"] = "maybe"
    assert rules.complaints(Shape.CATEGORIES, services)


def test_the_emergency_clock_is_half_an_hour() -> None:
    assert Length.parse(DEFAULTS["hazard.arrival"].value["L1"]) == Length.parse("30min")
