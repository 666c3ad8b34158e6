"""Ask units for something by a day; write down what they answer; chase those who are silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.cases import clocks
from cunli.cases.models import Answer, Ask, Matter, Term
from cunli.cases.services.standing import hold, restate, save_moved
from cunli.county import selectors as county
from cunli.dues import index as dues
from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.files.models import StoredFile
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.procedures.grammar import Asks

OUTSIDE_WAIT = "hazard.outside_wait"
"""How long, all in all, one clock may stand still while others are asked."""
WORK = "whistle_work"
"""How long a unit that has come may work before it says how far it is."""
CHASE_EVERY = timedelta(days=1)
TITLE_MAX = 200
LATEST = timedelta(days=60)
"""So far ahead a unit may say that it answers; it is chased from the ask's own day on whatever it said."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line of a list that somebody has to see to: what, and which unit."""

    about: str
    unit_id: int


class AlreadyAnswered(Conflict):
    code = "already_answered"


@transaction.atomic
def open_asks(
    *, actor: Actor, matter: Matter, asks: Asks, unit_ids: Sequence[int], at: datetime, paper_id: int | None = None,
    about: str = "",
) -> list[Ask]:  # fmt: skip
    """One ask per unit, due within the county's length; clocks that wait for this answer stop meanwhile.

    The step that asks is journalled by ``advance``; a unit already asked the same and still silent is not asked twice.
    """
    open_ones = matter.asks.filter(question=asks.question, about=about, answer=Answer.OPEN)
    silent = set(open_ones.values_list("unit_id", flat=True))
    if about:
        _drop(open_ones.exclude(unit_id__in=unit_ids).values_list("pk", flat=True), by=actor.name, at=at)
    lines = [AskedLine(about, unit_id) for unit_id in dict.fromkeys(unit_ids) if unit_id not in silent]
    return list_lines(
        actor=actor, matter=matter, question=asks.question, within=asks.within, lines=lines, at=at, paper_id=paper_id
    )


def list_lines(
    *, actor: Actor, matter: Matter, question: str, within: str, lines: Sequence[AskedLine], at: datetime,
    paper_id: int | None = None,
) -> list[Ask]:  # fmt: skip
    """One ask per line, each with its owner, all due within the county's length ``within``.

    What draws up the list has looked whether it was asked before, and is journalled by its step.
    """
    length = county.length(within, on=day_of(at), county_id=matter.county_id)
    reckoned = clocks.reckon_term(length, started_at=at)
    rows = [
        Ask(
            matter=matter,
            question=question,
            about=line.about,
            unit_id=line.unit_id,
            asked_at=at,
            asked_by_id=actor.user_id,
            due_at=reckoned.due_at,
            by_hour=reckoned.by_hour,
            reckoning=[sentence.to_json() for sentence in reckoned.reckoning],
            paper_id=paper_id,
            watch_at=reckoned.due_at,
        )
        for line in lines
    ]
    Ask.objects.bulk_create(rows)
    dues.put(items=[due_item_of(matter, ask) for ask in rows])
    if rows:  # asking again a unit that is silent already buys no time
        _stop_clocks(matter, question, at=at, until=reckoned.due_at)
    return rows


@transaction.atomic
def answer_ask(
    *,
    actor: Actor,
    ask: Ask,
    answer: Answer,
    said: str,
    answered_by: str,
    at: datetime,
    file: StoredFile | None = None,
    goes_on: str = "",
    key: Key | None = None,
) -> Ask:
    """What the unit answered: written by its own contact, or by the town that got the letter or the call.

    ``goes_on``: who goes on with the work that a unit leaves undone. Raises NotYourPost for anyone else,
    AlreadyAnswered when it has been answered, Invalid for leaving without saying who goes on.
    """
    _refuse_strangers(actor, ask)
    if answer == Answer.LEFT and not goes_on.strip():
        raise Invalid(_("事没完，先别走，写的都还在"), fields={"goes_on": _("要先走，请写由谁接着干")})
    matter = hold(ask.matter_id)
    changed = Ask.objects.filter(pk=ask.pk, answer=Answer.OPEN).update(
        answer=answer, said=said, answered_at=at, answered_by=answered_by, file=file, goes_on=goes_on, watch_at=None
    )
    if changed != 1:
        raise _already_answered()
    ask.refresh_from_db()
    ask.matter = matter
    dues.clear(source=Source.ASK, source_ids=[ask.pk])
    _let_clocks_run(matter, ask.question, at=at)
    journal.record(
        actor=actor,
        verb="ask.answer",
        subject=ask.matter.ref,
        at=at,
        after={"unit": ask.unit_id, "question": ask.question, "answer": answer, "said": said, "by": answered_by}
        | ({"about": ask.about} if ask.about else {})
        | ({"file": file.sha256} if file else {})
        | ({"goes_on": goes_on} if goes_on else {}),
        key=key,
        result_ref=ask.matter.ref,
        for_whom="" if actor.unit_id == ask.unit_id else f"unit:{ask.unit_id}",
        county_id=ask.matter.county_id,
        village_id=ask.matter.village_id,
    )
    return ask


