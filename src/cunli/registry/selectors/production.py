"""What a household works with: the newest figure of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cunli.county import selectors as county
from cunli.county.values import Measure
from cunli.registry.models import Production

KINDS = "household.production"


@dataclass(frozen=True, slots=True)
class ProductionRow:
    """An amount as said aloud ("3.5 亩"), from which day on, on whose word."""

    word: str
    amount: str
    as_of: date
    source: str


def production_of(household_id: int, county_id: int, on: date) -> list[ProductionRow]:
    """In the order of the county's list; the household was read within a scope. One query."""
    newest: dict[str, Production] = {}
    for row in _rows(household_id):
        newest.setdefault(row.kind, row)
    words = _words(county_id, on)
    return [_row(newest[kind], words) for kind in (*words, *(set(newest) - set(words))) if kind in newest]


def production_history(household_id: int, county_id: int, on: date) -> list[ProductionRow]:
    """Every figure, the newest first."""
    words = _words(county_id, on)
    return [_row(row, words) for row in _rows(household_id)]


def _rows(household_id: int) -> list[Production]:
    rows = Production.objects.unscoped("the household was read within a scope").filter(household_id=household_id)
    return list(rows.order_by("-as_of", "-id"))


def _words(county_id: int, on: date) -> dict[str, str]:
    """Also of what is offered no more: what was written down of it stays."""
    known = county.item_lists([KINDS], on=on, county_id=county_id)[KINDS]
    return {item["key"]: item["word"] for item in known}


def _row(row: Production, words: dict[str, str]) -> ProductionRow:
    amount = f"{row.amount.normalize():f} {Measure(row.measure).label}"
    return ProductionRow(words.get(row.kind, row.kind), amount, row.as_of, row.source)
