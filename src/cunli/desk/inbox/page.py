"""The inbox as a page: tabs with counts, filters, fifty rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.cases.selectors import filters_of
from cunli.desk import words
from cunli.desk.inbox.filters import (
    ALL,
    LATE,
    OTHERS,
    SOON,
    TABS,
    TODAY,
    Wanted,
    chosen,
    in_tab,
    mark_of,
    page_after,
)
from cunli.lib.actors import Actor
from cunli.places.selectors import grid_name, village_names_within
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Party
from cunli.ui.words import Tone, due_at, due_tone, due_words, local

ROWS = 50
CAP = 999
SHOWN_WITH = ("village", "waits_unit", "waits_user")
SHOWN = (
    "ref",
    "title",
    "procedure",
    "edition",
    "state",
    "is_open",
    "due_at",
    "opened_at",
    "waits_for",
    "reporter_name",
    "village__short_name",
    "waits_unit__short_name",
    "waits_user__name",
    "waits_user__username",
)
"""What a row says, and nothing else of five wide tables."""
TONES = {LATE: "late", TODAY: "due"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of matters."""

    href: str
    ref: str
    title: str
    step: str
    waits_for: str
    village: str
    kind: str
    due_word: str
    due_date: str
    tone: str
    select: str = ""
    """The value of its box, where several are chosen to be done together."""

    def __getitem__(self, name: str) -> str:
        """As a template asks first: without it every word of fifty rows would cost an exception."""
        return getattr(self, name)  # type: ignore[no-any-return]  # the words above


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter under its name, as a chip."""

    pk: int
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    word: str
    count: str
    tone: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    word: str
    current: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    wanted: Wanted
    tabs: Sequence[Tab]
    rows: Sequence[Row]
    villages: Sequence[Choice]
    kinds: Sequence[Choice]
    waits: Sequence[Choice]
    kept: Sequence[Kept]
    grid: str
    """The name of the grid that is looked at, or ""."""
    here: str
    next_page: str
    first_page: str
    clear: str
    may_file: bool

    @property
    def may_keep(self) -> bool:
        """Something is chosen that is not kept yet."""
        return bool(self.wanted.kept_as) and not any(kept.current for kept in self.kept)


def build(actor: Actor, wanted: Wanted, *, now: datetime) -> InboxPage:
    """Four queries: all counts, the rows, the villages, the kept filters; one more where one grid is looked at."""
    narrowed = chosen(actor, wanted)
    found = narrowed.filter(in_tab(wanted.tab, actor, now), page_after(wanted.after))
    matters, now = list(shown(found)[: ROWS + 1]), timezone.localtime(now)
    more = len(matters) > ROWS
    offered = choices(actor, wanted, now)
    return InboxPage(
        wanted=wanted,
        tabs=tabs(narrowed, actor, wanted, now),
        rows=[replace(row_of(matter, now), select=matter.ref) for matter in matters[:ROWS]],
        villages=offered.villages,
        kinds=offered.kinds,
        waits=offered.waits,
        kept=kept_filters(actor, wanted),
        grid=grid_name(wanted.grid) if wanted.grid else "",
        here=wanted.link(after=wanted.after),
        next_page=wanted.link(after=mark_of(matters[ROWS - 1])) if more else "",
        first_page=wanted.link() if wanted.after else "",
        clear=Wanted(tab=wanted.tab).link() if wanted.is_filtered else "",
        may_file=actor.may(Capability.FILE_MATTER),
    )


def shown(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Read for ``row_of``: one query, only what a row says."""
    return matters.select_related(*SHOWN_WITH).only(*SHOWN)


def row_of(matter: Matter, now: datetime) -> Row:
    """Read as ``shown``, so that a row costs no query."""
    due = local(matter.due_at) if matter.is_open and matter.due_at else None  # once: three words say it
    return Row(
        href=words.matter_url(matter.ref),
        ref=matter.ref,
        title=matter.title,
        step=words.state_words(matter),
        waits_for=words.waits_words(matter),
        village=str(matter.village or ""),
        kind=words.procedure_words(matter),
        due_word=due_words(due, now) if due else _("办过了"),
        due_date=due_at(due, now) if due else "",
        tone=(due_tone(due, now) if due else Tone.CALM).value,
    )


def tabs(narrowed: QuerySet[Matter], actor: Actor, wanted: Wanted, now: datetime) -> list[Tab]:
    """One query over the nearest thousand: more than that nobody counts on a screen."""
    nearest = narrowed[: CAP + 1]
    counts = nearest.aggregate(
        n_=Count("pk"), **{f"n_{tab}": Count("pk", filter=in_tab(tab, actor, now)) for tab in TABS if tab}
    )
    names = {ALL: _("全部"), LATE: _("超期"), TODAY: _("今天"), SOON: _("3天内"), OTHERS: _("等别人")}
    return [
        Tab(
            key=tab,
            word=names[tab],
            count=_capped(counts[f"n_{tab}"]),
            tone=TONES.get(tab, "") if counts[f"n_{tab}"] else "",
            href=wanted.link(tab=tab),
            current=tab == wanted.tab,
        )
        for tab in TABS
    ]


def _capped(count: int) -> str:
    return f"{CAP}+" if count > CAP else str(count)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    villages: Sequence[Choice]
    kinds: Sequence[Choice]
    waits: Sequence[Choice]


def choices(actor: Actor, wanted: Wanted, now: datetime) -> Choices:
    """One query, none where there is only one village."""
    return Choices(_villages(actor, wanted, now), _kinds(wanted), _waits(wanted))


def _villages(actor: Actor, wanted: Wanted, now: datetime) -> list[Choice]:
    """Only where there is a choice to make."""
    if len(actor.scope.villages) == 1 or actor.scope.grids or not actor.scope.has_area:
        return []
    found = village_names_within(actor.scope, on=timezone.localdate(now))
    return [Choice(str(pk), name, pk == wanted.village) for pk, name in found]


def kept_filters(actor: Actor, wanted: Wanted) -> list[Kept]:
    """One query. A filter is read anew each time, so that one from an earlier release still opens a list."""
    read = [(kept, Wanted.from_query(QueryDict(kept.query))) for kept in filters_of(actor)]
    here = wanted.link()
    return [Kept(kept.pk, kept.name, found.link(), found.link() == here) for kept, found in read]


def _kinds(wanted: Wanted) -> list[Choice]:
    known = {law.key: str(law.title) for law in EDITIONS}
    return [Choice(key, word, key == wanted.kind) for key, word in known.items()]


def _waits(wanted: Wanted) -> list[Choice]:
    names = {Party.DESK: _("等收件的人"), Party.ASSIGNEE: _("等办事的人"), Party.REPORTER: _("等来说事的人")}
    return [Choice(party.value, word, party.value == wanted.waits) for party, word in names.items()]