@transaction.atomic
def arrive_ask(*, actor: Actor, ask: Ask, said: str, answered_by: str, at: datetime, key: Key | None = None) -> Ask:
    """The unit is on the spot. The ask stays open, due anew within the county's ``WORK``: what is begun is finished.

    Raises NotYourPost, AlreadyAnswered when it has been answered or somebody has written the arrival down.
    """
    _refuse_strangers(actor, ask)
    length = county.length(WORK, on=day_of(at), county_id=ask.matter.county_id)
    reckoned = clocks.reckon_term(length, started_at=at)
    changed = Ask.objects.filter(pk=ask.pk, answer=Answer.OPEN, arrived_at=None).update(
        arrived_at=at,
        said=said,
        answered_by=answered_by,
        again_on=None,
        due_at=reckoned.due_at,
        by_hour=reckoned.by_hour,
        reckoning=[sentence.to_json() for sentence in reckoned.reckoning],
        watch_at=reckoned.due_at,
    )
    if changed != 1:
        raise _already_answered()
    ask.refresh_from_db()
    dues.put(items=[due_item_of(ask.matter, ask)])
    journal.record(
        actor=actor,
        verb="ask.arrive",
        subject=ask.matter.ref,
        at=at,
        after={"unit": ask.unit_id, "question": ask.question, "said": said, "by": answered_by},
        key=key,
        result_ref=ask.matter.ref,
        for_whom="" if actor.unit_id == ask.unit_id else f"unit:{ask.unit_id}",
        county_id=ask.matter.county_id,
        village_id=ask.matter.village_id,
    )
    return ask


@transaction.atomic
def put_off_ask(
    *, actor: Actor, ask: Ask, said: str, answered_by: str, again_on: date, at: datetime, key: Key | None = None
) -> Ask:
    """Not yet, because …, again on a day: heard, not answered. The ask stays open, its own day and the clocks stay.

    Raises NotYourPost, AlreadyAnswered, Invalid where the day has passed or lies more than LATEST days ahead.
    """
    _refuse_strangers(actor, ask)
    if not day_of(at) <= again_on <= day_of(at) + LATEST:
        raise Invalid(
            _("日子不对，写的都还在"),
            fields={"again_on": _("请写从今天起 %(n)d 天以内的一天") % {"n": LATEST.days}},
        )
    changed = Ask.objects.filter(pk=ask.pk, answer=Answer.OPEN)
    if changed.update(said=said, answered_by=answered_by, again_on=again_on) != 1:
        raise _already_answered()
    journal.record(
        actor=actor,
        verb="ask.put_off",
        subject=ask.matter.ref,
        at=at,
        after={"unit": ask.unit_id, "said": said, "by": answered_by, "again_on": again_on.isoformat()},
        key=key,
        result_ref=ask.matter.ref,
        for_whom="" if actor.unit_id == ask.unit_id else f"unit:{ask.unit_id}",
        county_id=ask.matter.county_id,
        village_id=ask.matter.village_id,
    )
    return ask


def close_asks(*, actor: Actor, matter: Matter, at: datetime, paper_id: int | None = None) -> int:
    """What was asked needs no answer any more: all of it, because the matter ended, or what one paper asked.

    Returns how many there were. In a matter that goes on, the clocks that waited run again.
    """
    found = matter.asks.filter(answer=Answer.OPEN)
    asked = dict((found if paper_id is None else found.filter(paper_id=paper_id)).values_list("pk", "question"))
    _drop(list(asked), by=actor.name, at=at)
    for question in set(asked.values()) if matter.is_open else ():
        _let_clocks_run(matter, question, at=at)
    return len(asked)


