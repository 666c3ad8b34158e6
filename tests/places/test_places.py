"""Areas, codes, grids, units."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from cunli.journal.models import Entry
from cunli.lib.refusals import Conflict, Invalid
from cunli.places import services
from cunli.places.kinds import CodeSystem, Level, UnitFunction, UnitKind
from cunli.places.models import Area, AreaCode, Unit
from cunli.places.rules import code_fits, short_name
from cunli.places.selectors import (
    ancestry_of,
    area_by_code,
    area_tree,
    nearest_unit,
    units_of,
    villages_within,
)
from tests.cast import BEGAN, TODAY, Cast


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("崩巴图村民委员会", "崩巴图村"),
        ("西村村民委员会", "西村"),
        ("小丑村村民委员会", "小丑村"),
        ("石桥村委会", "石桥村"),
        ("幸福社区居民委员会", "幸福社区"),
        ("东街居民委员会", "东街社区"),
        ("村民委员会", "村民委员会"),
        ("柳湾镇", "柳湾镇"),
    ],
)
def test_places_are_called_as_people_call_them(name: str, said: str):
    assert short_name(name) == said


@pytest.mark.parametrize(
    ("system", "level", "code", "fits"),
    [
        (CodeSystem.CIVIL, Level.COUNTY, "150922", True),
        (CodeSystem.CIVIL, Level.TOWN, "150922200", True),
        (CodeSystem.CIVIL, Level.VILLAGE, "150922200204", False),
        (CodeSystem.STATISTICS, Level.VILLAGE, "150922200204", True),
        (CodeSystem.STATISTICS, Level.VILLAGE, "15092220020", False),
        (CodeSystem.STATISTICS, Level.VILLAGE, "１５０９２２２００２０４", False),
        (CodeSystem.STATISTICS, Level.GROUP, "150922200204", False),
        (CodeSystem.LOCAL, Level.GROUP, "SH-01", True),
        (CodeSystem.LOCAL, Level.GROUP, "", False),
    ],
)
def test_codes_have_the_shape_of_their_system(system: str, level: str, code: str, fits: bool):
    assert code_fits(system, level, code) is fits


def add(cast: Cast, level: str, name: str, parent: Area | None) -> Area:
    return services.add_area(
        actor=cast.actor("system"), level=level, name=name, parent=parent, valid_from=BEGAN, at=cast.now
    )


def give(cast: Cast, area: Area, code: str, day: date = TODAY) -> AreaCode:
    return services.give_code(
        actor=cast.actor("system"),
        area=area,
        system=CodeSystem.STATISTICS,
        code=code,
        valid_from=day,
        source="县民政局函",
        as_of=day,
        at=cast.now,
    )


def test_an_area_carries_its_ancestors_and_itself(cast: Cast):
    village = add(cast, Level.VILLAGE, "新村村民委员会", cast.town)
    group = add(cast, Level.GROUP, "第一村民小组", village)
    village.refresh_from_db()
    assert (village.county_id, village.town_id, village.village_id) == (cast.county.pk, cast.town.pk, village.pk)
    assert ancestry_of(group).village_id == village.pk
    assert village.short_name == "新村"
    assert Entry.objects.filter(verb="places.add_area").count() == 2


def test_a_level_is_not_skipped_and_a_name_not_doubled(cast: Cast):
    with pytest.raises(Invalid):
        add(cast, Level.VILLAGE, "新村村民委员会", cast.county)
    with pytest.raises(Invalid):
        add(cast, Level.COUNTY, "又一个县", cast.county)
    with pytest.raises(Conflict):
        add(cast, Level.VILLAGE, cast.village.name, cast.town)


def test_a_code_is_never_given_to_a_second_area(cast: Cast):
    with pytest.raises(Conflict):
        give(cast, cast.other_village, "150999101201")
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaCode.objects.create(
            area=cast.other_village, system="statistics", code="150999101201", valid_from=TODAY, source="x", as_of=TODAY
        )


def test_a_new_code_retires_the_old_and_names_its_successor(cast: Cast):
    new = give(cast, cast.village, "150999101299")
    old = AreaCode.objects.get(code="150999101201")
    assert (old.valid_until, old.successor) == (TODAY, new)
    assert area_by_code("150999101201") == cast.village
    with pytest.raises(Conflict):
        give(cast, cast.other_village, "150999101201")


def test_a_new_name_keeps_the_code(cast: Cast):
    services.rename_area(
        actor=cast.actor("system"), area=cast.village, name="磐石村村民委员会", at=cast.now, reason="民政批复"
    )
    assert AreaCode.objects.get(area=cast.village, valid_until=None).code == "150999101201"


def test_merged_areas_leave_the_tree_and_their_codes_end(cast: Cast):
    services.merge_area(
        actor=cast.actor("system"), area=cast.other_village, into=cast.village, on=TODAY, at=cast.now, reason="合村"
    )
    names = [node.name for node in area_tree(on=TODAY)[0].children[0].children]
    assert names == ["石头村村民委员会"]
    retired = AreaCode.objects.get(code="150999101202")
    assert retired.valid_until == TODAY and retired.successor is not None
    with pytest.raises(Conflict):
        services.merge_area(
            actor=cast.actor("system"),
            area=cast.town,
            into=cast.areas["gaopo"],
            on=TODAY,
            at=cast.now,
            reason="x",
        )


def test_the_tree_is_read_with_three_queries_and_cut_to_a_scope(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        (county,) = area_tree(on=TODAY)
    assert [town.name for town in county.children] == ["柳湾镇", "高坡镇"]
    (mine,) = area_tree(on=TODAY, scope=cast.actor("li_clerk").scope)
    assert mine.name == "桥头村村民委员会"
    assert area_tree(on=TODAY, scope=cast.actor("audit_admin").scope) == ()
    (of_grid,) = area_tree(on=TODAY, scope=cast.actor("grid_member").scope)
    assert of_grid.name == "石头村村民委员会"


def test_villages_to_pick_from_are_those_of_the_post(cast: Cast):
    assert villages_within(cast.actor("peace_officer").scope, on=TODAY) == [cast.village, cast.other_village] or {
        area.short_name for area in villages_within(cast.actor("peace_officer").scope, on=TODAY)
    } == {"石头村", "桥头村"}
    assert villages_within(cast.actor("li_clerk").scope, on=TODAY) == [cast.other_village]


def test_the_nearest_public_unit_is_found_upwards(cast: Cast):
    assert nearest_unit(area=cast.village, function=UnitFunction.PEACE) == cast.units["peace"]
    assert nearest_unit(area=cast.areas["shanwai"], function=UnitFunction.PEACE) == cast.units["peace_far"]
    assert nearest_unit(area=cast.village, function=UnitFunction.WATER) == cast.units["water"]
    assert nearest_unit(area=cast.village, function=UnitFunction.TELECOM) is None  # companies are asked, not assigned


def test_units_are_found_by_function_and_closed_ones_are_not(cast: Cast):
    assert set(units_of(county_id=cast.county.pk, kind=UnitKind.OUTSIDE_COMPANY, function=UnitFunction.TELECOM)) == {
        cast.units["dianxin"],
        cast.units["liantong"],
    }
    services.close_unit(actor=cast.actor("system"), unit=cast.units["water"], on=TODAY, at=cast.now, reason="机构改革")
    assert not units_of(county_id=cast.county.pk, function=UnitFunction.WATER)


def test_units_and_grids_are_named_once(cast: Cast):
    def unit(name: str, **more: str) -> Unit:
        return services.add_unit(
            actor=cast.actor("system"),
            kind=UnitKind.TOWN_OFFICE,
            function=UnitFunction.ROADS,
            name=name,
            area=cast.town,
            at=cast.now,
            **more,
        )

    assert unit("柳湾镇交通办").town_id == cast.town.pk
    with pytest.raises(Conflict):
        unit("柳湾镇交通办")
    with pytest.raises(Conflict):
        services.add_grid(
            actor=cast.actor("system"),
            village=cast.village,
            name="三",
            code="150999101201001",
            valid_from=TODAY,
            at=cast.now,
        )
    with pytest.raises(Invalid):
        services.add_grid(
            actor=cast.actor("system"), village=cast.town, name="三", code="9", valid_from=TODAY, at=cast.now
        )


def test_the_command_prints_one_tree(cast: Cast):
    out = StringIO()
    call_command("places", "--json", "--on", "2026-11-23", stdout=out)
    tree = json.loads(out.getvalue())
    assert set(tree) == {"name", "level", "code", "children"}
    assert tree["children"][0]["children"][0]["code"] == "150999101201"
    text = StringIO()
    call_command("places", stdout=text)
    assert "石头村村民委员会（村）150999101201" in text.getvalue()


def test_the_command_refuses_a_day_that_is_none(db: None):
    with pytest.raises(CommandError):
        call_command("places", "--on", "yesterday")


def test_the_command_on_an_empty_county(db: None):
    out = StringIO()
    call_command("places", "--json", stdout=out)
    assert json.loads(out.getvalue())["children"] == []
