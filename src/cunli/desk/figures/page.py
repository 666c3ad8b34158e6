"""The page of numbers, and the list behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cunli.desk.figures.counts import MEASURES, Asked, asked_in
from cunli.desk.inbox.filters import moment_in
from cunli.desk.inbox.page import Row, row_of, shown
from cunli.lib.actors import Actor
from cunli.procedures.catalogue import EDITIONS

ROWS = 50
MONTHS = 6
WAITING = ("waits_desk", "waits_assignee", "waits_reporter", "waits_call")
BARS = (
    ("asked", _("来问"), "asked"),
    ("in_time", _("按时答复"), ""),
    ("done", _("办完"), "done"),
    ("solved", _("说好了"), "brand"),
    ("contested", _("说没好"), "late"),
    ("not_asked", _("还没问到"), "due"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A count with the address of what it counts."""

    key: str
    label: str
    n: int
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    n: int
    of: int
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    rows: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    asked: Asked
    months: Sequence[date]
    numbers: Mapping[str, Number]
    panels: Sequence[Panel]
    gap: int
    """Done, but the person has not said that it is good."""

    @property
    def waiting(self) -> list[Number]:
        """What is in work, by whom it waits for: they add up to it."""
        return [self.numbers[key] for key in WAITING]


@dataclass(frozen=True, slots=True)
class Listed:
    title: str
    asked: Asked
    rows: Sequence[Row]
    next_page: str


def build(actor: Actor, asked: Asked, *, now: datetime) -> FiguresPage:
    """One query: every count per procedure. The totals are their sums, so that they add up."""
    counts = _counts(actor, asked, now)
    totals = {key: sum(row[key] for row in counts.values()) for key in MEASURES}
    return FiguresPage(
        asked=asked,
        months=_months(asked.month, timezone.localdate(now)),
        numbers={key: Number(key, str(MEASURES[key].word), totals[key], asked.link(key)) for key in MEASURES},
        panels=[
            Panel(title, _bars(asked, key, counts[key]))
            for key, title in _titles().items()
            if key in counts and counts[key]["asked"]
        ],
        gap=totals["done"] - totals["solved"],
    )


def listed(actor: Actor, what: str, asked: Asked, *, after: str, now: datetime) -> Listed:
    """Newest first, fifty at a time."""
    found = asked_in(actor, asked).filter(MEASURES[what].where(now), _before(after))
    matters = list(shown(found).order_by("-opened_at", "-id")[: ROWS + 1])
    last = matters[ROWS - 1] if len(matters) > ROWS else None
    return Listed(
        title=str(MEASURES[what].word),
        asked=asked,
        rows=[row_of(matter, now) for matter in matters[:ROWS]],
        next_page=asked.query(after=f"{last.opened_at.isoformat()}~{last.pk}") if last else "",
    )


def _counts(actor: Actor, asked: Asked, now: datetime) -> dict[str, dict[str, int]]:
    each = {key: Count("pk", filter=measure.where(now)) for key, measure in MEASURES.items() if key != "asked"}
    rows: Iterable[Mapping[str, Any]] = (
        asked_in(actor, asked).order_by().values("procedure").annotate(asked=Count("pk"), **each)
    )
    return {str(row["procedure"]): {key: int(row[key]) for key in MEASURES} for row in rows}


def _bars(asked: Asked, procedure: str, row: Mapping[str, int]) -> list[Bar]:
    return [Bar(str(word), row[key], row["asked"], asked.link(key, procedure), tone) for key, word, tone in BARS]


def _titles() -> dict[str, str]:
    """In the order of the catalogue, the newest edition's name."""
    return {law.key: str(law.title) for law in EDITIONS}


def _months(chosen: date, today: date) -> list[date]:
    """The first days of the last months and of the chosen one."""
    month, found = today.replace(day=1), []
    for _step in range(MONTHS):
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found if chosen in found else [chosen, *found]


def _before(after: str) -> Q:
    moment, _mark, number = after.rpartition("~")
    opened = moment_in(moment)
    if opened is None or not (number.isascii() and number.isdigit() and len(number) < 18):
        return Q()
    return Q(opened_at__lt=opened) | Q(opened_at=opened, id__lt=int(number))
