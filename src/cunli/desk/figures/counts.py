"""What each number counts: one condition per number, used by the count and by the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cunli.cases.models import Matter, StepTaken, Term
from cunli.cases.questions import NOT_ASKED
from cunli.lib.actors import Actor
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import ASK_AGAIN, Outcome, Party

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIXED = "fixed"
YEARS = range(2000, 2101)
ASKING = frozenset(term.key for law in EDITIONS for term in law.terms if term.late == ASK_AGAIN)
BY_PEOPLE = frozenset(law.key for law in EDITIONS if any(Party.REPORTER in step.by for step in law.steps))
"""Procedures in which whoever asked has the last word: the others (a round) answer nobody and are not counted here."""
SAID_NOT = ("contest", "asked_and_not")
AREAS = (("county", "counties"), ("town", "towns"), ("village", "villages"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One month (its first day) and, if wanted, one procedure."""

    month: date
    kind: str = ""

    @classmethod
    def from_query(cls, query: QueryDict, *, today: date) -> Asked:
        """This month where none can be read."""
        return cls(_month(query.get("month", "")) or today.replace(day=1), query.get("kind", "").replace("\0", "")[:40])

    @property
    def key(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def next_month(self) -> date:
        return (self.month + timedelta(days=32)).replace(day=1)

    def query(self, **more: str) -> str:
        return "?" + urlencode({"month": self.key, **({"kind": self.kind} if self.kind else {}), **more})

    def link(self, what: str, kind: str = "") -> str:
        return reverse("desk:counted", args=[what]) + Asked(self.month, kind or self.kind).query()


@dataclass(frozen=True, slots=True)
class Measure:
    """``where`` makes the condition for a moment; it speaks of a row of ``Matter``."""

    word: _StrPromise
    where: Callable[[datetime], Q]


def _late(now: datetime) -> Q:
    """The first answer came after its day, or the day has passed without one."""
    first = Term.objects.filter(matter=OuterRef("pk"), key="first_answer", ended_at=None)
    late = first.filter(Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lt=now))
    return Q(Exists(late))


def _in_time(now: datetime) -> Q:
    """Answered by its day: a matter that never had the clock, or ended before an answer, is none of these."""
    met = Term.objects.filter(matter=OuterRef("pk"), key="first_answer", ended_at=None, met_at__lte=F("due_at"))
    return Q(Exists(met)) & ~_late(now) & ~_unanswered(now)


def _unanswered(now: datetime) -> Q:
    """Still within its day, not answered yet."""
    running = Term.objects.filter(matter=OuterRef("pk"), key="first_answer", met_at=None, ended_at=None)
    return Q(Exists(running.filter(due_at__gte=now)))


def _at_once(now: datetime) -> Q:
    """Done when it was told, or ended before an answer was due: the clock never had to be kept."""
    return ~_in_time(now) & ~_late(now) & ~_unanswered(now)


def _contested(_now: datetime) -> Q:
    return Q(Exists(StepTaken.objects.filter(matter=OuterRef("pk"), key__in=SAID_NOT)))


def _outcome(*outcomes: Outcome) -> Q:
    return Q(is_open=False, outcome__in=[outcome.value for outcome in outcomes])


def _not_asked_again(_now: datetime) -> Q:
    """The day of the second question passed, and nobody had asked whether it is still good."""
    passed = Term.objects.filter(matter=OuterRef("pk"), rung=NOT_ASKED, met_at=None, key__in=ASKING)
    return Q(Exists(passed))


IN_WORK = Q(is_open=True) & ~Q(state=FIXED)
"""What is done and waits only for the person's word is counted as done, not asked yet."""


def _done(_now: datetime) -> Q:
    return Q(is_open=True, state=FIXED) | _outcome(Outcome.SOLVED, Outcome.NOT_ASKED)


MEASURES: Mapping[str, Measure] = {
    "asked": Measure(_("来问"), lambda _now: Q()),
    "in_time": Measure(_("按时答复"), _in_time),
    "late": Measure(_("答复晚了"), _late),
    "unanswered": Measure(_("还没到答复的日子"), _unanswered),
    "at_once": Measure(_("当场就办了，不用另外答复"), _at_once),
    "done": Measure(_("办完"), _done),
    "in_work": Measure(_("在办"), lambda _now: IN_WORK),
    "solved": Measure(_("本人说好了"), lambda _now: _outcome(Outcome.SOLVED)),
    "not_asked_again": Measure(_("四周后没再问到"), _not_asked_again),
    "contested": Measure(_("本人说没好"), _contested),
    "not_asked": Measure(_("还没问到本人"), lambda _now: Q(is_open=True, state=FIXED) | _outcome(Outcome.NOT_ASKED)),
    "not_solved": Measure(_("没办成"), lambda _now: _outcome(Outcome.NOT_SOLVED)),
    "elsewhere": Measure(_("转出去的"), lambda _now: _outcome(Outcome.ELSEWHERE)),
    "waits_desk": Measure(_("等收件的人"), lambda _now: IN_WORK & Q(waits_for=Party.DESK)),
    "waits_assignee": Measure(_("等办事的人"), lambda _now: IN_WORK & Q(waits_for=Party.ASSIGNEE)),
    "waits_reporter": Measure(
        _("等来说事的人"), lambda _now: IN_WORK & Q(waits_for=Party.REPORTER, waits_user_id__isnull=False)
    ),
    "waits_call": Measure(
        _("等我们去问，人没有账号"), lambda _now: IN_WORK & Q(waits_for=Party.REPORTER, waits_user_id=None)
    ),
}


def asked_in(actor: Actor, asked: Asked) -> QuerySet[Matter]:
    """What was asked in the month within reach, by the index of the actor's area."""
    tz = timezone.get_current_timezone()
    since, until = (datetime.combine(day, time.min, tz) for day in (asked.month, asked.next_month))
    found = Matter.objects.within(actor.scope).filter(opened_at__gte=since, opened_at__lt=until)
    for column, areas in AREAS:
        wanted = getattr(actor.scope, areas)
        if wanted:
            found = found.filter(**{f"{column}_id__in": wanted})
            break
    return found.filter(procedure__in={asked.kind} & BY_PEOPLE if asked.kind else BY_PEOPLE)


def _month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None
    return found if found is not None and found.year in YEARS else None
