"""Reading papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.codes import is_short_code
from cunli.papers.kinds import SPECS, PaperKind, Status
from cunli.papers.models import Paper, PaperTemplate, PaperVersion
from cunli.papers.querysets import PaperQuerySet
from cunli.papers.rules import day_of
from cunli.places.models import Area, Unit

PUBLIC_WORDS: dict[str, str | Promise] = {
    Status.SEALED: _("这份文是真的，已经盖章。"),
    Status.DELIVERED: _("这份文是真的，已经盖章送达。"),
    Status.WITHDRAWN: _("这份文已经作废，不能再用。"),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What anyone may know who holds a printed paper: no title, no text, no person."""

    kind: str
    number: str
    issuer: str
    day: date
    status: Status
    words: str


def papers_within(actor: Actor) -> PaperQuerySet:
    """Papers the actor may read, newest first. Slice it."""
    return Paper.objects.within(actor.scope).select_related("unit").order_by("-drafted_at", "-pk")


def papers_of(ref: str) -> PaperQuerySet:
    """The papers of one matter, oldest first, with their copies. The caller has let the actor see the matter."""
    about = Paper.objects.unscoped("the caller checked access to the matter with this reference")
    return about.filter(ref=ref).select_related("unit", "file").prefetch_related("copies").order_by("drafted_at", "pk")


def newest(*, ref: str, kind: PaperKind) -> Paper | None:
    """The paper of this kind written last for a matter and not withdrawn. The caller has let the actor see it."""
    about = Paper.objects.unscoped("a guard asks how the matter's own paper stands").exclude(status=Status.WITHDRAWN)
    return about.filter(ref=ref, kind=kind).select_related("unit").order_by("-pk").first()


def writers_of(paper: Paper) -> frozenset[int]:
    """Whoever wrote a version of it: none of them may sign it."""
    found = PaperVersion.objects.filter(paper=paper, written_by__isnull=False)
    return frozenset(found.values_list("written_by_id", flat=True))


def waiting_for_signature(actor: Actor) -> PaperQuerySet:
    """Letters in draft of the actor's units that somebody else wrote, longest waiting first; records need no other
    signature than those on the paper."""
    own = PaperVersion.objects.filter(paper=OuterRef("pk"), written_by_id=actor.user_id)
    signed = [kind for kind, spec in SPECS.items() if spec.needs_recipients]
    drafts = Paper.objects.within(actor.scope).filter(~Exists(own), status=Status.DRAFTED, kind__in=signed)
    return drafts.select_related("unit").order_by("drafted_at")


def by_verify_code(code: str) -> Verified | None:
    """What the code on a printed paper stands for, or None. Anyone may ask; the door throttles."""
    digits = "".join(code.split())
    if not is_short_code(digits):
        return None
    known = Paper.objects.unscoped("the code printed on the paper is the right to ask whether it is genuine")
    paper = known.select_related("unit").filter(verify_code=digits).first()
    if paper is None or paper.signed_at is None:
        return None
    return Verified(
        kind=paper.get_kind_display(),
        number=paper.number,
        issuer=paper.unit.name,
        day=day_of(paper.signed_at),
        status=Status(paper.status),
        words=str(PUBLIC_WORDS[paper.status]),
    )


def template_for(*, kind: PaperKind, unit: Unit, on: date) -> PaperTemplate | None:
    """The template in force for a unit: its own area's, else the next above. None: the shipped one."""
    return _in_force([unit.area_id, unit.village_id, unit.town_id, unit.county_id], kind=kind, on=on)


def template_in(*, area: Area, kind: PaperKind, on: date) -> PaperTemplate | None:
    """The template in force in an area: its own, else the next above. None: the shipped one."""
    return _in_force([area.pk, area.village_id, area.town_id, area.county_id], kind=kind, on=on)


def template_area(actor: Actor) -> Area | None:
    """Where the actor may replace templates: the county of who configures, the town or village of who signs there."""
    if actor.unit_id is None or not may_replace_templates(actor):
        return None
    unit = Unit.objects.select_related("county", "town", "village").get(pk=actor.unit_id)
    return unit.county if actor.may(Capability.CONFIGURE) else unit.village or unit.town


def may_replace_templates(actor: Actor) -> bool:
    places = actor.scope.towns | actor.scope.villages
    signs = actor.may(Capability.SIGN_PAPER) and bool(places)
    return actor.unit_id is not None and (signs or actor.may(Capability.CONFIGURE))


def _in_force(levels: Sequence[int | None], *, kind: PaperKind, on: date) -> PaperTemplate | None:
    areas = [pk for pk in levels if pk is not None]
    in_force = PaperTemplate.objects.filter(Q(area_id__in=areas) | Q(area=None), kind=kind, valid_from__lte=on)
    rows = in_force.select_related("file", "area").order_by("valid_from", "version")
    latest = {row.area_id: row for row in rows}
    return next((latest[pk] for pk in [*areas, None] if pk in latest), None)