def drop_lines(*, actor: Actor, matter: Matter, question: str, at: datetime) -> list[Ask]:
    """A list whose reason has gone: what is not settled needs no answer any more. All its lines, as they stood.

    The step that does it is journalled by ``advance``.
    """
    asked = list(matter.asks.filter(question=question).exclude(about="").order_by("pk"))
    _drop([one.pk for one in asked if not one.is_settled], by=actor.name, at=at)
    _let_clocks_run(matter, question, at=at)
    return asked


def _drop(ask_ids: Iterable[int], *, by: str, at: datetime) -> None:
    dropped = list(ask_ids)
    if dropped:
        Ask.objects.filter(pk__in=dropped).update(answer=Answer.DROPPED, answered_at=at, answered_by=by, watch_at=None)
        dues.clear(source=Source.ASK, source_ids=dropped)


def chase_ask(*, actor: Actor, ask: Ask, at: datetime) -> bool:
    """Note that a silent unit was reminded; False when another sweep did it first. Reminded again a day later."""
    chased = Ask.objects.filter(pk=ask.pk, answer=Answer.OPEN, chased=ask.chased, watch_at=ask.watch_at).update(
        chased=ask.chased + 1, watch_at=at + CHASE_EVERY
    )
    if chased != 1:
        return False
    journal.record(
        actor=actor,
        verb="ask.chase",
        subject=ask.matter.ref,
        at=at,
        after={"unit": ask.unit_id, "times": ask.chased + 1},
        county_id=ask.matter.county_id,
        village_id=ask.matter.village_id,
    )
    return True


def _already_answered() -> AlreadyAnswered:
    return AlreadyAnswered(
        _("这一家已经有答复了"),
        why=_("刚才已经有人记下了答复。"),
        instead=_("还有话要补，请在这件事里加一句话。"),
    )


def _refuse_strangers(actor: Actor, ask: Ask) -> None:
    theirs = actor.unit_id == ask.unit_id and actor.may(Capability.WORK_MATTER)
    ours = actor.may(Capability.ASK_OUTSIDE) and ask.matter.town_id in actor.scope.towns
    if not (theirs or ours):
        raise NotYourPost(
            _("这份答复不是您这个岗位记的"),
            why=_("只有被问的单位自己，或者发问的镇里，能记下答复。"),
            instead=_("请把收到的答复转给镇里经办的人。"),
        )


def due_item_of(matter: Matter, ask: Ask) -> DueItem:
    """What "Today" lists for an ask at the asked unit."""
    return DueItem(
        source=Source.ASK,
        source_id=ask.pk,
        ref=matter.ref,
        title=f"{matter.title}：{ask.about}"[:TITLE_MAX] if ask.about else matter.title,
        place=matter.place,
        kind=matter.procedure,
        step=ask.question,
        due_at=ask.due_at,
        by_hour=ask.by_hour,
        unit_id=ask.unit_id,
        village_id=matter.village_id,
    )


def _waiting_terms(matter: Matter, question: str) -> list[Term]:
    keys = [term.key for term in matter.law.terms if term.while_asked == question]
    return list(matter.terms.filter(key__in=keys, met_at=None, ended_at=None)) if keys else []


def _stop_clocks(matter: Matter, question: str, *, at: datetime, until: datetime) -> None:
    """From the day after asking until the ask's own day; silence beyond it stops no clock.

    All stops of one clock together are no longer than the county's OUTSIDE_WAIT.
    """
    since, last = day_of(at) + timedelta(days=1), day_of(until) + timedelta(days=1)
    longest = county.length(OUTSIDE_WAIT, on=day_of(at), county_id=matter.county_id)
    at_most = (day_of(clocks.reckon_term(longest, started_at=at).due_at) - day_of(at)).days
    for term in _waiting_terms(matter, question):
        end = clocks.capped(term, since=since, until=last, at_most=at_most)
        if not term.by_hour and since < end:
            save_moved(clocks.suspend(term, since=since, until=end))
            restate(matter, at=at)


def _let_clocks_run(matter: Matter, question: str, *, at: datetime) -> None:
    """Once nobody is waited for."""
    if matter.asks.filter(question=question, answer=Answer.OPEN).exists():
        return
    for term in _waiting_terms(matter, question):
        save_moved(clocks.resume(term, on=day_of(at) + timedelta(days=1)))
        restate(matter, at=at)
