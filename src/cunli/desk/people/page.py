"""What the pages about households and people show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import F, Q
from django.http import QueryDict

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.cases.words import found_within
from cunli.desk.inbox.filters import TEXT_MAX
from cunli.desk.inbox.page import Row, row_of, shown
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.places.selectors import village_names_within
from cunli.registry.kinds import Relation
from cunli.registry.models import Membership
from cunli.registry.selectors import (
    PersonHit,
    Unclaimed,
    households_on,
    listed_name,
    search,
    unclaimed_accounts,
)

ROWS, MATTERS = 50, 20


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    household_id: int
    number: str
    head: str
    people: int
    where: str
    village: str


@dataclass(frozen=True, slots=True)
class Village:
    value: str
    word: str
    current: bool


@dataclass(frozen=True, slots=True)
class HouseholdsPage:
    lines: Sequence[HouseholdLine]
    villages: Sequence[Village]
    next_page: str
    first_page: str
    chosen: str
    """The query that says which village was chosen, or ""."""


@dataclass(frozen=True, slots=True)
class Found:
    asked: str
    people: Sequence[PersonHit]
    rows: Sequence[Row]


def households(actor: Actor, query: QueryDict, *, on: date) -> HouseholdsPage:
    """Three queries: the households, who lives in them, and the villages to choose from."""
    village = whole_number(query.get("village", ""))
    rows = households_on(actor.scope, on).filter(_after(query.get("after", "")))
    if village:
        rows = rows.filter(village_id=village)
    rows = rows.select_related("village", "area", "dwelling").order_by("village_id", "household_no")
    found = list(rows[: ROWS + 1])
    living = _living_in([row.pk for row in found], on)
    stays = {"village": village} if village else {}
    last = found[ROWS - 1] if len(found) > ROWS else None
    after = f"{last.village_id}~{last.household_no}" if last else ""
    return HouseholdsPage(
        lines=[
            HouseholdLine(
                household_id=row.pk,
                number=row.household_no,
                head=next((name for relation, name in living[row.pk] if relation == Relation.HEAD), ""),
                people=len(living[row.pk]),
                where=(row.dwelling.address if row.dwelling else "") or str(row.area),
                village=str(row.village),
            )
            for row in found[:ROWS]
        ],
        villages=_villages(actor, village, on),
        next_page="?" + urlencode({**stays, "after": after}) if after else "",
        first_page="?" + urlencode(stays) if query.get("after") else "",
        chosen="?" + urlencode(stays) if stays else "",
    )


def matters_of(actor: Actor, person_ids: Sequence[int], *, now: datetime) -> list[Row]:
    """What these people asked for, as far as the actor reaches it; open ones first. One query."""
    found = shown(Matter.objects.within(actor.scope).filter(person_id__in=person_ids))
    return [row_of(matter, now) for matter in found.order_by("-is_open", "-opened_at")[:MATTERS]]


def accounts_to_confirm(actor: Actor, household_id: int, *, on: date) -> list[Unclaimed]:
    """Accounts that came in with a phone of this household (read within scope) and are nobody's yet; for posts that
    keep the register."""
    if not actor.may(Capability.UNMASK):
        return []
    return unclaimed_accounts(household_id, on)


def find(actor: Actor, text: str, *, now: datetime) -> Found:
    """People where the post sees the register, and matters within reach, open and ended."""
    asked = " ".join(text.replace("\0", "").split())[:TEXT_MAX]
    if not asked:
        return Found("", (), ())
    people = search(actor.scope, asked, day_of(now)) if actor.may(Capability.SEE_REGISTER) else []
    matters = shown(found_within(actor.scope, asked))
    found = matters.order_by(F("is_open").desc(), "-opened_at")[:MATTERS]
    return Found(asked, people, [row_of(matter, now) for matter in found])


def _living_in(household_ids: Sequence[int], on: date) -> Mapping[int, list[tuple[str, str]]]:
    """(relation, name as lists show it) of who lives in each household on the day. One query."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    held = Membership.objects.unscoped("members of households read within a scope").on(on)
    rows = held.filter(household_id__in=household_ids)
    for household_id, relation, name, born_on in rows.values_list(
        "household_id", "relation", "person__name", "person__born_on"
    ):
        found[household_id].append((relation, listed_name(name, born_on, on)))
    return found


def _after(text: str) -> Q:
    village, _mark, number = text.replace("\0", "").partition("~")
    at = whole_number(village)
    return Q(village_id__gt=at) | Q(village_id=at, household_no__gt=number[:24]) if at and number else Q()


def whole_number(text: str) -> int | None:
    """A number as an address or a form writes it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _villages(actor: Actor, chosen: int | None, on: date) -> list[Village]:
    if len(actor.scope.villages) == 1 or actor.scope.grids:
        return []
    found = village_names_within(actor.scope, on=on)
    return [Village(str(pk), name, pk == chosen) for pk, name in found]
