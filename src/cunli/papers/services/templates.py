"""Replacing the Word file that papers are made from."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.files import services as files
from cunli.files.cleaning import Upload
from cunli.files.models import Kind
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.papers import template_check
from cunli.papers.kinds import PaperKind
from cunli.papers.models import PaperTemplate
from cunli.places.kinds import Level
from cunli.places.models import Area


@transaction.atomic
def replace_template(
    *,
    actor: Actor,
    kind: PaperKind,
    area: Area | None,
    upload: Upload,
    valid_from: date,
    source: str,
    at: datetime,
) -> PaperTemplate:
    """Use an own Word file for the papers of an area from a day on; earlier papers keep theirs.

    Raises FileRefused (not a plain docx), BadTemplate (unknown fields are named, programs refused), Invalid
    without a source, NotYours, NotYourPost.
    """
    _require_area(actor, area)
    if not source.strip():
        raise Invalid(_("请写这份样式是哪里定的"), fields={"source": str(_("请写这份样式是哪里定的"))})
    stored = files.keep(actor=actor, upload=upload, at=at, kind=Kind.TEMPLATE)
    template_check.check(stored.path.read_bytes(), kind=kind)
    rows = PaperTemplate.objects.filter(kind=kind, area=area)
    last = rows.aggregate(last=Max("version"))["last"] or 0
    template = PaperTemplate.objects.create(
        kind=kind,
        area=area,
        version=last + 1,
        file=stored,
        valid_from=valid_from,
        source=source.strip()[:200],
        made_at=at,
        made_by_id=actor.user_id,
    )
    journal.record(
        actor=actor,
        verb="template_replaced",
        subject=f"template:{kind}",
        at=at,
        after={"version": template.version, "sha256": stored.sha256, "area": area.pk if area else None},
        reason=template.source,
        county_id=area.county_id if area else None,
    )
    return template


def _require_area(actor: Actor, area: Area | None) -> None:
    """A town or village sets its own template by who may sign there; those above are configuration."""
    if area is None or area.level == Level.COUNTY:
        if not actor.may(Capability.CONFIGURE):
            raise NotYourPost(_("全县的样式归系统管理员换"), instead=_("可以换本乡镇自己的样式。"))
        return
    if area.pk not in actor.scope.towns | actor.scope.villages:
        raise NotYours(_("这个地方的样式不归您换"), instead=_("请找这个地方有签发权的同事。"))
    if not actor.may(Capability.SIGN_PAPER):
        raise NotYourPost(_("您的岗位不能换样式"), instead=_("请找有签发权的同事。"))
