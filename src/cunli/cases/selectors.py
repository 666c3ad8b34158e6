"""Reads of matters, always within a scope."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from cunli.cases.engine import may_take
from cunli.cases.models import (
    Ask,
    Attachment,
    Fact,
    Grant,
    Matter,
    Participant,
    SavedFilter,
    StepTaken,
    Term,
    Voice,
)
from cunli.cases.parties import parties_of
from cunli.cases.reopening import closes_with_the_window, may_reopen
from cunli.files.models import StoredFile
from cunli.lib.actors import Actor
from cunli.lib.distances import Point, box_around, metres_between
from cunli.lib.refusals import NotYours
from cunli.procedures.grammar import Party, StateClass, Step

OFFERED = 3
"""Matters that may be the same: more is a list to study, not a question."""
LINKED = 100
LOOKED_AT = 200
"""Without a point: so many of the newest in the village."""
RELATED = (
    "county",
    "town",
    "village",
    "grid",
    "person",
    "reporter",
    "desk_unit",
    "unit",
    "officer",
    "waits_unit",
    "waits_user",
    "rating",
    "proxy",
)

UNNAMED = (
    *(
        f"{area}__{column}"
        for area in ("county", "town", "village")
        for column in ("name", "level", "parent", "county", "town", "village", "valid_from", "valid_until", "successor")
    ),
    *(
        f"{user}__{column}"
        for user in ("reporter", "officer", "waits_user")
        for column in ("password", "last_login", "phone_index", "phone_verified_at", "created_at")
    ),
    *(f"grid__{column}" for column in ("village", "county", "town", "code", "kind", "valid_from", "valid_until")),
)
"""Columns of those tables that no page of a matter says."""


def matter_for(actor: Actor, ref: str) -> Matter:
    """The matter with this printed reference, if it lies within the actor's scope; else NotYours. One query.

    Enough to take a step with; whoever shows it by name reads ``matter_with_names``.
    """
    return _known(Matter.objects.select_related("desk_unit").reached(actor.scope, ref), ref)


def matter_with_names(actor: Actor, ref: str) -> Matter:
    """The same with every place, unit and person a page names. One query, of eleven tables; two more where others
    help or joined."""
    matter = _known(Matter.objects.select_related(*RELATED).defer(*UNNAMED).reached(actor.scope, ref), ref)
    if matter.followers:
        prefetch_related_objects([matter], "grants", "voices")
    return matter


def reaches(actor: Actor, ref: str) -> bool:
    """Whether the matter lies within the actor's scope (still)."""
    return Matter.objects.reached(actor.scope, ref) is not None


def _known(found: Matter | None, ref: str) -> Matter:
    if found is None:
        raise NotYours(
            _("没有找到号码 %(ref)s 的事") % {"ref": ref},
            why=_("可能号码打错了，也可能这件事不归您这里管。"),
            instead=_("请核对小票上的号码；要看别处的事，找镇平安办。"),
        )
    return found


def ask_of(matter: Matter, ask_id: int) -> Ask | None:
    """One ask of a matter that the caller has read within scope."""
    return matter.asks.select_related("unit", "matter", "file").filter(pk=ask_id).first()


def attachment_of(matter: Matter, attachment_id: int) -> Attachment | None:
    """A photo or document of a matter that the caller has read within scope, with the step it belongs to."""
    return matter.attachments.select_related("file", "step").filter(pk=attachment_id).first()


def step_of_paper(matter: Matter, paper_id: int) -> StepTaken | None:
    """The latest step that moved this paper of the matter."""
    return matter.course.filter(paper_id=paper_id).order_by("-number").first()


def latest_fact(matter: Matter, key: str) -> object:
    """What was written last under this key; None when nothing was."""
    return Fact.objects.filter(matter=matter, key=key).order_by("-id").values_list("value", flat=True).first()


def written_under(matter: Matter, *keys: str) -> list[list[object]]:
    """Every value under each of these keys, in the order in which they were written. One query."""
    rows = list(Fact.objects.filter(matter=matter, key__in=keys).order_by("id").values_list("key", "value"))
    return [[value for key, value in rows if key == wanted] for wanted in keys]


