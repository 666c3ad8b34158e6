"""The announced years, day by day against an independent library, and the rules of the calendar value."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from cunli.law.calendars import china, years
from cunli.lib.calendars import Calendar, Holiday, Year


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_is_as_announced(year: int) -> None:
    calendar = china(year, year)
    day, wrong = date(year, 1, 1), []
    while day.year == year:
        if calendar.is_working_day(day) is not chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_every_year_names_its_notice_and_was_announced_before_it_began() -> None:
    assert [year.source for year in years()] == [
        "国办发明电〔2023〕7号",
        "国办发明电〔2024〕12号",
        "国办发明电〔2025〕7号",
    ]
    for year in years():
        assert year.issued < date(year.year, 1, 1)
        assert str(year.year) in year.title
        days = [day for holiday in year.holidays for day in holiday.days()]
        assert len(days) == len(set(days)), "no day in two holidays"
        assert {day.year for day in (*days, *year.make_up)} == {year.year}
        assert all(day.weekday() >= 5 and day not in days for day in year.make_up)


def test_the_calendar_is_made_once_and_ends_with_the_last_announced_year() -> None:
    assert china() is china()
    assert china().announced_until == date(2026, 12, 31)
    assert china(2024, 2025).announced_until == date(2025, 12, 31)
    assert china().covers(date(2026, 12, 31))
    assert not china().covers(date(2027, 1, 1))


def test_a_day_knows_its_holiday_and_its_notice() -> None:
    day = date(2026, 10, 5)
    assert (china().holiday(day), china().source(day)) == ("国庆节", "国办发明电〔2025〕7号")
    assert china().holiday(date(2026, 11, 23)) is None
    assert china().source(date(2027, 1, 1)) is None
    assert china().is_make_up(date(2026, 10, 10))
    assert china().next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_nothing_announced_means_only_weekends_rest() -> None:
    assert Calendar().announced_until == date.min
    assert Calendar().is_working_day(date(2026, 10, 1))
    assert not Calendar().is_working_day(date(2026, 10, 10))


def test_a_year_may_not_be_missing_in_between() -> None:
    def year(number: int) -> Year:
        rest = (Holiday("元旦", date(number, 1, 1), date(number, 1, 1)),)
        return Year(number, "通知", "号", date(number - 1, 11, 1), rest, ())

    assert Calendar((year(2024), year(2025)))
    with pytest.raises(ValueError, match="follow each other"):
        Calendar((year(2024), year(2026)))
