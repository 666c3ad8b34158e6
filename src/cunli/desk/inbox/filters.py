"""What of the inbox is wanted: read from the address, so that every list can be linked to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cunli.cases.models import Ask, Matter, area_of
from cunli.cases.selectors import open_matters
from cunli.cases.words import says
from cunli.lib.actors import Actor

ALL, LATE, TODAY, SOON, OTHERS = "", "late", "today", "soon", "others"
TABS = (ALL, LATE, TODAY, SOON, OTHERS)
SOON_DAYS = 3
TEXT_MAX = 60
MOST_ASKS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """``after`` is where the last page ended: its due moment and id."""

    tab: str = ALL
    q: str = ""
    village: int | None = None
    grid: int | None = None
    kind: str = ""
    waits: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Wanted:
        """Whatever cannot be understood is left out: a list is shown rather than an error."""
        tab = query.get("tab", "")
        return cls(
            tab=tab if tab in TABS else ALL,
            q=" ".join(query.get("q", "").replace("\0", "").split())[:TEXT_MAX],
            village=_number(query.get("village", "")),
            grid=_number(query.get("grid", "")),
            kind=query.get("kind", "").replace("\0", "")[:40],
            waits=query.get("waits", "").replace("\0", "")[:20],
            after=query.get("after", "").replace("\0", "")[:60],
        )

    def link(self, **changes: object) -> str:
        """The same list with something changed; always its first page unless ``after`` is given."""
        new = replace(self, **{"after": "", **changes})  # type: ignore[arg-type]  # checked by the dataclass
        return "?" + urlencode({name: value for name, value in asdict(new).items() if value})

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.village or self.grid or self.kind or self.waits)

    @property
    def kept_as(self) -> str:
        """What is kept under a name: the filter and its tab, without the page; "" where nothing is chosen."""
        return self.link().removeprefix("?")


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def reachable(actor: Actor) -> QuerySet[Matter]:
    """Open matters in the order of the partial indexes of ``cases``.

    Posts without an area (a grid, an outside company) are led through the indexes of grid, unit and officer, and the
    asks to their unit.
    """
    found, scope = open_matters(actor), actor.scope
    if area_of(scope):
        return found
    near = Q(unit_id__in=scope.units) | Q(desk_unit_id__in=scope.units) | Q(officer_id=actor.user_id)
    return found.filter(near | Q(grid_id__in=scope.grids) | Q(pk__in=_asked_of(scope.units)))


def _asked_of(units: Collection[int]) -> list[int]:
    """The matters in which these units still owe an answer, the latest first."""
    open_asks = Ask.objects.filter(unit_id__in=units, answered_at=None).order_by("-id")
    return list(open_asks.values_list("matter_id", flat=True)[:MOST_ASKS]) if units else []


def chosen(actor: Actor, wanted: Wanted) -> QuerySet[Matter]:
    """``reachable``, narrowed by everything but the tab."""
    found = reachable(actor)
    if wanted.village:
        found = found.filter(village_id=wanted.village)
    if wanted.grid:
        found = found.filter(grid_id=wanted.grid)
    if wanted.kind:
        found = found.filter(procedure=wanted.kind)
    if wanted.waits:
        found = found.filter(waits_for=wanted.waits)
    if wanted.q:
        found = found.filter(says(wanted.q))
    return found


def in_tab(tab: str, actor: Actor, now: datetime) -> Q:
    """The condition of a tab; counts and lists share it."""
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999999)
    match tab:
        case "late":
            return Q(due_at__lt=now)
        case "today":
            return Q(due_at__gte=now, due_at__lte=tonight)
        case "soon":
            return Q(due_at__gt=tonight, due_at__lte=tonight + timedelta(days=SOON_DAYS))
        case "others":
            return ~Q(waits_unit_id__in=actor.scope.units) & ~Q(waits_user_id=actor.user_id)
    return Q()


def page_after(after: str) -> Q:
    """Rows beyond the last one shown. Every open matter has a day, so (due_at, id) is a full order."""
    moment, _mark, number = after.rpartition("~")
    due = moment_in(moment)
    last = _number(number)
    if due is None or last is None:
        return Q()
    return Q(due_at__gt=due) | Q(due_at=due, id__gt=last)


def mark_of(matter: Matter) -> str:
    return f"{matter.due_at.isoformat()}~{matter.pk}" if matter.due_at else ""


def moment_in(text: str) -> datetime | None:
    """A moment that was written into a link; None for anything else. At the edges of time a zone overflows."""
    try:
        found = parse_datetime(text)
        return found.astimezone(UTC) if found is not None and timezone.is_aware(found) else None
    except (ValueError, OverflowError):
        return None
