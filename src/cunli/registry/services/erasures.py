"""Somebody wants data removed, and is answered by a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import privacy
from cunli.registry.models import ErasureRequest
from cunli.registry.refusals import not_yours
from cunli.registry.services import erasing, permits, reach


@transaction.atomic
def ask_erasure(
    *, actor: Actor, person_id: int, kinds: Sequence[str], said: str, at: datetime, key: Key | None = None
) -> ErasureRequest:
    """The person, or a cadre who writes it down for them, wants ``kinds`` (keys of ``privacy.DATA_HELD``) removed.

    PIPL art. 47. ``privacy.AT_ONCE`` is removed now; the rest is answered within ``privacy.ANSWER_DAYS``.
    Raises NotYours, Invalid.
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return ErasureRequest.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    person = reach.self_or_within(actor, person_id)
    if not set(kinds) <= set(privacy.KEYS):
        raise Invalid(_("没有这一样"), fields={"kinds": _("请从列出的里面勾")})
    request = erasing.begin(actor=actor, person=person, kinds=kinds, said=said, at=at)
    if request is None:
        raise Invalid(_("还缺要去掉哪几样"), fields={"kinds": _("请勾要去掉哪几样")})
    reach.note(
        actor=actor, verb="ask_erasure", subject=f"person:{person.pk}", at=at, key=key, result_ref=str(request.pk),
        after={"request": request.pk, "kinds": request.kinds, "erased": request.erased}, place=person,
    )  # fmt: skip
    return request


@transaction.atomic
def answer_erasure(
    *, actor: Actor, request_id: int, erased: Sequence[str], why_not: str, at: datetime
) -> ErasureRequest:
    """What is removed now, and why the rest is not: a refusal has its reason (PIPL art. 47, 50).

    By a post that may see the unmasked. Raises NotYours, NotYourPost, Conflict (answered already), Invalid (nothing
    said about the rest; a kind that is kept by duty).
    """
    rows = ErasureRequest.objects.unscoped("the person is checked below").select_for_update()
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise not_yours()
    person = permits.lookable(actor, request.person_id)
    if request.answered_at is not None:
        raise Conflict(_("已经有同事答过了"), instead=_("不用再答。"))
    now = [key for key in request.kinds if key in erased]
    if not set(now) <= privacy.ERASABLE:
        raise Invalid(_("有的按规定要留"), fields={"erased": _("这几样去不掉，请写为什么")})
    done = [key for key in request.kinds if key in {*now, *request.erased}]
    if done != request.kinds and not why_not.strip():
        raise Invalid(_("还缺一句为什么不去掉"), fields={"why_not": _("请写一句为什么，本人看得到")})
    erasing.remove(person, now)
    request.erased, request.why_not = done, "" if done == request.kinds else why_not.strip()
    request.answered_at, request.answered_by_id = at, actor.user_id
    reach.fits(request)
    request.save(update_fields=["erased", "why_not", "answered_at", "answered_by"])
    reach.note(
        actor=actor, verb="answer_erasure", subject=f"person:{person.pk}", at=at, reason=request.why_not,
        after={"request": request.pk, "erased": done}, place=person,
    )  # fmt: skip
    return request
