"""Who may write and sign for which unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, NotYours
from cunli.papers.models import Paper
from cunli.places.kinds import UnitKind
from cunli.places.models import Unit


def require_issuer(actor: Actor, unit: Unit, capability: Capability) -> None:
    """The actor works for this unit, or in the town or village whose office it is, and holds the capability.

    Raises NotYours, NotYourPost. The system itself never writes or signs a paper.
    """
    if unit.kind == UnitKind.OUTSIDE_COMPANY or not _works_for(actor, unit):
        raise NotYours(_("这个单位的文不归您写"), instead=_("请找这个单位的同事。"))
    if not actor.may(capability):
        raise NotYourPost(_("您的岗位办不了这一步"), instead=_("请找有签发权的同事。"))


def require_paper(actor: Actor, paper: Paper, capability: Capability) -> None:
    require_issuer(actor, paper.unit, capability)


def _works_for(actor: Actor, unit: Unit) -> bool:
    scope = actor.scope
    if unit.pk in scope.units:
        return True
    if unit.kind == UnitKind.TOWN_OFFICE:
        return unit.area_id in scope.towns
    return unit.kind == UnitKind.VILLAGERS_COMMITTEE and unit.area_id in scope.villages
