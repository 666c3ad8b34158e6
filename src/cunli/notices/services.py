"""Writing notices: draft and revise, post, withdraw, conclude; count objections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cunli.accounts.roles import Capability
from cunli.county import selectors as county
from cunli.dues import index as dues
from cunli.dues.models import Source
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.blackout import as_hung
from cunli.lib.codes import free_code
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.notices import rules
from cunli.notices.models import Notice, NoticeQuerySet, Objection, State
from cunli.notices.outcomes import due_item
from cunli.notices.refusals import MovedOn, OwnDraft, StillOpen
from cunli.notices.selectors import preview, unanswered
from cunli.places.models import Unit

WHY = "access was checked"
FORGOTTEN = {"draft_title": "", "draft": ""}
"""What was typed, once it hangs or never will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is typed. ``hangs_at``: boards in words; ``days``: full days it is to hang."""

    kind: str
    title: str
    text: str
    days: int
    hangs_at: tuple[str, ...]
    ref: str = ""


@transaction.atomic
def draft(*, actor: Actor, sheet: Sheet, at: datetime, key: Key | None = None) -> Notice:
    """Write the first version, in the name of the actor's unit. Raises NotYourPost, Invalid.

    With a ``key`` that came before the notice of the first request is returned.
    """
    known = journal.first_result(actor=actor, key=key)
    if known is not None:
        return Notice.objects.unscoped("the same user's own earlier request").get(pk=int(known))
    me = _require(actor, Capability.DRAFT_NOTICE)
    unit = Unit.objects.get(pk=actor.unit_id or 0)
    notice = Notice.objects.create(
        code=free_code(_is_taken),
        unit=unit,
        county_id=unit.county_id,
        town_id=unit.town_id,
        village_id=unit.village_id,
        drafted_by_id=me,
        drafted_at=at,
        **_columns(sheet, unit, at),
    )
    _record(actor, notice, "notice.drafted", at, after=_said(notice), key=key)
    return notice


@transaction.atomic
def revise(*, actor: Actor, notice: Notice, sheet: Sheet, at: datetime) -> Notice:
    """Write the next version of a draft; ``notice.version`` is the one that was read. Raises MovedOn, Invalid.

    Whoever wrote it last is its drafter: another person checks it.
    """
    _require(actor, Capability.DRAFT_NOTICE)
    before = _said(notice)
    columns = _columns(sheet, notice.unit, at)
    _move(notice, State.DRAFTED, version=notice.version + 1, drafted_by_id=actor.user_id, drafted_at=at, **columns)
    return _recorded(actor, notice, "notice.revised", at, before=before)


@transaction.atomic
def post(*, actor: Actor, notice: Notice, at: datetime) -> Notice:
    """Hang up the version that was read: the window begins today, what was typed is forgotten.

    Blacked out as it is done today, which is what whoever checked has read. Raises OwnDraft, NotYourPost, MovedOn;
    Invalid when the county asks for more days by now.
    """
    _require(actor, Capability.SIGN_PAPER)
    if notice.drafted_by_id == actor.user_id:
        raise OwnDraft
    first = day_of(at)
    _least(notice.kind, notice.days, county_id=notice.county_id, at=at)
    last = rules.last_day_of(first, notice.days)
    hung: dict[str, Any] = {
        "posted_by_id": actor.user_id,
        "posted_at": at,
        "first_day": first,
        "last_day": last,
        **FORGOTTEN,
    }
    dark = _dark(notice.typed_title, notice.draft, unit=notice.unit, at=at)
    hung |= {name: dark[name] for name in ("title", "text")}
    _move(notice, State.DRAFTED, state=State.HANGING, **hung)
    posted = _recorded(actor, notice, "notice.posted", at)
    dues.put(items=[due_item(posted)])
    return posted


@transaction.atomic
def withdraw(*, actor: Actor, notice: Notice, reason: str, at: datetime) -> Notice:
    """Take it down, with the reason that the public page then says. A draft by who drafts, a notice by who posts."""
    hangs = notice.state == State.HANGING
    _require(actor, Capability.SIGN_PAPER if hangs else Capability.DRAFT_NOTICE)
    why = _hung_line(notice, reason, "reason", _("请写一句为什么撤下来"), at)
    ended: dict[str, Any] = {"ended_by_id": actor.user_id, "ended_at": at, "outcome": why, **FORGOTTEN}
    _move(notice, State(notice.state), allowed=(State.DRAFTED, State.HANGING), state=State.WITHDRAWN, **ended)
    dues.clear(source=Source.NOTICE, source_ids=[notice.pk])
    return _recorded(actor, notice, "notice.withdrawn", at, reason=why)


@transaction.atomic
def conclude(*, actor: Actor, notice: Notice, outcome: str, at: datetime) -> Notice:
    """Write what came of it, once its days are over and everybody who objected has an answer.

    Raises StillOpen, Invalid, NotYourPost, MovedOn.
    """
    _require(actor, Capability.DRAFT_NOTICE)
    said = _hung_line(notice, outcome, "outcome", _("请写一句结果"), at)
    if notice.is_open(day_of(at)):
        raise StillOpen(_("公示还没到期，结果要到期以后写"), instead=_("到期那天的第二天会提醒您。"))
    if open_ones := unanswered(notice):
        waiting = ngettext("还有 %(n)d 条异议没答复", "还有 %(n)d 条异议没答复", open_ones) % {"n": open_ones}
        raise StillOpen(waiting, instead=_("先答复提异议的人，再写结果。"))
    _move(notice, State.HANGING, state=State.CONCLUDED, ended_by_id=actor.user_id, ended_at=at, outcome=said)
    dues.clear(source=Source.NOTICE, source_ids=[notice.pk])
    return _recorded(actor, notice, "notice.concluded", at, reason=said)


@transaction.atomic
def count_objection(*, actor: Actor, notice: Notice, ref: str, at: datetime) -> Objection:
    """An objection came in under this printed reference, in the window or after it; counted once.

    Raises StillOpen for a notice that does not hang (any more).
    """
    if notice.state != State.HANGING:
        raise StillOpen(_("这份公示不在挂着，异议请直接向镇里提"))
    found, is_new = Objection.objects.get_or_create(notice=notice, ref=ref, defaults={"came_at": at})
    if is_new:
        _record(actor, notice, "notice.objection_counted", at, after={"ref": ref})
    return found


@transaction.atomic
def answer_objections(*, actor: Actor, ref: str, at: datetime) -> None:
    """Whoever objected under this printed reference has been answered; once."""
    for objection in Objection.objects.filter(ref=ref, answered_at=None).select_related("notice"):
        objection.answered_at = at
        objection.save(update_fields=["answered_at"])
        _record(actor, objection.notice, "notice.objection_answered", at, after={"ref": ref})


def _columns(sheet: Sheet, unit: Unit, at: datetime) -> dict[str, Any]:
    """What is stored of a sheet: blacked out, and beside it what was typed, sealed."""
    rests_on = _least(sheet.kind, sheet.days, county_id=unit.county_id, at=at)
    title, text = " ".join(sheet.title.split()), sheet.text.strip()
    return {
        "kind": sheet.kind,
        **_dark(title, text, unit=unit, at=at),
        "draft_title": title,
        "draft": text,
        "ref": sheet.ref.strip(),
        "hangs_at": [as_hung(preview(place, unit=unit, at=at)) for place in sheet.hangs_at],
        "days": sheet.days,
        "rests_on": rests_on,
    }


def _dark(title: str, text: str, *, unit: Unit, at: datetime) -> dict[str, Any]:
    """Title and text as they hang, and how much is blacked out."""
    shown_title, shown = preview(title, unit=unit, at=at), preview(text, unit=unit, at=at)
    return {
        "title": as_hung(shown_title)[:200],
        "text": as_hung(shown),
        "hidden": rules.hidden_counts(shown_title, shown),
    }


def _least(kind: str, days: int, *, county_id: int, at: datetime) -> str:
    """What the least number of days rests on. Raises Invalid for too few days or a kind that is not offered."""
    found = county.item("notices.kinds", kind, on=day_of(at), county_id=county_id)
    if found is None:
        raise Invalid(_("请选是哪一类公示"), fields={"kind": _("请选是哪一类公示")})
    rules.checked_days(days, least=found["days"], rests_on=found["rests_on"])
    return found["rests_on"]


def _hung_line(notice: Notice, text: str, field: str, missing: str, at: datetime) -> str:
    """A sentence that the public page will say."""
    line = rules.checked_line(text, field=field, missing=missing)
    return as_hung(preview(line, unit=notice.unit, at=at))[:500]


def _require(actor: Actor, capability: Capability) -> int:
    """The user who may do this."""
    if not actor.may(capability) or actor.user_id is None:
        raise NotYourPost(_("您的岗位办不了这一步"), instead=_("请找村里或镇里能办的同事。"))
    return actor.user_id


def _rows(notice: Notice) -> NoticeQuerySet:
    return Notice.objects.unscoped(WHY).filter(pk=notice.pk)


def _move(notice: Notice, frm: State, *, allowed: Sequence[State] = (), **columns: Any) -> None:
    """Change exactly the version that was read, or say that somebody was quicker."""
    if allowed and frm not in allowed:
        raise MovedOn
    if not _rows(notice).filter(state=frm, version=notice.version).update(**columns):
        raise MovedOn


def _said(notice: Notice) -> dict[str, object]:
    """What the journal keeps: never the text."""
    return {"kind": notice.kind, "title": notice.title, "days": notice.days, "hidden": notice.hidden}


def _recorded(
    actor: Actor,
    notice: Notice,
    verb: str,
    at: datetime,
    *,
    reason: str = "",
    before: Mapping[str, object] | None = None,
) -> Notice:
    """One journal entry, and the notice as it is now."""
    now = _rows(notice).select_related("unit", "village", "town", "drafted_by", "posted_by", "ended_by").get()
    _record(actor, now, verb, at, before=before, after=_said(now), reason=reason)
    return now


def _record(
    actor: Actor,
    notice: Notice,
    verb: str,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    key: Key | None = None,
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=f"notice:{notice.pk}",
        at=at,
        before=before,
        after=after,
        reason=reason,
        key=key,
        result_ref=str(notice.pk),
        county_id=notice.county_id,
        village_id=notice.village_id,
    )


def _is_taken(code: str) -> bool:
    return Notice.objects.unscoped("whether this code is given out").filter(code=code).exists()
