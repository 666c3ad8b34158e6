"""From draft to delivery: signing off, sealing, delivering, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.files import services as files
from cunli.files.rules import MediaType
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.codes import free_code
from cunli.lib.refusals import Invalid
from cunli.papers import render, rules
from cunli.papers.kinds import SPECS, DeliveryWay, PaperKind, Status
from cunli.papers.models import Paper, PaperVersion
from cunli.papers.querysets import PaperQuerySet
from cunli.papers.refusals import NotInThatState, SignedByDrafter
from cunli.papers.selectors import newest
from cunli.papers.services.access import require_author, require_paper
from cunli.papers.services.numbering import next_serial

WITHDRAWABLE = (Status.DRAFTED, Status.REFUSED, Status.SIGNED, Status.SEALED, Status.DELIVERED)


@transaction.atomic
def sign(*, actor: Actor, paper: Paper, at: datetime) -> Paper:
    """Sign off (签发) the version that was read; the number is given now, in the same transaction.

    Raises SignedByDrafter when the actor wrote any version of it, NotInThatState when it has moved on.
    """
    require_paper(actor, paper, Capability.SIGN_PAPER)
    if PaperVersion.objects.filter(paper=paper, written_by_id=actor.user_id).exists():
        raise SignedByDrafter
    _move(paper, to=Status.SIGNED, frm=[Status.DRAFTED], columns={"signed_by_id": actor.user_id, "signed_at": at})
    number = _numbered(paper, at)
    return _recorded(actor, paper, verb="paper_signed", at=at, after={"number": number})


@transaction.atomic
def refuse(*, actor: Actor, paper: Paper, reason: str, at: datetime) -> Paper:
    """Send a draft back to its writer with a reason. Raises Invalid without one."""
    require_paper(actor, paper, Capability.SIGN_PAPER)
    why = _reason(reason)
    _move(paper, to=Status.REFUSED, frm=[Status.DRAFTED], columns={"reason": why})
    return _recorded(actor, paper, verb="paper_not_signed", at=at, reason=why)


@transaction.atomic
def seal(*, actor: Actor, paper: Paper, at: datetime) -> Paper:
    """Make the final Word file with its seal and verification code. From now on nothing in it can change.

    A record that was closed has its seal; it is returned as it is.
    """
    if not SPECS[PaperKind(paper.kind)].needs_recipients and paper.status == Status.SEALED:
        return paper
    require_paper(actor, paper, Capability.WORK_MATTER)
    _move(paper, to=Status.SEALED, frm=[Status.SIGNED], version_read=False, columns=_sealed_columns(actor, paper, at))
    return _recorded(actor, paper, verb="paper_sealed", at=at)


@transaction.atomic
def close_record(*, actor: Actor, paper: Paper, at: datetime) -> Paper:
    """Number and seal a record at once, by who wrote it: a decision on the spot does not wait for a signature.

    Only for papers that go to nobody; a letter needs ``sign`` by another person. Raises NotInThatState.
    """
    kind = PaperKind(paper.kind)
    require_author(actor, kind, paper.unit)
    if SPECS[kind].needs_recipients:
        raise NotInThatState(_("发给别的单位的文要另一位同事签发"), instead=_("请有签发权的同事来签。"))
    _move(paper, to=Status.SIGNED, frm=[Status.DRAFTED], columns={"signed_at": at})
    number = _numbered(paper, at)
    _move(paper, to=Status.SEALED, frm=[Status.SIGNED], columns=_sealed_columns(actor, paper, at))
    return _recorded(actor, paper, verb="record_closed", at=at, after={"number": number})


@transaction.atomic
def deliver(*, actor: Actor, paper: Paper, unit_ids: Sequence[int], how: DeliveryWay, at: datetime) -> Paper:
    """Record that the copies of these units arrived; the paper is delivered when the last one has.

    A copy recorded before keeps its first time. Raises Invalid for a unit it is not addressed to.
    """
    require_paper(actor, paper, Capability.WORK_MATTER)
    if not unit_ids or not set(unit_ids) <= set(paper.copies.values_list("unit_id", flat=True)):
        raise Invalid(_("请选这份文发给的单位"), fields={"unit_ids": str(_("请选这份文发给的单位"))})
    if not _rows(paper).filter(status__in=[Status.SEALED, Status.DELIVERED]).update(version=F("version")):
        raise NotInThatState(_("这份文还没盖章，不能送"), instead=_("先盖章，再记送达。"))
    fresh = paper.copies.filter(unit_id__in=unit_ids, delivered_at=None)
    fresh.update(how=how, delivered_at=at, delivered_by_id=actor.user_id)
    if not paper.copies.filter(delivered_at=None).exists():
        _rows(paper).filter(status=Status.SEALED).update(status=Status.DELIVERED, delivered_at=at)
    return _recorded(actor, paper, verb="paper_delivered", at=at, after={"units": sorted(unit_ids), "how": str(how)})


@transaction.atomic
def withdraw(*, actor: Actor, paper: Paper, reason: str, at: datetime) -> Paper:
    """Declare a paper void, with a reason. Its number stays used; what was sealed stays readable.

    A draft is withdrawn by who may write it, a signed paper only by who may sign. A record that is not closed yet falls
    with the step of its matter, whoever takes that: a side that will not sign.
    """
    if paper.number or SPECS[PaperKind(paper.kind)].needs_recipients:
        require_paper(actor, paper, Capability.SIGN_PAPER if paper.number else Capability.WORK_MATTER)
    why = _reason(reason)
    before = {"status": paper.status}
    _move(paper, to=Status.WITHDRAWN, frm=WITHDRAWABLE, columns={"withdrawn_at": at, "reason": why})
    return _recorded(actor, paper, verb="paper_withdrawn", at=at, reason=why, before=before)


def _sealed_columns(actor: Actor, paper: Paper, at: datetime) -> dict[str, object]:
    paper = Paper.objects.unscoped("access was checked").select_related("unit").get(pk=paper.pk)
    if paper.status != Status.SIGNED:
        raise NotInThatState(_("这份文还没签发，或者已经盖过章"), instead=_("刷新看看现在到哪一步。"))
    paper.verify_code = free_code(_is_taken)
    content = render.paper_document(paper, sealed=True)
    stored = files.keep_generated(
        actor=actor, content=content, name=f"{paper.number} {paper.title}", media_type=MediaType.DOCX, at=at
    )
    return {"sealed_by_id": actor.user_id, "sealed_at": at, "file": stored, "verify_code": paper.verify_code}


def _numbered(paper: Paper, at: datetime) -> str:
    """Take the next number of the year in China. A record of a unit without a mark carries the unit's name."""
    kind, year = PaperKind(paper.kind), rules.day_of(at).year
    borrowed = SPECS[kind].numbered_as
    if borrowed is not None and (first := newest(ref=paper.ref, kind=borrowed)) is not None:
        _rows(paper).update(number=first.number)
        return first.number
    serial = next_serial(unit_id=paper.unit_id, kind=kind, year=year)
    mark = paper.unit.doc_mark or paper.unit.short_name
    number = rules.number_of(doc_mark=mark, kind=kind, year=year, serial=serial)
    _rows(paper).update(number=number, year=year, serial=serial)
    return number


