"""To see a child in full: one person asks with a reason, a second one answers; danger to life does not wait."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.registry import rules
from cunli.registry.kinds import LookAnswer
from cunli.registry.models import ChildLook
from cunli.registry.refusals import not_yours
from cunli.registry.services import permits, reach


@transaction.atomic
def ask_child_look(*, actor: Actor, person_id: int, reason: str, at: datetime, is_emergency: bool = False) -> ChildLook:
    """Ask to see a child in full. ``is_emergency``: a life is in danger, it opens at once and is answered afterwards.

    Asking again while a request waits or is open changes nothing. Raises NotYours, NotYourPost, Invalid.
    """
    child = permits.lookable(actor, person_id)
    permits.must_say_why(reason)
    if not rules.is_child(child.born_on, reach.day_of(at)):
        raise Invalid(_("这个人已满 14 岁，名字在户里就看得到"))
    known = permits.open_look(actor, child, at)
    if known is None and not is_emergency:
        waiting = ChildLook.objects.unscoped("the child is within reach").waiting()
        known = waiting.filter(child=child, asked_by_id=actor.user_id, is_emergency=False).first()
    if known is not None:
        return known
    look = ChildLook(
        child=child, asked_by_id=actor.user_id or 0, asked_at=at, reason=reason.strip(), is_emergency=is_emergency
    )
    reach.fits(look)
    look.save(force_insert=True)
    reach.note(
        actor=actor,
        verb="ask_child_look",
        subject=f"person:{child.pk}",
        at=at,
        reason=look.reason,
        after={"look": look.pk, "is_emergency": is_emergency},
        place=child,
    )
    return look


@transaction.atomic
def answer_child_look(*, actor: Actor, look_id: int, agrees: bool, at: datetime, why_not: str = "") -> ChildLook:
    """The second person says yes or no; of an emergency, whether it was right. A no says why.

    The second person holds a post that may see the unmasked, reaches the child, and is not who asked: whom the
    county gives such a post is the responsible person of art. 36. Raises NotYours, NotYourPost, Conflict, Invalid.
    """
    rows = ChildLook.objects.unscoped("the child is checked below").select_for_update()
    look = rows.filter(pk=look_id).first()
    if look is None:
        raise not_yours()
    child = permits.lookable(actor, look.child_id)
    if look.asked_by_id == actor.user_id:
        raise NotYourPost(_("自己请的，要别人来答应"), instead=_("请告诉村里或镇里能看全号的同事。"))
    if look.answer:
        raise Conflict(_("已经有同事答过了"), instead=_("不用再答。"))
    if not agrees and not why_not.strip():
        raise Invalid(_("还缺一句为什么不答应"), fields={"why_not": _("请写一句为什么，请的人看得到")})
    look.answer = LookAnswer.AGREED if agrees else LookAnswer.REFUSED
    look.answered_by_id, look.answered_at = actor.user_id, at
    look.why_not = "" if agrees else why_not.strip()
    reach.fits(look)
    look.save(update_fields=["answer", "answered_by", "answered_at", "why_not"])
    reach.note(
        actor=actor,
        verb="answer_child_look",
        subject=f"person:{child.pk}",
        at=at,
        reason=look.why_not,
        after={"look": look.pk, "answer": look.answer},
        place=child,
    )
    return look
