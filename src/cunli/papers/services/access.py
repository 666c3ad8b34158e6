"""Who may write and sign for which unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, NotYours
from cunli.papers.kinds import SPECS, PaperKind
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


def require_author(actor: Actor, kind: PaperKind, unit: Unit) -> None:
    """A letter is written by colleagues of its issuer; a record by whoever did what it records.

    Who may act in a matter was decided by the matter's procedure before a record is written.
    """
    if SPECS[kind].needs_recipients:
        require_issuer(actor, unit, Capability.WORK_MATTER)
    elif not actor.may(Capability.WORK_MATTER) or unit.kind == UnitKind.OUTSIDE_COMPANY:
        raise NotYourPost(_("您的岗位办不了这一步"), instead=_("请找村里或镇里的同事来记。"))


def require_paper(actor: Actor, paper: Paper, capability: Capability) -> None:
    """For every step after the draft: the actor works for the issuer and holds the capability."""
    require_issuer(actor, paper.unit, capability)


def _works_for(actor: Actor, unit: Unit) -> bool:
    scope = actor.scope
    if unit.pk in scope.units:
        return True
    if unit.kind == UnitKind.TOWN_OFFICE:
        return unit.area_id in scope.towns
    if unit.kind == UnitKind.MEDIATION_CENTRE:
        return unit.village_id in scope.villages or unit.town_id in scope.towns
    return unit.kind == UnitKind.VILLAGERS_COMMITTEE and unit.area_id in scope.villages