def _rows(paper: Paper) -> PaperQuerySet:
    return Paper.objects.unscoped("access was checked").filter(pk=paper.pk)


def _move(
    paper: Paper, *, to: Status, frm: Sequence[Status], columns: Mapping[str, object], version_read: bool = True
) -> None:
    """Change the state of exactly one row, or say that somebody was quicker."""
    rows = _rows(paper).filter(status__in=list(frm))
    if version_read:
        rows = rows.filter(version=paper.version)
    if not rows.update(status=to, **columns):
        raise NotInThatState(
            _("这份文已经不在这一步了"), why=_("刚才有同事办过，或者又改了一稿。"), instead=_("刷新看看现在到哪一步。")
        )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("请写一句为什么"), fields={"reason": str(_("请写一句为什么"))})
    return reason.strip()[:500]


def _recorded(
    actor: Actor,
    paper: Paper,
    *,
    verb: str,
    at: datetime,
    reason: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> Paper:
    """One journal entry, and the paper as it is now."""
    journal.record(
        actor=actor,
        verb=verb,
        subject=paper.ref or f"paper:{paper.pk}",
        at=at,
        before=before,
        after={"paper": paper.pk, **(after or {})},
        reason=reason,
        county_id=paper.county_id,
        village_id=paper.village_id,
    )
    return Paper.objects.unscoped("access was checked").select_related("unit", "file").get(pk=paper.pk)


def _is_taken(code: str) -> bool:
    return Paper.objects.unscoped("whether this code is given out").filter(verify_code=code).exists()
