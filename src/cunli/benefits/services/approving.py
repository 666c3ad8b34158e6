"""Others than whoever drafted a list say yes to it, one more from each sum on that the county has set."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.benefits.models import Approval, ListState, PaymentList
from cunli.benefits.refusals import NotBoth
from cunli.benefits.services import lists
from cunli.cases.models import Matter, StepTaken
from cunli.county import selectors as county
from cunli.county.values import Approver, Item
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.places.models import Unit

DECIDES = frozenset({"decide_yes", "decide_no"})
"""Steps of an application that do not keep anybody from approving its payment: the same body decides both."""


def rungs(found: PaymentList, on: date) -> list[Item]:
    """Who has to approve a list of this sum, in order."""
    every = county.items("benefits.approvals", on=on, county_id=found.county_id)
    return [one for one in every if found.total_fen >= one["from_yuan"] * 100]


def next_rung(found: PaymentList, on: date) -> Item | None:
    """Whose yes is still missing, the first of them."""
    given = set(found.approvals.values_list("rung", flat=True))
    return next((one for one in rungs(found, on) if one["key"] not in given), None)


@transaction.atomic
def approve(*, actor: Actor, found: PaymentList, at: datetime) -> PaymentList:
    """The next yes; with the last one the list is approved. ``found`` is the version that was read.

    Raises NotYourPost, NotBoth (drafted it, approved it already, or worked on an application that it pays), MovedOn.
    """
    if actor.user_id is None:
        raise NotYourPost(_("您的岗位批不了"))
    lists.hold(found)
    rung = next_rung(found, day_of(at))
    if found.state != ListState.DRAFTED or rung is None:
        raise Conflict(_("这份名单现在不用批"))
    _require(actor, found, rung)
    _refuse_both(actor.user_id, found)
    Approval.objects.create(list=found, rung=rung["key"], user_id=actor.user_id, at=at)
    if next_rung(found, day_of(at)) is None:
        lists.move(found, ListState.DRAFTED, ListState.APPROVED, at=at)
    lists.record(actor, found, "payment_list.approved", at, after={"rung": rung["key"], "total_fen": found.total_fen})
    return found


@transaction.atomic
def drop(*, actor: Actor, found: PaymentList, why: str, at: datetime) -> PaymentList:
    """A list that has not gone to the bank is thrown away, with the reason. Raises NotYourPost, Invalid, MovedOn."""
    lists.require(actor)
    if actor.unit_id != found.unit_id:
        raise NotYourPost(_("名单由拟它的单位作废"))
    if not why.strip():
        raise Invalid(_("还缺原因"), fields={"why": _("请写一句为什么作废")})
    if found.state not in (ListState.DRAFTED, ListState.APPROVED):
        raise Conflict(_("送了银行的名单不能作废"), instead=_("退回来的、发错的，对账以后一笔一笔处理。"))
    lists.move(found, ListState(found.state), ListState.DROPPED, at=at, why=why.strip()[:500])
    lists.record(actor, found, "payment_list.dropped", at, after={}, reason=why.strip()[:500])
    return found


def may_approve(actor: Actor, found: PaymentList, on: date) -> bool:
    """Whether a page offers it: the next yes is the actor's to give."""
    rung = next_rung(found, on) if found.state == ListState.DRAFTED else None
    try:
        if rung is None or actor.user_id is None:
            return False
        _require(actor, found, rung)
        _refuse_both(actor.user_id, found)
    except NotYourPost:
        return False
    return True


def _require(actor: Actor, found: PaymentList, rung: Item) -> None:
    """Whether the actor is whom the county asks for on this rung."""
    by = Approver(rung["by"])
    if by is Approver.SUPERVISOR:
        fits = actor.role == Role.COUNTY_SUPERVISOR
    else:
        lists.require(actor)
        unit = Unit.objects.filter(pk=actor.unit_id or 0).first()
        fits = actor.unit_id == found.unit_id if by is Approver.COLLEAGUE else unit is not None and unit.is_the_countys
    if not fits:
        raise NotYourPost(
            _("这一步要由“%(who)s”来批") % {"who": by.label}, instead=_("他今天就能看到，等他批了会往下走。")
        )


def _refuse_both(user_id: int, found: PaymentList) -> None:
    if user_id == found.drafted_by_id:
        raise NotBoth(_("自己拟的名单自己不能批"), instead=_("请另一位同事批。"))
    if user_id in lists.approvers(found):
        raise NotBoth(_("您已经批过一次，下一道要换一个人"), instead=_("金额大的名单要几个人批。"))
    if _worked_on(user_id, found):
        raise NotBoth(
            _("名单里有您经手申请的人，您不能批"),
            why=_("受理、核实、评议、审核的人，不批同一笔钱。"),
            instead=_("请没有经手的同事批。"),
        )


def _worked_on(user_id: int, found: PaymentList) -> bool:
    """Whether this person asked for, filed, checked or reviewed an application that the list pays."""
    refs = list(found.payments.values_list("entitlement__ref", flat=True))
    taken = StepTaken.objects.filter(matter__ref__in=refs, user_id=user_id).exclude(key__in=DECIDES)
    asked = Matter.objects.unscoped("who may not approve").filter(ref__in=refs)
    return taken.exists() or asked.filter(Q(reporter_id=user_id) | Q(person__user_id=user_id)).exists()
