from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cunli.county import selectors
from cunli.county.defaults import DEFAULTS
from cunli.county.models import Setting
from cunli.county.selectors import UnknownSetting
from cunli.lib.scope import Scope
from cunli.lib.terms import Length
from cunli.places.kinds import Level
from cunli.places.models import Area

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def counties() -> tuple[Area, Area]:
    names = ("禾川县", "云岭县")
    first, second = (
        Area.objects.create(level=Level.COUNTY, name=name, short_name=name, valid_from=date(2020, 1, 1))
        for name in names
    )
    return first, second


def row(key: str, value: object, day: date, area: Area | None = None) -> Setting:
    return Setting.objects.create(key=key, value=value, valid_from=day, area=area, source="县府会议纪要", set_at=AT)


def test_a_county_without_rows_works() -> None:
    for key in DEFAULTS:
        assert selectors.explain(key, on=DAY, county_id=None).source
    assert selectors.length("hazard.arrival", per="L1", on=DAY, county_id=None) == Length.parse("30min")


def test_many_lengths_are_one_query(counties: tuple[Area, Area], django_assert_num_queries) -> None:
    county = counties[0]
    row("confirm", "5d", date(2026, 1, 1), county)
    asked = [("hazard.done", "L2"), ("confirm", None), "reopen", ("letter_answer", "")]
    with django_assert_num_queries(1):
        found = selectors.lengths(asked, on=DAY, county_id=county.pk)
    assert [found[request].written for request in asked] == ["7d", "5d", "30d", "3wd"]
    with django_assert_num_queries(0):
        assert selectors.lengths([], on=DAY, county_id=county.pk) == {}


def test_the_day_decides(counties: tuple[Area, Area]) -> None:
    county, other = counties
    row("confirm", "5d", date(2026, 6, 1), county)
    row("confirm", "9d", date(2026, 11, 23), county)
    row("confirm", "20d", date(2026, 11, 24), county)

    def on(day: date, area: Area) -> str:
        return selectors.length("confirm", on=day, county_id=area.pk).written

    assert [on(day, county) for day in (date(2026, 5, 31), date(2026, 6, 1), DAY)] == ["7d", "5d", "9d"]
    assert on(DAY, other) == "7d", "the other county decided nothing"


def test_the_county_goes_before_the_installation(counties: tuple[Area, Area]) -> None:
    county, other = counties
    row("confirm", "5d", date(2026, 6, 1), county)
    row("confirm", "9d", date(2026, 7, 1))
    assert selectors.value("confirm", on=DAY, county_id=county.pk) == "5d"
    assert selectors.value("confirm", on=DAY, county_id=other.pk) == "9d"


def test_explain_says_where_it_stands(counties: tuple[Area, Area]) -> None:
    row("confirm", "5d", date(2026, 6, 1), counties[0])
    decided = selectors.explain("confirm", on=DAY, county_id=counties[0].pk)
    assert (decided.source, decided.valid_from, decided.is_default) == ("县府会议纪要", date(2026, 6, 1), False)
    assert selectors.explain("confirm", on=DAY, county_id=None).is_default


@pytest.mark.parametrize(("key", "per"), [("no.such", None), ("hazard.arrival", "L9"), ("confirm", "L1")])
def test_what_does_not_exist_is_a_fault(key: str, per: str | None) -> None:
    with pytest.raises(UnknownSetting):
        selectors.value(key, on=DAY, county_id=None, per=per)


def test_a_list_is_no_clock_and_a_clock_no_list() -> None:
    with pytest.raises(UnknownSetting):
        selectors.length("hazard.kinds", on=DAY, county_id=None)
    with pytest.raises(UnknownSetting):
        selectors.length("hazard.arrival", on=DAY, county_id=None)
    with pytest.raises(UnknownSetting):
        selectors.items("confirm", on=DAY, county_id=None)


def test_items_and_one_item() -> None:
    pole = selectors.item("hazard.kinds", "pole", on=DAY, county_id=None)
    assert pole is not None
    assert pole["word"] == "电线杆"
    assert selectors.item("hazard.kinds", "dragon", on=DAY, county_id=None) is None
    with translation.override("en"):
        assert len(selectors.items("service.papers", on=DAY, county_id=None)) == len(DEFAULTS["service.papers"].value)


def test_the_ladder_goes_up() -> None:
    levels = [rung["level"] for rung in selectors.ladder(by_hour=True, on=DAY, county_id=None)]
    assert levels == ["town", "county"]
    assert selectors.ladder(by_hour=False, on=DAY, county_id=None)[1]["after"] == "3wd"


def test_the_table_refuses_a_second_row_for_a_day_and_a_row_without_source(counties: tuple[Area, Area]) -> None:
    for area in (counties[0], None):
        row("confirm", "5d", DAY, area)
        with pytest.raises(IntegrityError), transaction.atomic():
            row("confirm", "6d", DAY, area)
    with pytest.raises(IntegrityError), transaction.atomic():
        Setting.objects.create(key="confirm", value="5d", valid_from=date(2026, 1, 1), source="", set_at=AT)


def test_scope_shows_a_county_its_own_and_the_common_rows(counties: tuple[Area, Area]) -> None:
    for area in (*counties, None):
        row("confirm", "5d", DAY, area)
    seen = Setting.objects.all().within(Scope(counties=frozenset({counties[0].pk})))
    assert {found.area_id for found in seen} == {counties[0].pk, None}
