"""Drafts and their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.papers import rules
from cunli.papers.kinds import SPECS, PaperKind, Status
from cunli.papers.models import Paper, PaperCopy, PaperVersion
from cunli.papers.refusals import NoDocMark, NotInThatState
from cunli.papers.rules import Recipient
from cunli.papers.services.access import require_author, require_paper
from cunli.places.models import Unit


@transaction.atomic
def draft(
    *,
    actor: Actor,
    kind: PaperKind,
    unit: Unit,
    title: str,
    recipients: Sequence[Recipient],
    data: Mapping[str, object],
    ref: str,
    at: datetime,
    about_village_id: int | None = None,
    key: Key | None = None,
) -> Paper:
    """Write a paper's first version. ``unit`` issues it, ``ref`` is the printed reference of its matter.

    ``about_village_id``: the village of the matter, which reads the paper once it is delivered.

    Raises Invalid with every wrong field, NoDocMark, NotYours, NotYourPost. With a ``key`` that came before
    the paper of the first request is returned.
    """
    known = journal.first_result(actor=actor, key=key)
    if known is not None:
        return Paper.objects.unscoped("the same user's own earlier request").get(pk=int(known))
    require_author(actor, kind, unit)
    if SPECS[kind].needs_recipients and not unit.doc_mark:
        raise NoDocMark(unit.name)
    addressed = rules.checked_recipients(kind, recipients)
    paper = Paper.objects.create(
        kind=kind,
        ref=ref,
        unit=unit,
        county_id=unit.county_id,
        town_id=unit.town_id,
        village_id=unit.village_id,
        about_village_id=about_village_id,
        title=rules.checked_title(title),
        data=rules.checked_content(kind, data),
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )
    _keep_version(actor, paper, addressed, at)
    journal.record(
        actor=actor,
        verb="paper_drafted",
        subject=ref or f"paper:{paper.pk}",
        at=at,
        after={"paper": paper.pk, "kind": paper.kind, "title": paper.title},
        key=key,
        result_ref=str(paper.pk),
        county_id=paper.county_id,
        village_id=paper.village_id,
    )
    return paper


@transaction.atomic
def revise(
    *,
    actor: Actor,
    paper: Paper,
    title: str,
    recipients: Sequence[Recipient],
    data: Mapping[str, object],
    at: datetime,
) -> Paper:
    """Write the next version of a draft, or of one that was not signed; then it waits for a signature again.

    ``paper.version`` is the version that was read. Raises NotInThatState when it was signed or another
    colleague has written a version meanwhile; nothing of either text is lost.
    """
    require_paper(actor, paper, Capability.WORK_MATTER)
    addressed = rules.checked_recipients(PaperKind(paper.kind), recipients)
    title, content = rules.checked_title(title), rules.checked_content(PaperKind(paper.kind), data)
    changed = Paper.objects.unscoped("access was checked").filter(
        pk=paper.pk, version=paper.version, status__in=[Status.DRAFTED, Status.REFUSED]
    )
    if not changed.update(
        title=title, data=content, version=paper.version + 1, status=Status.DRAFTED, drafted_by_id=actor.user_id
    ):
        raise NotInThatState(
            _("刚才有人改过或签过这份文"),
            instead=_("您写的还在这一页上，看看新的一稿再定留哪个。"),
        )
    before = {"version": paper.version, "title": paper.title}
    paper = Paper.objects.unscoped("access was checked").select_related("unit").get(pk=paper.pk)
    _keep_version(actor, paper, addressed, at)
    journal.record(
        actor=actor,
        verb="paper_revised",
        subject=paper.ref or f"paper:{paper.pk}",
        at=at,
        before=before,
        after={"paper": paper.pk, "version": paper.version, "title": paper.title},
        county_id=paper.county_id,
        village_id=paper.village_id,
    )
    return paper


def _keep_version(actor: Actor, paper: Paper, recipients: Sequence[Recipient], at: datetime) -> None:
    PaperVersion.objects.create(
        paper=paper,
        version=paper.version,
        title=paper.title,
        data=paper.data,
        recipients=[{"unit_id": recipient.unit_id, "name": recipient.name} for recipient in recipients],
        written_by_id=actor.user_id,
        written_at=at,
    )
    paper.copies.all().delete()
    PaperCopy.objects.bulk_create(
        PaperCopy(paper=paper, unit_id=recipient.unit_id, name=recipient.name, position=position)
        for position, recipient in enumerate(recipients)
    )
