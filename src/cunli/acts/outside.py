"""Numbers on a sheet for another system, in full: an act with a reason, kept in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.journal.services import record
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.procedures.outside import NUMBERS, Drawn, Outside
from cunli.registry import rules
from cunli.registry import services as registry


@transaction.atomic
def open_sheet(*, actor: Actor, matter: Matter, outside: Outside, reason: str, at: datetime) -> Mapping[str, str]:
    """The numbers that the sheet has, whole, by ``Drawn``. The journal keeps who, which fields, why; never a number.

    Each number of the register is a look of its own there. Raises NotYourPost (this post sees masked only), Invalid (no
    real reason), and what looking at a person's number raises.
    """
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(
            _("您的岗位只能看打了星号的"),
            why=_("全号只给县里定的人看。"),
            instead=_("办事真要用，请村干部来看。"),
        )
    must_say_why(reason)
    wanted = [field.source for field in outside.fields if field.source in NUMBERS]
    whole = {source: number for source in wanted if (number := _whole(actor, matter, source, reason, at))}
    record(
        actor=actor, verb="matter.sheet_opened", subject=matter.ref, at=at, reason=reason,
        after={"system": outside.system, "fields": sorted(whole)}, county_id=matter.county_id,
        village_id=matter.village_id,
    )  # fmt: skip
    return whole


@transaction.atomic
def note_taken(*, actor: Actor, matter: Matter, outside: Outside, reason: str, whole: bool, at: datetime) -> None:
    """That the sheet left the house as a file, and what for. Raises Invalid without a real reason."""
    must_say_why(reason)
    record(
        actor=actor, verb="matter.sheet_taken", subject=matter.ref, at=at, reason=reason,
        after={"system": outside.system, "whole": whole}, county_id=matter.county_id, village_id=matter.village_id,
    )  # fmt: skip


def must_say_why(reason: str) -> None:
    if not rules.is_reason(reason):
        raise Invalid(_("还缺拿来做什么"), fields={"reason": _("请写一句拿来做什么，至少 4 个字")})


def _whole(actor: Actor, matter: Matter, source: str, reason: str, at: datetime) -> str:
    """As it was said for this matter, else as it is registered; "" where nobody knows it."""
    if source == Drawn.PHONE and matter.reporter_phone:
        return identity.local_phone(matter.reporter_phone)
    if matter.person is None or not getattr(matter.person, source):
        return ""
    return registry.unmask(actor=actor, person_id=matter.person.pk, field=source, reason=reason, at=at)
