from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cunli.lib.spans import Span

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(DAYS)
    long = draw(st.none() | st.integers(1, 400))
    return Span(start, None if long is None else start + timedelta(days=long))


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_span_ends_after_it_starts(end: date) -> None:
    with pytest.raises(ValueError, match="must end after"):
        Span(date(2026, 1, 1), end)


@given(spans(), DAYS)
def test_the_start_belongs_to_it_and_the_end_does_not(span: Span, day: date) -> None:
    assert span.contains(span.start)
    assert not span.contains(span.start - timedelta(days=1))
    assert span.is_open is (span.end is None)
    if span.end is not None and span.last is not None:
        assert span.contains(span.last)
        assert not span.contains(span.end)
    else:
        assert span.last is None
        assert span.contains(date.max)


@given(spans(), spans())
def test_spans_overlap_when_they_share_a_day(one: Span, other: Span) -> None:
    shared = one.contains(other.start) or other.contains(one.start)
    assert one.overlaps(other) is other.overlaps(one) is shared
