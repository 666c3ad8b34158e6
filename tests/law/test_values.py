from __future__ import annotations

from datetime import date

import pytest

from cunli.law import statutes, values
from cunli.lib.terms import Length, Unit


def test_every_value_is_a_length_with_an_article_that_resolves() -> None:
    for item in values.all_values():
        assert item.as_length().written == item.length
        assert statutes.resolve(item.citation)


@pytest.mark.parametrize(
    ("key", "length", "cited"),
    [
        ("petition.notice", Length(15, Unit.DAY), "信访工作条例第23条"),
        ("petition.conclude", Length(60, Unit.DAY), "信访工作条例第34条"),
        ("licence.one_time_notice", Length(5, Unit.WORKING_DAY), "行政许可法第32条"),
        ("village.meeting_notice", Length(10, Unit.DAY), "村民委员会组织法第25条"),
    ],
)
def test_what_the_law_says(key: str, length: Length, cited: str) -> None:
    found = values.value(key, date(2026, 11, 23))
    assert (found.as_length(), str(found.citation)) == (length, cited)


def test_a_value_holds_from_its_day() -> None:
    with pytest.raises(values.NoSuchValue):
        values.value("village.meeting_notice", date(2025, 12, 31))
    with pytest.raises(values.NoSuchValue):
        values.value("no.such", date(2026, 11, 23))
    ended = values.Value("x", "试一试", "1d", date(2020, 1, 1), values.cite("民法典"), until=date(2021, 1, 1))
    assert not ended.in_force(date(2021, 1, 1))
