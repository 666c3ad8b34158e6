"""Before and after: how many it can be done with, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from cunli.acts.together import Intended, Result, take_each
from cunli.cases.models import Matter
from cunli.desk import words
from cunli.desk.inbox.page import SHOWN_WITH, Row, row_of
from cunli.desk.matter.questions import Asked, asked
from cunli.desk.together.asking import Common, common
from cunli.desk.together.choosing import MOST, TITLES, Able, Purpose, Sorted, Unable, distinct, read, serves
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key, key_for
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One matter that was done or refused. ``href`` is "" where it is not within reach (any more)."""

    title: str
    ref: str
    href: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What will be done with which, what cannot and why; the questions common to all."""

    purpose: str
    title: str
    rows: Sequence[Row]
    items: Sequence[str]
    unable: Sequence[Line]
    questions: Sequence[Asked]
    is_valid: bool
    cut: bool
    idempotency: str
    refused: Sequence[Line] = ()
    """What was tried just now, where none of it could be done."""
    most: int = MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    title: str
    done: Sequence[Line]
    refused: Sequence[Line]


def before(
    actor: Actor, purpose: Purpose, refs: Sequence[str], *, now: datetime, typed: QueryDict | None = None
) -> Before:
    """At most five queries: the matters, units, officers, county lists of two procedures."""
    wanted = distinct(refs)
    chosen = read(wanted[:MOST], _matters(actor, wanted[:MOST]), actor, purpose, at=now)
    form = common(chosen.able, typed, on=day_of(now))
    return Before(
        purpose=purpose.value,
        title=str(TITLES[purpose]),
        rows=[row_of(one.matter, now) for one in chosen.able],
        items=[one.item for one in chosen.able],
        unable=[_unable(one) for one in chosen.unable],
        questions=[asked(question, "") for question in form.questions],
        is_valid=form.is_valid,
        cut=len(wanted) > MOST,
        idempotency=(typed.get("key", "") if typed else "") or str(uuid4()),
    )


def after(actor: Actor, purpose: Purpose, data: QueryDict, *, now: datetime) -> After | None:
    """Do it; None where the form was not filled, and nothing was done.

    Whatever step a colleague took since the matters were looked at, the step meant then is the one tried now.
    """
    chosen, gone = _brought_back(actor, purpose, data)
    form = common(chosen.able, data, on=day_of(now))
    if not form.is_valid:
        return None
    value = data.get("key", "")
    results = take_each(actor=actor, intended=[_intended(one, form, value) for one in chosen.able], at=now)
    again = [ref for ref in gone if _was_done(actor, value, ref)]
    lost = [_unable(one) for one in chosen.unable if one.ref not in again]
    done = [result for result in results if result.refusal is None]
    within = _within(actor, [result.matter.ref for result in done])
    return After(
        title=str(TITLES[purpose]),
        done=[
            *(_done(result, within) for result in done),
            *(Line(title="", ref=ref, href="", said=_("先前已经记下了")) for ref in again),
        ],
        refused=[*(_refused(result.matter, result.refusal) for result in results if result.refusal), *lost],
    )


def _brought_back(actor: Actor, purpose: Purpose, data: QueryDict) -> tuple[Sorted, list[str]]:
    """What the form brought, as it was looked at; and the references that are out of reach now."""
    items = {ref: (key, version) for ref, key, version in map(_parts, data.getlist("item")[:MOST])}
    found = _matters(actor, items)
    chosen = Sorted([], [])
    for ref, (key, version) in items.items():
        matter = found.get(ref)
        step = matter.law.step(key) if matter else None
        if matter is None or step is None or not serves(purpose, step):
            chosen.unable.append(Unable(ref, _("没有找到这件事，可能不归您这里管。"), matter))
            continue
        matter.version = version  # taken only where it still stands as it was seen; else MovedOn says who was first
        chosen.able.append(Able(matter, step))
    return chosen, [ref for ref in items if ref not in found]


def _parts(item: str) -> tuple[str, str, int]:
    ref, key, version = [*item.replace("\0", "").split("~"), "", ""][:3]
    return ref[:24], key, int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0


def _matters(actor: Actor, refs: Collection[str]) -> Mapping[str, Matter]:
    """Within the scope, with what a row says and a step needs; one query."""
    found = Matter.objects.within(actor.scope).filter(ref__in=list(refs))
    return {matter.ref: matter for matter in found.select_related("desk_unit", *SHOWN_WITH)}


def _within(actor: Actor, refs: Sequence[str]) -> set[str]:
    """Which of them can still be opened: handing on can take a matter out of reach."""
    return set(Matter.objects.within(actor.scope).filter(ref__in=refs).values_list("ref", flat=True))


def _intended(one: Able, form: Common, value: str) -> Intended:
    values = form.values_for(one)
    parts = [one.matter.ref, one.step.key, sorted(values.items())]
    return Intended(matter=one.matter, step=one.step, values=values, key=_key(value, one.matter.ref, parts))


def _key(value: str, ref: str, parts: Sequence[object] = ()) -> Key | None:
    """One intention a matter, all of one form."""
    return key_for(f"{value}:{ref}" if value else "", parts)


def _was_done(actor: Actor, value: str, ref: str) -> bool:
    key = _key(value, ref)
    return key is not None and journal.result_of_key(actor=actor, value=key.value) is not None


def _done(result: Result, within: Collection[str]) -> Line:
    ref = result.matter.ref
    said = _("先前已经记下了") if result.repeated else str(result.step.done)
    return Line(title=result.matter.title, ref=ref, href=words.matter_url(ref) if ref in within else "", said=said)


def _refused(matter: Matter, refusal: Refusal) -> Line:
    return Line(title=matter.title, ref=matter.ref, href=words.matter_url(matter.ref), said=str(refusal))


def _unable(one: Unable) -> Line:
    """Of what is not within reach only the reference is said, which the person has typed or brought."""
    if one.matter is None:
        return Line(title="", ref=one.ref, href="", said=one.why)
    return Line(title=one.matter.title, ref=one.ref, href=words.matter_url(one.ref), said=one.why)