def written_last_by(matter: Matter, keys: Collection[str]) -> Mapping[str, object]:
    """The facts of the newest line that one of these steps wrote."""
    taken = matter.course.filter(key__in=keys).order_by("-number").first()
    return dict(taken.facts.values_list("key", "value")) if taken else {}


def participants_of(matter: Matter) -> list[Participant]:
    """Who takes part now, in the order in which they were named."""
    return list(matter.participants.seated().select_related("person")) if matter.law.seats_people else []


def helpers_of(matter: Matter) -> list[Grant]:
    """Whom the person who asked lets follow this matter."""
    return list(matter.grants.filter(until=None).select_related("user").order_by("id"))


def voices_of(matter: Matter) -> list[Voice]:
    """Who else has the same trouble, in the order they said so. For staff."""
    return sorted(matter.voices.all(), key=lambda voice: (voice.at, voice.pk)) if matter.followers else []


def matter_with_code(code: str) -> Matter | None:
    """For the slip's door only, which throttles: the code itself is the permission. None opens a closed procedure."""
    found = Matter.objects.unscoped("the slip's code opens its own matter").filter(code=code).first()
    return None if found is None or found.law.closed else found


def steps_open_to(actor: Actor, matter: Matter, *, at: datetime) -> list[Step]:
    """What this actor may do now, the main step first. Of an ended matter, most only while it may be reopened."""
    parties = parties_of(actor, matter)
    found = [step for step in matter.law.steps if may_take(step, state=matter.state, parties=parties)]
    if matter.stands.cls is StateClass.END and not may_reopen(matter, at=at):
        found = [step for step in found if not closes_with_the_window(matter.law, matter.state, step)]
    return sorted(found, key=lambda step: not step.main)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a matter came out of and what came out of it, as far as the actor's scope reaches; the oldest first."""

    came_from: Matter | None = None
    led_to: Sequence[Matter] = ()


def linked_to(actor: Actor, matter: Matter) -> Linked:
    """No query for a matter that nothing opened, nor for one whose procedure opens nothing."""
    opens = any(step.opens for step in matter.law.steps)
    if matter.came_from_id is None and not opens:
        return Linked()
    reached = Matter.objects.within(actor.scope).select_related("waits_unit", "waits_user")
    parent = reached.filter(pk=matter.came_from_id).first() if matter.came_from_id is not None else None
    return Linked(parent, list(reached.filter(came_from=matter).order_by("id")[:LINKED]) if opens else ())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course: the step, what it wrote, what came with it."""

    taken: StepTaken
    facts: Sequence[Fact]
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that happened, newest first, and what still runs."""

    lines: Sequence[Line]
    terms: Sequence[Term]
    asks: Sequence[Ask]
    facts: dict[str, object] = field(default_factory=dict)
    """The latest value of each fact."""

    def written(self, fact: str) -> Sequence[object]:
        """Every value of a fact, in the order in which they were written."""
        return [one.value for line in reversed(self.lines) for one in line.facts if one.key == fact]


def course_of(matter: Matter, *, told_only: bool = False, parties: frozenset[Party] = frozenset()) -> Course:
    """The course in two queries, three where somebody was asked. ``told_only`` leaves out notes among staff.

    What only some parties read is there for a reader who is one of them (``parties``) and for nobody else.
    """
    lines = [replace(line, facts=_readable(matter, line.facts, parties)) for line in _lines(matter)]
    asking = {step.key for step in matter.law.steps if step.asks or step.registers}
    was_asked = any(line.taken.key in asking for line in lines)
    if told_only:
        lines = [line for line in lines if not line.taken.quiet]
    return Course(
        lines=lines,
        terms=list(matter.terms.order_by("started_at", "id")),
        asks=list(matter.asks.select_related("unit", "file").order_by("id")) if was_asked else [],
        facts={fact.key: fact.value for line in reversed(lines) for fact in line.facts},
    )


def _readable(matter: Matter, facts: Sequence[Fact], parties: frozenset[Party]) -> list[Fact]:
    found = []
    for fact in facts:
        if fact.sealed:
            if parties.isdisjoint(matter.law.fact(fact.key).seen_by):
                continue
            fact.value = json.loads(fact.sealed)
        found.append(fact)
    return found


