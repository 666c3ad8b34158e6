"""Take one step of one matter: exactly one of two who press at once wins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability, capabilities_of
from cunli.accounts.selectors import officers_at
from cunli.cases import clocks, waiting
from cunli.cases.engine import Decision, Effect, MovedOn, decide
from cunli.cases.hung import outcome_of
from cunli.cases.models import Fact, Matter, StepTaken, Term
from cunli.cases.parties import parties_of, spoken_for
from cunli.cases.questions import ASKED, asks_again
from cunli.cases.reopening import closes_with_the_window, open_until
from cunli.cases.services.hiding import hide_from_named, keep_closed
from cunli.cases.services.participants import seat
from cunli.cases.services.standing import hold, index, save_moved
from cunli.cases.situations import MatterSituation, Named, named_in, words_of
from cunli.cases.words import keep_later_words
from cunli.dues import index as dues
from cunli.dues.models import Source
from cunli.journal import services as journal
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.lib.sentences import day_words
from cunli.lib.terms import day_of
from cunli.procedures.grammar import Opening, StateClass, Step
from cunli.procedures.values import Values


class TooLate(Refusal):
    """The reopening window has closed."""

    code = "too_late"
    status = 409


class ServesElsewhere(Refusal):
    """The officer named holds no working post at the unit named."""

    code = "serves_elsewhere"
    status = 409


MOVED = (
    "state",
    "version",
    "level",
    "unit_id",
    "officer_id",
    "handled_by_id",
    "waits_for",
    "waits_unit_id",
    "waits_user_id",
    "due_at",
    "due_by_hour",
    "is_open",
    "is_guarded",
    "outcome",
    "closed_at",
)


@dataclass(frozen=True, slots=True)
class Advanced:
    """A step that was taken, and what ``acts`` has to carry out in the same transaction."""

    matter: Matter
    taken: StepTaken
    effects: tuple[Effect, ...]
    named: Named
    running: tuple[Term, ...]


@transaction.atomic(savepoint=False)
def advance(
    *,
    actor: Actor,
    matter: Matter,
    step: Step,
    values: Values,
    at: datetime,
    happened_at: datetime | None = None,
    key: Key | None = None,
) -> Advanced:
    """Take ``step`` of ``matter`` (read within the actor's scope), with cleaned ``values``.

    ``at`` is when it was received: clocks run from it. ``happened_at`` is when it was done, if earlier.
    Raises NotNow, NotYourPost, Unmet, MovedOn; writes one journal entry with ``key``.
    """
    running = _running(matter)
    named = named_in(step.fields, matter.law, values, actor=actor, on=day_of(at))
    _refuse_too_late(matter, step, at=at)
    situation = MatterSituation(actor=actor, matter=matter, values=values, named=named, running=running, at=at)
    decision = decide(
        matter.law,
        step,
        state=matter.state,
        parties=parties_of(actor, matter),
        situation=situation,
        words=words_of(actor, matter, values, named, on=day_of(at), tells=str(step.tells)),
    )
    before, from_state = _before(matter), matter.state
    rows = _move(actor, matter, decision, running, at=at, happened_at=happened_at)
    awaited = outcome_of(step.awaits, situation.hung(step.awaits.fact)) if step.awaits else {}
    facts = {**named.stored(decision.facts), **awaited, **seat(matter=matter, step=step, values=decision.facts, at=at)}
    if matter.law.closed and (step.seats or step.assigns):
        keep_closed(matter, at=at)
    taken = write_step(actor, matter, decision.step, facts, from_state, at=at, happened_at=happened_at)
    keep_later_words(matter, decision.facts)
    _save_terms(rows, at=at)
    _take_back_question(matter, rows)
    index(matter, at=at)
    journal.record(
        actor=actor,
        verb=f"matter.{step.key}",
        subject=matter.ref,
        at=at,
        happened_at=happened_at,
        before=before,
        after={**_before(matter), "facts": open_facts(matter, facts)},
        key=key,
        result_ref=matter.ref,
        for_whom=spoken_for(actor, matter, step),
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
    return Advanced(matter, taken, decision.effects, named, tuple(row for row in rows if row.is_running))


def _running(matter: Matter) -> list[Term]:
    """The running clocks, and none that an answer is moving at this moment.

    Only an answer moves a clock outside a step, and only one that stands still for it, and the holidays of a new year
    one whose day was provisional; both hold the matter while they do. So where there is such a clock the matter is
    held before reading; elsewhere the guarded update is enough.
    """
    found = matter.terms.filter(met_at=None, ended_at=None)
    running = list(found)
    if any(row.suspensions or row.provisional for row in running):
        hold(matter.pk)
        running = list(matter.terms.filter(met_at=None, ended_at=None))
    return running


def _refuse_too_late(matter: Matter, step: Step, *, at: datetime) -> None:
    """The reopening window is kept here, from the stored closing day, whatever a page offered."""
    if matter.closed_at is None or not closes_with_the_window(matter.law, matter.state, step):
        return
    until = open_until(matter)
    if until is not None and at > until:
        raise TooLate(
            _("这件事收起来太久，不能再接着办"),
            why=_("能重新办的日子到%(day)s为止。") % {"day": day_words(day_of(until), near=day_of(at))},
            instead=_("可以当一件新的事再报，原来的号码写上，我们一起看。"),
        )


def write_step(
    actor: Actor,
    matter: Matter,
    step: Step | Opening,
    facts: Mapping[str, object],
    from_state: str,
    *,
    at: datetime,
    happened_at: datetime | None,
) -> StepTaken:
    """One line of the course and the facts it wrote."""
    taken = StepTaken(
        matter=matter,
        number=matter.version,
        key=step.key,
        from_state=from_state,
        to_state=matter.state,
        happened_at=happened_at or at,
        received_at=at,
        user_id=actor.user_id,
        post_id=actor.post_id,
        actor_name=actor.name,
        actor_title=actor.title,
        quiet=isinstance(step, Step) and step.quiet,
    )
    taken.save(force_insert=True)
    if facts:
        Fact.objects.bulk_create([_fact(matter, taken, name, value) for name, value in facts.items()])
    return taken


def _fact(matter: Matter, taken: StepTaken, key: str, value: object) -> Fact:
    fact = Fact(matter=matter, step=taken, key=key, value=value, source="step")
    if matter.law.fact(key).seen_by:
        fact.value, fact.sealed = None, json.dumps(value, ensure_ascii=False)
    return fact


def open_facts(matter: Matter, facts: Mapping[str, object]) -> dict[str, object]:
    """What the journal says of them: that something sealed was written, not what."""
    return {key: "sealed" if matter.law.fact(key).seen_by else value for key, value in facts.items()}


def _move(
    actor: Actor,
    matter: Matter,
    decision: Decision,
    running: list[Term],
    *,
    at: datetime,
    happened_at: datetime | None,
) -> list[Term]:
    """Change the row where it still stands as it was read; all terms that change or begin."""
    step, version = decision.step, matter.version
    begins = _counts_from(actor, at=at, happened_at=happened_at)
    _assign(actor, matter, step, decision.facts, at=at)
    hide_from_named(matter, step, decision.facts, at=at)
    matter.state, matter.version = decision.state.key, version + 1
    matter.outcome = decision.state.outcome or ""
    # The first closing counts: saying "still good" must not lengthen the window in which it may be reopened.
    matter.closed_at = (matter.closed_at or begins) if decision.state.cls is StateClass.END else None
    begun = clocks.start(matter, (step.key,), decision.facts, at=begins)
    again = [row.key for row in begun]
    changed = clocks.touched(matter.law, running, step.key, again, at=at, happened_at=happened_at)
    if decision.state.cls is StateClass.END:
        changed += _end_all(running, at=at)
    changed += clocks.moved(matter, running, step.key, decision.facts, at=at)
    waiting.place_clock(matter, [*running, *begun])
    found = Matter.objects.unscoped("read within the actor's scope by the caller").filter(pk=matter.pk, version=version)
    if found.update(**{name: getattr(matter, name) for name in MOVED}) != 1:
        raise MovedOn(
            _("刚才有人先办了一步"),
            why=_("您打开之后，这件事已经往前走了。"),
            instead=_("请看看现在到哪一步；您写的字都还在，要紧的可以再加一句话。"),
        )
    return [*changed, *begun]


def _counts_from(actor: Actor, *, at: datetime, happened_at: datetime | None) -> datetime:
    """People's acts count from when they were received. Nothing was received of what lateness does by itself: it counts
    from the moment that passed, so that a night without a sweep gives nobody another day."""
    return happened_at if happened_at is not None and actor == SYSTEM else at


def _end_all(running: list[Term], *, at: datetime) -> list[Term]:
    """What still runs when a matter ends stops, except the clocks that the end itself starts."""
    ended = [row for row in running if row.is_running]
    for row in ended:
        row.ended_at, row.watch_at = at, None
    return ended


def _assign(actor: Actor, matter: Matter, step: Step, facts: Values, *, at: datetime) -> None:
    if "level" in facts:
        matter.level = str(facts["level"])
    if step.assigns and (unit := facts.get("assignee")):
        officer = facts.get("officer")
        matter.unit_id = unit if isinstance(unit, int) else None
        matter.officer_id = officer if isinstance(officer, int) else None
        _refuse_stranger(matter, at=at)
    elif step.takes:
        matter.unit_id, matter.officer_id = actor.unit_id, actor.user_id
    elif step.returns:
        matter.unit_id = matter.officer_id = None
    for seats in step.seats:
        if seats.leads and isinstance(leader := facts.get(seats.fact), int):
            matter.officer_id = leader
    if step.to and matter.law.state(step.to).handled:
        matter.handled_by_id = actor.user_id


def _refuse_stranger(matter: Matter, *, at: datetime) -> None:
    """An officer answers for the unit that has the matter; naming one of another unit would hand it there unseen."""
    if matter.officer_id is None or matter.unit_id is None:
        return
    for post in officers_at(matter.unit_id, day_of(at)):
        if post.user_id == matter.officer_id and Capability.WORK_MATTER in capabilities_of(post.role):
            return
    raise ServesElsewhere(
        _("他不在这个单位"),
        why=_("具体去的人要是这个单位里办事的人。"),
        instead=_("请换一个人，或者先换单位；不知道派谁，就只选单位。"),
    )


def _save_terms(rows: list[Term], *, at: datetime) -> None:
    """New clocks in one insert; those that stopped, by what stopped them; those whose day moved."""
    known = [row for row in rows if row.pk is not None]
    for row in known:
        if row.is_running:
            save_moved(row)
    Term.objects.bulk_create([row for row in rows if row.pk is None])
    for moment in {row.met_at for row in known if row.met_at is not None}:
        met = [row.pk for row in known if row.met_at == moment]
        Term.objects.filter(pk__in=met).update(met_at=moment, watch_at=None)
    ended = [row.pk for row in known if row.ended_at is not None]
    if ended:
        Term.objects.filter(pk__in=ended).update(ended_at=at, watch_at=None)


def _take_back_question(matter: Matter, rows: list[Term]) -> None:
    """The second question waits for nobody once it is answered, or the matter goes on otherwise."""
    put = [row.pk for row in rows if row.rung == ASKED and not row.is_running and asks_again(matter, row)]
    if put:
        dues.clear(source=Source.QUESTION, source_ids=put)


def _before(matter: Matter) -> dict[str, object]:
    return {
        "state": matter.state,
        "level": matter.level,
        "unit": matter.unit_id,
        "officer": matter.officer_id,
        "due_at": matter.due_at.isoformat() if matter.due_at else None,
    }
