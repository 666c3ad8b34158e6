"""Recompute what is stored only so that lists are quick, and compare: due moments, waits, the index of dues; and the
ledgers, which are stored for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from django.db.models import Prefetch
from django.utils import timezone

from cunli.benefits import dues as payments
from cunli.cases import clocks, waiting
from cunli.cases.models import Answer, Ask, Matter, Rating, Term
from cunli.cases.questions import ASKED, asks_again, due_of_question, due_of_rating, is_asked_by_colleague
from cunli.cases.services.asks import due_item_of
from cunli.cases.services.standing import REPEATED
from cunli.county import selectors as county
from cunli.dues.index import DueItem
from cunli.dues.models import Due, Source
from cunli.ledgers import proof as ledgers
from cunli.notices import outcomes as notices
from cunli.registry.services import checkers as corrections

WHY = "verification reads everything and shows only references"
BATCH = 500


def differences() -> Iterator[str]:
    """One line for each stored value that is not what its own record says; none when all is well. Writes nothing.

    A clock that was reckoned before a year's holidays were announced may differ rightly: its line says so. A day that
    was said under a notice that was corrected later stays as it was said.
    """
    yield from _terms()
    yield from _matters()
    yield from _dues()
    yield from ledgers.differences()


def _terms() -> Iterator[str]:
    rows = Term.objects.filter(met_at=None, ended_at=None).select_related("matter").order_by("pk")
    earlier = list(county.earlier_calendars())
    for row in rows.iterator(BATCH):
        stored, was_provisional = row.due_at, row.provisional
        found = clocks.recompute(row).due_at
        if found != stored and not any(clocks.recompute(row, one).due_at == stored for one in earlier):
            note = " (reckoned before its holidays were announced)" if was_provisional else ""
            yield f"{row.matter.ref} clock {row.key}: due {_moment(stored)}, recomputed {_moment(found)}{note}"


def _matters() -> Iterator[str]:
    running = Prefetch("terms", queryset=Term.objects.filter(met_at=None, ended_at=None))
    rows = Matter.objects.unscoped(WHY).prefetch_related(running).order_by("pk")
    for matter in rows.iterator(BATCH):
        stored = {name: getattr(matter, name) for name in _COLUMNS}
        waiting.place_clock(matter, list(matter.terms.all()))
        for name, was in stored.items():
            now = getattr(matter, name)
            if was != now:
                yield f"{matter.ref} {name}: stored {_shown(was)}, recomputed {_shown(now)}"


_COLUMNS = tuple(f"{name}_id" if name in ("waits_unit", "waits_user") else name for name in REPEATED)


def _dues() -> Iterator[str]:
    seen: set[tuple[str, int]] = set()
    items = _due_items()
    while batch := list(islice(items, BATCH)):
        rows = Due.objects.unscoped(WHY).filter(source_id__in=[item.source_id for item in batch])
        stored = {(row.source, row.source_id): row for row in rows}
        for item in batch:
            seen.add((item.source, item.source_id))
            yield from _compared(item, stored.get((item.source, item.source_id)))
    for row in Due.objects.unscoped(WHY).order_by("pk").iterator(BATCH):
        if (row.source, row.source_id) not in seen:
            yield f"{row.ref} {row.source}: in the index of dues, but waits for nobody"


def _compared(item: DueItem, row: Due | None) -> Iterator[str]:
    if row is None:
        yield f"{item.ref} {item.source}: waits for someone but is missing from the index of dues"
        return
    for name, value in asdict(item).items():
        if getattr(row, name) != value and value != _NO_CLOCK:
            yield f"{item.ref} {item.source} in the index of dues: {name} is {_shown(getattr(row, name))}"


_NO_CLOCK = datetime.max.replace(tzinfo=timezone.get_default_timezone())
"""Stands for the moment of a due without a clock, which the index may keep as it likes."""


def _due_items() -> Iterator[DueItem]:
    for matter in Matter.objects.unscoped(WHY).filter(is_open=True).order_by("pk").iterator(BATCH):
        yield waiting.due_item(matter, fallback=_NO_CLOCK)
    for ask in Ask.objects.filter(answer=Answer.OPEN).select_related("matter").order_by("pk").iterator(BATCH):
        yield due_item_of(ask.matter, ask)
    yield from corrections.due_items()
    yield from notices.due_items()
    yield from payments.due_items()
    yield from _questions()
    bad = Rating.objects.filter(call_by__isnull=False, answered_at=None)
    for rating in bad.select_related("matter").order_by("pk").iterator(BATCH):
        yield due_of_rating(rating)


def _questions() -> Iterator[DueItem]:
    """Second questions that are out. Which unit asks was settled when they were put."""
    out = Term.objects.filter(rung=ASKED, watch_at__isnull=False, met_at=None, ended_at=None)
    for term in out.select_related("matter__person").order_by("pk").iterator(BATCH):
        if asks_again(term.matter, term) and is_asked_by_colleague(term.matter):
            stored = Due.objects.unscoped(WHY).filter(source=Source.QUESTION, source_id=term.pk)
            unit_id = stored.values_list("unit_id", flat=True).first() or term.matter.desk_unit_id
            yield due_of_question(term.matter, term, unit_id=unit_id)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _shown(value: object) -> str:
    return _moment(value) if isinstance(value, datetime) else str(value)
