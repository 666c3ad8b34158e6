"""Each rule of the clock once, by example; ``test_terms_properties`` has what must hold always."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from cunli.law.calendars import china
from cunli.lib.calendars import Calendar
from cunli.lib.citations import cite
from cunli.lib.sentences import WORDS, Sentence, day_words
from cunli.lib.spans import Span
from cunli.lib.terms import SHANGHAI, Length, Reckoned, Unit, day_of, end_of, reckon

CHINA = china(2024, 2026)
WITHOUT_ZONE = datetime.fromisoformat("2026-11-20T09:00")


def due(start: date | datetime, length: str, **more: object) -> Reckoned:
    return reckon(start=start, length=Length.parse(length), **{"calendar": CHINA, **more})


def told(reckoned: Reckoned) -> list[str]:
    return [sentence.text() for sentence in reckoned.reckoning]


def test_the_promised_example() -> None:
    found = due(date(2026, 9, 20), "15d")
    assert (found.due_on, found.provisional, found.by_hour, found.paused) == (date(2026, 10, 8), False, False, False)
    assert found.due_at == datetime(2026, 10, 8, 23, 59, 59, tzinfo=SHANGHAI)
    assert told(found) == ["9月20日当天不算，第二天起数", "15天是10月5日", "那天国庆节放假，顺到10月8日周四"]
    assert [sentence.citation for sentence in found.reckoning] == [cite("民法典", "201"), None, cite("民法典", "203")]


def test_the_picture_of_the_desk() -> None:
    found = due(date(2026, 11, 18), "60d")
    assert found.due_on == date(2027, 1, 18)
    assert told(found)[2] == "那天是周日，顺到2027年1月18日周一"
    assert found.provisional, "the holidays of 2027 are not announced"
    assert told(found)[-1] == "2027年放假哪几天还没公布，先按周末算，公布后再核"


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (date(2026, 11, 20), "1wd", date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 18), "5wd", date(2026, 11, 25)),
        (date(2026, 2, 13), "1wd", date(2026, 2, 14)),  # a Saturday worked to make up
        (date(2026, 2, 14), "1wd", date(2026, 2, 24)),  # then Spring Festival
        (date(2026, 9, 20), "15wd", date(2026, 10, 16)),
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),  # a Saturday, but worked
        (date(2024, 1, 31), "1m", date(2024, 2, 29)),
        (date(2026, 5, 30), "1m", date(2026, 6, 30)),
        (date(2025, 11, 15), "12m", date(2026, 11, 16)),  # a Sunday rolls
        (date(2026, 9, 10), "10d", date(2026, 9, 20)),  # a Sunday that is worked does not
    ],
)
def test_days_working_days_and_months(start: date, length: str, expected: date) -> None:
    assert due(start, length).due_on == expected


def test_a_month_says_why_it_ends_where_it_does() -> None:
    assert told(due(date(2026, 3, 31), "1m"))[1] == "1个月后的那个月没有这一天，算到月末4月30日"
    assert told(due(date(2026, 10, 18), "1m"))[1] == "1个月是11月18日"


def test_working_days_say_what_they_left_out() -> None:
    assert told(due(date(2026, 9, 24), "8wd"))[1:] == [
        "8个工作日是10月13日",
        "中秋节放假3天不算（国办发明电〔2025〕7号）",
        "国庆节放假7天不算（国办发明电〔2025〕7号）",
        "中间的周末1天不算",
        "10月10日是周末，但要补班，算一天",
    ]
    assert told(due(date(2026, 11, 23), "2wd"))[1:] == ["2个工作日是11月25日"]


def test_without_rolling_a_term_ends_on_its_day() -> None:
    found = due(date(2026, 11, 18), "60d", roll=False)
    assert (found.due_on, found.provisional) == (date(2027, 1, 17), False)
    assert due(date(2026, 12, 20), "15wd", roll=False).provisional


def test_suspended_days_are_not_counted() -> None:
    stops = [Span(date(2026, 11, 10), date(2026, 11, 15)), Span(date(2026, 11, 12), date(2026, 11, 16))]
    found = due(date(2026, 11, 5), "10d", suspensions=stops)
    assert found.due_on == date(2026, 11, 23), "the 21st, pushed by six days, is a Saturday"
    assert told(found)[2:] == [
        "11月10日到11月14日停着，不算",
        "11月12日到11月15日停着，不算",
        "停的日子往后顺，是11月21日",
        "那天是周六，顺到11月23日周一",
    ]


def test_a_suspension_that_does_not_touch_the_term_changes_nothing() -> None:
    stops = [Span(date(2026, 11, 1), date(2026, 11, 6)), Span(date(2026, 12, 1), date(2026, 12, 3))]
    assert due(date(2026, 11, 5), "5d", suspensions=stops) == due(date(2026, 11, 5), "5d")


def test_one_suspended_day_and_a_suspended_month() -> None:
    found = due(date(2026, 11, 2), "1m", suspensions=[Span(date(2026, 11, 10), date(2026, 11, 11))])
    assert (found.due_on, told(found)[2]) == (date(2026, 12, 3), "11月10日停着，不算")


def test_the_last_day_does_not_roll_onto_a_suspended_day() -> None:
    found = due(date(2026, 11, 20), "1d", suspensions=[Span(date(2026, 11, 23), date(2026, 11, 25))])
    assert found.due_on == date(2026, 11, 25)


def test_a_suspension_without_end_pauses_the_term() -> None:
    running = Span(date(2026, 11, 9), None)
    found = due(date(2026, 11, 5), "5d", suspensions=[running])
    assert (found.paused, found.due_on) == (True, date(2026, 11, 10)), "the earliest day, if it went on at once"
    assert told(found)[-1] == "11月9日起停着，接着办的时候再往后推"
    assert not due(date(2026, 11, 5), "5d", suspensions=[Span(date(2026, 11, 11))]).paused, "it had run out before"


def test_an_extension_is_added_to_the_end_before_it_moved() -> None:
    found = due(date(2026, 9, 20), "15d", extension=Length.parse("30d"))
    assert found.due_on == date(2026, 11, 4), "45 days, not 30 days after the 8th"
    assert told(found)[1:] == ["15天是10月5日", "延长30天，是11月4日"]


def test_months_are_added_before_they_are_cut_to_the_month() -> None:
    assert due(date(2026, 1, 31), "1m", extension=Length.parse("1m")).due_on == date(2026, 3, 31)


def test_an_extension_in_another_unit() -> None:
    found = due(date(2026, 11, 2), "10d", extension=Length.parse("3wd"))
    assert found.due_on == date(2026, 11, 17)
    assert "中间的周末4天不算" in told(found)


def test_hours_start_at_their_moment_and_do_not_roll() -> None:
    friday_night = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    found = due(friday_night, "2h")
    assert found.due_at == datetime(2026, 11, 21, 1, 0, tzinfo=SHANGHAI)
    assert (found.due_on, found.by_hour, found.provisional) == (date(2026, 11, 21), True, False)
    assert told(found) == ["11月20日 23:00起算，2小时到11月21日 1:00，夜里和周末也算"]
    assert due(friday_night, "30min", extension=Length.parse("1h")).due_at == datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


def test_hours_stand_still_on_suspended_days() -> None:
    stops = [Span(date(2026, 11, 20), date(2026, 11, 21)), Span(date(2026, 11, 20), date(2026, 11, 22))]
    start = datetime(2026, 11, 19, 23, 0, tzinfo=SHANGHAI)
    assert due(start, "2h", suspensions=stops).due_at == datetime(2026, 11, 22, 1, 0, tzinfo=SHANGHAI)
    assert due(start, "1h", suspensions=stops).due_at == datetime(2026, 11, 20, 0, 0, tzinfo=SHANGHAI)
    inside = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
    assert due(inside, "1h", suspensions=stops[:1]).due_at == datetime(2026, 11, 21, 1, 0, tzinfo=SHANGHAI)
    assert due(inside, "1h", suspensions=[Span(date(2026, 11, 20))]).paused


@pytest.mark.parametrize("start", [date(2026, 11, 20), WITHOUT_ZONE])
def test_hours_need_a_moment_with_its_zone(start: date) -> None:
    with pytest.raises(ValueError, match="moment"):
        due(start, "2h")


def test_days_from_a_moment_are_days_in_shanghai() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert day_of(late) == date(2026, 11, 21)
    assert due(late, "3d").due_on == date(2026, 11, 24)
    with pytest.raises(ValueError, match="zone"):
        due(WITHOUT_ZONE, "2d")
    assert end_of(date(2026, 11, 20)).isoformat() == "2026-11-20T23:59:59+08:00"


@pytest.mark.parametrize(("length", "extension"), [("2h", "1d"), ("2d", "1h")])
def test_hours_and_days_do_not_mix(length: str, extension: str) -> None:
    with pytest.raises(ValueError, match="cannot be extended"):
        due(datetime(2026, 11, 20, 9, tzinfo=UTC), length, extension=Length.parse(extension))


@pytest.mark.parametrize("length", ["36500d", "1200m"])
def test_past_the_end_of_time(length: str) -> None:
    with pytest.raises(OverflowError):
        due(date(9990, 1, 1), length)


def test_years_that_are_not_held_are_named() -> None:
    assert told(due(date(2023, 3, 1), "3d"))[-1] == "2023年放假哪几天没有录入，先按周末算"
    found = due(date(2023, 12, 20), "15wd")
    assert (found.due_on.year, told(found)[-1]) == (2024, "2023年放假哪几天没有录入，先按周末算")
    assert due(date(2026, 3, 1), "3d", calendar=Calendar()).provisional


def test_lengths_are_read_written_and_said() -> None:
    said = {"15d": "15天", "15wd": "15个工作日", "1m": "1个月", "30min": "30分钟", " 4h ": "4小时"}
    for text, words in said.items():
        assert str(Length.parse(text)) == words
        assert Length.parse(text).written == text.strip()
    assert Length.parse("2h").duration.seconds == 7200
    with pytest.raises(ValueError, match="no fixed duration"):
        _ = Length(1, Unit.DAY).duration
    with pytest.raises(ValueError, match="cannot add"):
        Length(1, Unit.DAY).plus(Length(1, Unit.MONTH))


@pytest.mark.parametrize("text", ["", "15", "d", "0d", "-1d", "1.5h", "15 d", "１５d", "9999999d", "36501d", "15D"])
def test_what_is_not_a_length(text: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        Length.parse(text)


def test_sentences_survive_being_stored() -> None:
    found = due(date(2026, 9, 20), "15d")
    assert Reckoned.from_json(json.loads(json.dumps(found.to_json()))) == found
    with pytest.raises(KeyError):
        Sentence.from_json({"code": "forgotten", "params": {}, "citation": None})
    assert set(WORDS) >= {sentence.code for sentence in found.reckoning}


def test_the_year_is_said_when_it_is_another() -> None:
    assert day_words(date(2027, 1, 2), near=date(2026, 1, 2)) == "2027年1月2日"
