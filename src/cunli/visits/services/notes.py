"""A visit or a call is written down once; whoever wrote it may put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.lib.terms import day_of
from cunli.registry.models import Household
from cunli.registry.selectors import members_on
from cunli.visits.care import follow
from cunli.visits.kinds import Way
from cunli.visits.models import EarlierWording, Note, NoteMet


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a note says; at least one of the three says something."""

    seen: str = ""
    said: str = ""
    did: str = ""

    def stripped(self) -> Wording:
        return Wording(seen=self.seen.strip(), said=self.said.strip(), did=self.did.strip())


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    household: Household,
    way: str,
    wording: Wording,
    met: Sequence[int],
    happened_at: datetime,
    at: datetime,
    met_besides: str = "",
    is_sensitive: bool = False,
    key: Key | None = None,
) -> Note:
    """``household`` was read within the actor's scope; ``met`` are ids of people who live there. Journalled with whom
    it is about, never with what it says.

    Raises NotYourPost, Invalid (nothing said; somebody who does not live there), IntegrityError for a repeated key.
    """
    if not (actor.may(Capability.WORK_MATTER) and actor.may(Capability.SEE_REGISTER)):
        raise NotYourPost(_("这个岗位不记走访"), instead=_("有事要办，请从“办一件事”进。"))
    said = _whole(wording)
    here = set(members_on(household, day_of(happened_at)).values_list("person_id", flat=True))
    if not set(met) <= here:
        raise Invalid(_("还没有记下"), fields={"met": _("见到的人不在这一户里，请重新选")})
    note = Note.objects.create(
        household=household, by_id=actor.user_id or 0, title=actor.title[:60], way=Way(way),
        met_besides=met_besides.strip(), seen=said.seen, said=said.said,
        did=said.did, is_sensitive=is_sensitive, happened_at=min(happened_at, at),
        received_at=at, county_id=household.county_id, town_id=household.town_id, village_id=household.village_id,
        grid_id=household.grid_id,
    )  # fmt: skip
    follow(household.village, on=day_of(at), only=[household.pk])
    NoteMet.objects.bulk_create(NoteMet(note=note, person_id=person) for person in dict.fromkeys(met))
    _note(actor, "visit.write", note, at, key=key, result_ref=str(note.pk))
    return note


@transaction.atomic
def correct_note(*, actor: Actor, note_id: int, version: int, wording: Wording, why: str, at: datetime) -> Note:
    """The writer alone puts a note right; how it read before stays. The same words again change nothing.
    Raises NotYours, Conflict (corrected meanwhile), Invalid (no reason, nothing said)."""
    rows = Note.objects.unscoped("a person's own notebook").filter(by_id=actor.user_id or 0)
    note = rows.filter(pk=note_id).select_for_update().first()
    if note is None:
        raise NotYours(_("没有找到您记的这一笔"), instead=_("只有记的人自己能改。请回到“我记的”再点一次。"))
    said = _whole(wording)
    if (note.seen, note.said, note.did) == (said.seen, said.said, said.did):
        return note
    if note.version != version:
        raise Conflict(_("您在别处已经改过这一笔"), instead=_("先看看现在写的，再改。您刚写的还在下面。"))
    if not why.strip():
        raise Invalid(_("还没有改"), fields={"why": _("请写一句为什么改")})
    EarlierWording.objects.create(
        note=note, version=note.version, seen=note.seen, said=note.said, did=note.did, until=at, why=why.strip()[:200]
    )
    note.seen, note.said, note.did, note.version = said.seen, said.said, said.did, note.version + 1
    note.save(update_fields=["seen", "said", "did", "version"])
    _note(actor, "visit.correct", note, at, reason=why.strip()[:200])
    return note


def _whole(wording: Wording) -> Wording:
    said = wording.stripped()
    if not (said.seen or said.said or said.did):
        raise Invalid(_("还没有记下"), fields={"seen": _("请写一句：看到什么、他说什么，或者做了什么")})
    return said


def _note(
    actor: Actor, verb: str, note: Note, at: datetime, *, key: Key | None = None, result_ref: str = "", reason: str = ""
) -> None:
    record(
        actor=actor, verb=verb, subject=f"visit:{note.pk}", at=at, happened_at=note.happened_at,
        after={"household": note.household_id, "way": note.way, "version": note.version}, key=key,
        result_ref=result_ref, reason=reason, county_id=note.county_id, village_id=note.village_id,
    )  # fmt: skip
