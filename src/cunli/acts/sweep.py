"""What the day brings: years announced, clocks crossed, silent units, people registered twice, messages to send.

Idempotent and restartable: each crossing is claimed by a conditional update, so that two sweeps at once, or one that
was killed, tell nobody twice and forget nobody. A missed night is caught up by the next sweep.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from cunli.accounts import throttle
from cunli.accounts.selectors import officers_at
from cunli.acts import verifying
from cunli.acts.clearing import clear_what_is_over
from cunli.acts.groups import tell_groups
from cunli.acts.ladder import climb
from cunli.acts.quiet import is_quiet
from cunli.acts.steps import take_step
from cunli.acts.telling import ask_reporter
from cunli.cases import services as cases
from cunli.cases.engine import MovedOn, NotNow
from cunli.cases.models import Answer, Ask, Matter, Term
from cunli.cases.questions import ASKED
from cunli.county import selectors as county
from cunli.dues.following import follow_people
from cunli.lib.actors import SYSTEM
from cunli.lib.sentences import day_words
from cunli.lib.terms import day_of, end_of
from cunli.messages import outgoing
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.procedures.grammar import ASK_AGAIN, ESCALATE
from cunli.registry.services import search_duplicates
from cunli.registry.services.checkers import follow_checkers
from cunli.visits.care import follow_villages
from cunli.webhooks import sending as webhooks

logger = logging.getLogger(__name__)
BATCH = 200
Row = TypeVar("Row", bound=models.Model)


@dataclass(slots=True)
class Swept:
    """What one sweep did, counted."""

    reckoned: int = 0
    escalated: int = 0
    stepped: int = 0
    asked_again: int = 0
    chased: int = 0
    alike: int = 0
    """Pairs of the register that may be one person, found just now."""
    handed_on: int = 0
    """Corrections of the register that another unit checks now."""
    listed: int = 0
    """People of lists for whom a matter was opened, or a reason found why not."""
    cared: int = 0
    """Villages whose households were looked through for who wants to be seen."""
    cleared: int = 0
    """Rows whose time was over."""
    sent: int = 0
    failed: int = 0
    """Rows that could not be dealt with; the reasons are in the log, the next sweep tries them again."""


def sweep(*, at: datetime) -> Swept:
    """Notice everything that is due before ``at``. Linear in what was crossed; of the memory eight bytes a crossing."""
    swept = Swept()
    for term in _due(_provisional().select_related("matter")):
        with _apart(swept, term.matter.ref):
            swept.reckoned += cases.reckon_again(actor=SYSTEM, term=term, at=at)
    crossed = Term.objects.select_related(
        "matter", "matter__desk_unit", "matter__village", "matter__town", "matter__county"
    )
    known, stepped = 0, -1
    while stepped < swept.stepped:  # what lateness began may be late itself, where nights were missed
        begun_after, stepped = known, swept.stepped
        known = Term.objects.aggregate(last=models.Max("pk"))["last"] or 0
        for term in _due(crossed.filter(watch_at__lte=at, pk__gt=begun_after)):
            with _apart(swept, term.matter.ref):
                _cross(term, swept, at=at)
    # Once the matter has ended an answer is still welcome, and still listed where it was asked, but nobody is pressed.
    silent = Ask.objects.filter(answer=Answer.OPEN, watch_at__lte=at, matter__is_open=True)
    for ask in _due(silent.select_related("matter", "unit")):
        with _apart(swept, ask.matter.ref):
            _chase(ask, swept, at=at)
    swept.listed = _go_on_listing(swept, at=at)
    with _apart(swept, "corrections"):
        swept.handed_on = follow_checkers(at=at)
    with _apart(swept, "care"):
        swept.cared = follow_villages(at=at)
    follow_people(on=day_of(at))
    with _apart(swept, "duplicates"):
        swept.alike = search_duplicates(actor=SYSTEM, at=at)
    throttle.clear_old(at)
    swept.cleared, failed = clear_what_is_over(at=at)
    swept.failed += failed
    with _apart(swept, "work groups"):
        tell_groups(at=at)
    return swept


def send(*, now: datetime) -> int:
    """What waits to leave the house, at the time it really is: providers refuse a signature of another hour. Returns
    how many messages went; what other systems are told goes day and night."""
    sent = outgoing.deliver_queued(now=now, limit=BATCH, quiet=is_quiet(now)).sent
    webhooks.deliver(now=now)
    return sent


def _go_on_listing(swept: Swept, *, at: datetime) -> int:
    """In transactions of its own: one that fails leaves what was opened before."""
    try:
        return verifying.go_on(at=at)
    except Exception:
        logger.exception("the sweep could not go on with a list")
        swept.failed += 1
        return 0


def _provisional() -> models.QuerySet[Term]:
    """Running clocks whose day was said before its year was announced, and whose year is announced by now."""
    until = end_of(county.calendar().announced_until)
    return Term.objects.filter(watch_at__lte=until, provisional=True, rung=0)


def _due(found: models.QuerySet[Row]) -> Iterator[Row]:
    """The earliest first. Which ones is asked once, through the index by moment (eight bytes are kept of each); the
    rows come in batches, looked at again, because one step may have settled others."""
    found = found.order_by("watch_at", "pk")
    numbers = array("q", found.values_list("pk", flat=True).iterator(BATCH))
    for first in range(0, len(numbers), BATCH):
        yield from found.filter(pk__in=numbers[first : first + BATCH])


@contextmanager
def _apart(swept: Swept, ref: str) -> Iterator[None]:
    """One row that cannot be dealt with does not keep the others waiting."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("the sweep could not deal with %s", ref)
        swept.failed += 1


