"""What the pages of the county's settings show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from cunli.county import selectors, words
from cunli.county.defaults import DEFAULTS
from cunli.county.forms import Editor, editor_of
from cunli.county.forms.rows import Offers
from cunli.county.models import Setting
from cunli.county.selectors import Decided
from cunli.county.values import Default, Json, Topic
from cunli.law.values import Confidence, all_values
from cunli.places.models import Area


@dataclass(frozen=True, slots=True)
class Line:
    """One setting in the list: what holds today, and what comes."""

    key: str
    title: str
    said: Sequence[str]
    source: str
    since: date | None
    next_on: date | None
    next_said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class National:
    """A length that the state fixes: where, since when, and whether the text itself was read."""

    title: str
    length: str
    citation: str
    since: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in a setting's history."""

    valid_from: date
    said: Sequence[str]
    source: str
    why: str
    by: str
    row: Setting
    is_own: bool
    state: str
    """One of past, now, to_come."""


def sections(*, county: Area, today: date) -> list[Section]:
    """Every setting under its topic. One query beside what is remembered."""
    levels = level_words(county, today)
    coming: dict[str, Setting] = {}
    for row in selectors.to_come(county=county, after=today):
        coming.setdefault(row.key, row)
    return [
        Section(
            str(words.TITLES[topic]),
            [
                _line(default, coming.get(default.key), levels, county=county, today=today)
                for default in DEFAULTS.values()
                if default.under is topic
            ],
        )
        for topic in Topic
    ]


def national(today: date) -> list[National]:
    """What the law fixes: shown, never changed here."""
    return [
        National(
            title=_(value.title),
            length=str(value.as_length()),
            citation=str(value.citation),
            since=value.since,
            certain=value.confidence is Confidence.READ,
        )
        for value in all_values()
        if value.in_force(today)
    ]


def history(default: Default, *, county: Area, today: date) -> list[Entry]:
    """What was decided, the latest first; of the rows that began the strongest and newest holds now."""
    levels, rows = level_words(county, today), selectors.decided(default.key, county=county)
    begun = [one.row for one in rows if one.has_begun(today)]
    now = max(begun, key=lambda row: (row.area_id is not None, row.valid_from), default=None)
    return [_entry(one, default, levels, now=now, today=today) for one in rows]


def editor_for(default: Default, data: QueryDict | None, value: Json, *, county: Area, today: date) -> Editor:
    """The inputs of the setting's value, with what it may choose from."""
    lists = selectors.item_lists(["service.groups", "service.papers"], on=today, county_id=county.pk)
    groups, papers = (
        [(item["key"], item["word"]) for item in lists[key] if not item.get("stopped")]
        for key in ("service.groups", "service.papers")
    )
    offers = Offers(groups=groups, papers=papers)
    return editor_of(default.shape, data, value, levels=level_words(county, today), offers=offers)


def level_words(county: Area, today: date) -> Mapping[str, str]:
    """What the four hazard levels are called here."""
    return {item["key"]: item["word"] for item in selectors.items("hazard.levels", on=today, county_id=county.pk)}


def held_on(default: Default, day: date, *, county: Area) -> Json:
    return selectors.value(default.key, on=day, county_id=county.pk)


def _line(default: Default, following: Setting | None, levels: Mapping[str, str], *, county: Area, today: date) -> Line:
    found = selectors.explain(default.key, on=today, county_id=county.pk)
    return Line(
        key=default.key,
        title=_(default.title),
        said=words.in_words(default.shape, found.value, levels),
        source=found.source if found.valid_from else _(found.source),
        since=found.valid_from,
        next_on=following.valid_from if following else None,
        next_said=words.in_words(default.shape, following.value, levels) if following else (),
    )


def _entry(one: Decided, default: Default, levels: Mapping[str, str], *, now: Setting | None, today: date) -> Entry:
    row = one.row
    return Entry(
        valid_from=row.valid_from,
        said=words.in_words(default.shape, row.value, levels),
        source=row.source,
        why=row.why,
        by=one.by,
        row=row,
        is_own=row.area_id is not None,
        state="now" if row == now else "past" if one.has_begun(today) else "to_come",
    )


def now_in_words(default: Default, *, county: Area, today: date) -> Line:
    """What holds today and what comes next."""
    coming = [row for row in selectors.to_come(county=county, after=today) if row.key == default.key]
    levels = level_words(county, today)
    return _line(default, coming[0] if coming else None, levels, county=county, today=today)
