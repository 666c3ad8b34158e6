"""What the pages about lists show: counts for whoever has an area, people for whoever sees the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from cunli.accounts.roles import Capability
from cunli.cases.batches import VillageCount, counts_by_village, gone_since, still_open
from cunli.cases.models import Batch, LeftOut, Listed
from cunli.lib.actors import Actor
from cunli.procedures.catalogue.verification import AT_HOME
from cunli.registry.selectors import shown_name

ROWS = 50
MOST_GONE = 200


@dataclass(frozen=True, slots=True)
class PersonLine:
    name: str
    village: str
    href: str
    word: str
    """At home, or why there is nobody to verify."""


@dataclass(frozen=True, slots=True)
class ListPage:
    batch: Batch
    villages: Sequence[VillageCount]
    people: Sequence[PersonLine]
    gone: Sequence[PersonLine]
    sees_people: bool
    may_open: bool
    next_page: str

    @property
    def listed(self) -> int:
        return sum(row.listed for row in self.villages)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.villages)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.villages)


def list_page(actor: Actor, batch: Batch, query: QueryDict, *, may_open: bool, on: date) -> ListPage:
    """Three queries: counts by village, who is left (fifty at a time), who is gone."""
    sees = actor.may(Capability.SEE_REGISTER)
    after = query.get("after", "")
    rows = still_open(actor.scope, batch)
    if after.isascii() and after.isdigit() and len(after) < 18:
        rows = rows.filter(pk__gt=int(after))
    people = list(rows[: ROWS + 1]) if sees else []
    gone = list(gone_since(actor.scope, batch)[:MOST_GONE]) if sees else []
    more = len(people) > ROWS
    return ListPage(
        batch=batch,
        villages=counts_by_village(actor.scope, batch, at_home=AT_HOME),
        people=[_line(row, _at_home(row), on) for row in people[:ROWS]],
        gone=[_line(row, _why(row), on) for row in gone],
        sees_people=sees,
        may_open=may_open and not batch.is_filed,
        next_page="?" + urlencode({"after": people[ROWS - 1].pk}) if more else "",
    )


def _line(row: Listed, word: str, on: date) -> PersonLine:
    href = reverse("desk:matter", args=[row.matter.ref]) if row.matter else ""
    return PersonLine(shown_name(row.person, on), str(row.village), href, word)


def _at_home(row: Listed) -> str:
    return str(row.matter.stands.title) if row.matter and row.matter.state == AT_HOME else ""


def _why(row: Listed) -> str:
    if row.left_out:
        return str(LeftOut(row.left_out).label)
    return str((LeftOut.DIED if row.person.died_on else LeftOut.MOVED).label)