def _cross(term: Term, swept: Swept, *, at: datetime) -> None:
    late = term.matter.law.term(term.key).late
    if late == ESCALATE:
        swept.escalated += climb(term, at=at)
    elif late == ASK_AGAIN:
        swept.asked_again += _ask_again(term, at=at)
    elif late:
        swept.stepped += _step(term, late, at=at)
    else:
        cases.note_crossing(actor=SYSTEM, term=term, at=at)


@transaction.atomic
def _ask_again(term: Term, *, at: datetime) -> bool:
    """Four weeks later: is it still good? Crossed once more, nobody has answered."""
    if term.rung == ASKED:
        cases.count_as_not_asked(actor=SYSTEM, term=term, at=at)
        return False
    unit_id = cases.ask_again(actor=SYSTEM, term=term, at=at)
    if unit_id is None:
        return False
    words = _("“%(title)s”办好有一阵了，现在还好吗？不好您说一声，我们接着办。") % {"title": term.matter.title}
    ask_reporter(actor=SYSTEM, matter=term.matter, text=words, at=at, unit_id=unit_id)
    return True


def _step(term: Term, key: str, *, at: datetime) -> bool:
    """A step that lateness itself takes.

    When someone took a step at the same moment, the clock stays watched and the next sweep looks again. Where the
    matter stands so that the step cannot be taken, the crossing is noted and the clock is not watched any more.
    """
    matter = Matter.objects.unscoped("the sweep acts for the county").get(pk=term.matter_id)
    step = next(step for step in matter.law.steps if step.key == key)
    try:
        take_step(actor=SYSTEM, matter=matter, step=step, values={}, at=at, happened_at=term.due_at)
    except MovedOn:
        return False
    except NotNow:
        cases.note_crossing(actor=SYSTEM, term=term, at=at)
        return False
    return True


@transaction.atomic
def _chase(ask: Ask, swept: Swept, *, at: datetime) -> None:
    """A silent unit is reminded, and whoever asked is told that it is silent."""
    if not cases.chase_ask(actor=SYSTEM, ask=ask, at=at):
        return
    said = {
        "title": ask.matter.title,
        "unit": ask.unit.name,
        "day": day_words(day_of(ask.due_at), near=day_of(at)),
    }
    asked = [Address(name=str(post.user), user_id=post.user_id) for post in officers_at(ask.unit_id, day_of(at))]
    asker = [Address(name="", user_id=ask.asked_by_id)] if ask.asked_by_id is not None else []
    _remind(ask, asked, _("请答复“%(title)s”，原定 %(day)s。") % said, at=at, thread="answer")
    _remind(ask, asker, _("%(unit)s还没有答复“%(title)s”，原定 %(day)s。") % said, at=at, thread="silent")
    swept.chased += 1


def _remind(ask: Ask, to: list[Address], words: str, *, at: datetime, thread: str) -> None:
    """Daily, and still one line in the inbox of whoever has not read it."""
    ref, thread = ask.matter.ref, f"ask {ask.pk} {thread}"
    messages.tell(actor=SYSTEM, to=to, text=words, ref=ref, at=at, kind=Kind.REMINDER, link=f"/m/{ref}", thread=thread)
