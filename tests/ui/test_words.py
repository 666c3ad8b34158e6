from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cunli.ui import words
from cunli.ui.words import Tone

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=HERE)
TODAY = NOW.date()
END = datetime.combine(TODAY, time(23, 59, 59), HERE)


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        (date(2026, 11, 21), TODAY, "超2天"),
        (date(2026, 11, 23), TODAY, "今天"),
        (date(2026, 11, 24), TODAY, "明天"),
        (date(2026, 11, 26), TODAY, "还有3天"),
        (NOW - timedelta(hours=2), NOW, "超2小时"),
        (NOW - timedelta(minutes=5), NOW, "超5分钟"),
        (NOW - timedelta(hours=2), TODAY, "今天"),
        (NOW - timedelta(days=1), NOW, "超1天"),
        (END, NOW, "今天"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=ZoneInfo("UTC")), NOW, "明天"),
    ],
)
def test_due_words_say_how_far_the_day_is(due: words.When, now: words.When, said: str) -> None:
    assert words.due_words(due, now) == said


def test_the_first_and_the_last_moment_of_a_day_mean_the_day() -> None:
    dawn = datetime.combine(TODAY, time.min, HERE)
    assert not words.has_hour(dawn) and not words.has_hour(END) and not words.has_hour(TODAY)
    assert words.has_hour(dawn + timedelta(seconds=1)) and words.has_hour(NOW)
    assert words.due_at(dawn, NOW) == "11月23日"


@pytest.mark.parametrize(
    ("due", "tone"),
    [
        (TODAY - timedelta(days=1), Tone.LATE),
        (NOW - timedelta(minutes=1), Tone.LATE),
        (TODAY, Tone.DUE),
        (TODAY + timedelta(days=1), Tone.DUE),
        (TODAY + timedelta(days=2), Tone.CALM),
    ],
)
def test_the_tone_follows_the_words(due: words.When, tone: Tone) -> None:
    assert words.due_tone(due, NOW) is tone


def test_a_date_has_its_weekday_and_its_year_only_when_it_is_another() -> None:
    assert words.day_cn(date(2026, 11, 30), TODAY) == "11月30日 周一"
    assert words.day_cn(date(2027, 1, 18), TODAY) == "2027年1月18日 周一"
    assert words.day_full(TODAY) == "2026年11月23日"
    assert words.weekday_long(date(2026, 11, 26)) == "星期四"


def test_an_hour_is_said_only_when_the_clock_runs_by_the_hour() -> None:
    assert words.due_at(datetime(2026, 11, 23, 15, 0, tzinfo=HERE), NOW) == "15:00 前"
    assert words.due_at(END, NOW) == "11月23日"
    assert words.due_at(datetime(2026, 11, 24, 15, 0, tzinfo=HERE), NOW) == "11月24日"


def test_moments_are_said_on_the_clock_of_the_place() -> None:
    assert words.clock_cn(datetime(2026, 11, 23, 1, 4, tzinfo=ZoneInfo("UTC"))) == "9:04"
    assert words.moment_cn(NOW, NOW) == "今天 10:42"
    assert words.moment_cn(NOW - timedelta(days=1), NOW) == "昨天 10:42"
    assert words.moment_cn(NOW - timedelta(days=2), TODAY) == "11月21日 周六 10:42"
    assert words.moment_cn(date(2026, 11, 6), TODAY) == "11月6日 周五"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("13800138000", "138 0013 8000"),
        ("+8613800138000", "138 0013 8000"),
        ("5550142", "555 0142"),
        ("0474-5550142", "0474 5550142"),
        ("138****8000", "138****8000"),
    ],
)
def test_a_phone_number_is_grouped_as_it_is_read_aloud(number: str, said: str) -> None:
    assert words.spoken_phone(number) == said


def test_heat_has_five_words() -> None:
    assert [words.heat_word(n) for n in range(1, 6)] == ["很激动", "激动", "平和", "能谈", "谈拢"]