JOINED = (
    *("facts__id", "facts__key", "facts__value", "facts__source", "facts__sealed"),
    *("attachments__id", "attachments__file_id", "attachments__file__kind", "attachments__file__name"),
)


def _lines(matter: Matter) -> list[Line]:
    """Steps, facts and files joined: a course is short, three round trips are not."""
    steps: dict[int, StepTaken] = {}
    facts: dict[int, dict[int, Fact]] = {}
    files: dict[int, dict[int, Attachment]] = {}
    columns = [field.attname for field in StepTaken._meta.concrete_fields]
    for row in matter.course.order_by("-number", "facts__id", "attachments__id").values_list(*columns, *JOINED):
        own, (fact_id, key, value, source, sealed, attachment_id, file_id, kind, name) = (
            row[: len(columns)],
            row[len(columns) :],
        )
        step = StepTaken(**dict(zip(columns, own, strict=True)))
        step = steps.setdefault(step.pk, step)
        if fact_id is not None:
            fact = Fact(
                id=fact_id, matter_id=matter.pk, step_id=step.pk, key=key, value=value, source=source, sealed=sealed
            )
            facts.setdefault(step.pk, {})[fact_id] = fact
        if attachment_id is not None:
            file = StoredFile(id=file_id, kind=kind, name=name)
            kept = Attachment(id=attachment_id, matter_id=matter.pk, step_id=step.pk, file=file)
            files.setdefault(step.pk, {})[attachment_id] = kept
    return [
        Line(step, list(facts.get(pk, {}).values()), list(files.get(pk, {}).values())) for pk, step in steps.items()
    ]


@dataclass(frozen=True, slots=True)
class Alike:
    """A matter that may be the same. ``metres`` is None where one of the two has no point."""

    matter: Matter
    metres: float | None


def similar(
    actor: Actor,
    *,
    procedure: str,
    kind: str,
    village_id: int | None,
    point: Point | None,
    near: int,
    since: datetime,
) -> list[Alike]:
    """Open matters of the same kind within ``near`` metres, the nearest first; then those of the same village of which
    one cannot say how near they are, the newest first. At most three."""
    found = Matter.objects.within(actor.scope).filter(
        procedure=procedure, kind=kind, is_open=True, opened_at__gte=since
    )
    here = Q(village_id=village_id)
    if point is not None:
        box = box_around(point, near)
        here = Q(lat__range=box.lat, lng__range=box.lng) | Q(lat=None, village_id=village_id)
    rows = found.filter(here).order_by("-opened_at")[:LOOKED_AT]
    alike = [Alike(matter, _metres(matter, point)) for matter in rows]
    close = [one for one in alike if one.metres is None or one.metres <= near]
    return sorted(close, key=lambda one: (one.metres is None, one.metres or 0.0))[:OFFERED]


def _metres(matter: Matter, point: Point | None) -> float | None:
    if point is None or matter.lat is None or matter.lng is None:
        return None
    return metres_between(point, Point(matter.lat, matter.lng))


def open_matters(actor: Actor) -> QuerySet[Matter]:
    """Open matters within scope, nearest day first: the inbox. The caller filters and cuts.

    For a post with an area what lies in it: other areas' matters in which its unit was asked wait on Today.
    """
    return Matter.objects.in_area(actor.scope).filter(is_open=True).order_by("due_at", "id")


def asked_by(actor: Actor, *, limit: int = 50) -> list[Matter]:
    """What this person asked for, helps with or joined, newest first.

    Naming the numbers beside the scope lets the database begin with them. In a staff post what one merely joined as a
    villager is left to the villager.
    """
    if actor.user_id is None:
        return []
    theirs = Matter.objects.unscoped("the person's own").of_person(actor.user_id)
    found = Matter.objects.within(actor.scope).filter(pk__in=theirs)
    found = found.select_related("unit", "officer", "desk_unit", "person").prefetch_related("voices", "grants")
    return list(found.order_by("-opened_at", "-id")[:limit])


def filters_of(actor: Actor) -> list[SavedFilter]:
    """What the actor keeps in this post, in the order it was kept."""
    return list(SavedFilter.objects.filter(post_id=actor.post_id).order_by("id")) if actor.post_id else []
