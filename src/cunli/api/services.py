"""Writes about tokens: each one transaction, one journal entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.machines import LONGEST, POSTLESS
from cunli.accounts.models import Post
from cunli.accounts.roles import Capability
from cunli.accounts.selectors import is_in_force
from cunli.api.models import CalendarAddress, MachineToken
from cunli.api.rules import digest_of, new_secret, new_token
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of


def make_token(*, actor: Actor, post: Post, name: str, purpose: str, valid_until: date, at: datetime) -> str:
    """A token for a machine that will act in ``post``; returned once, kept as a hash.

    Raises NotYourPost, Invalid (a day that is over or more than a year away), Conflict (one of this name is in use).
    """
    _require_account_manager(actor)
    if post.role in POSTLESS or not is_in_force(post, day_of(at)):
        raise Invalid(_("这个岗位不能交给机器"), instead=_("请选一个正在任的办事岗位。"))
    if not day_of(at) < valid_until <= day_of(at) + LONGEST:
        sentence = _("请选明天到一年以内的日子")
        raise Invalid(_("令牌没有做成"), fields={"valid_until": sentence})
    token = new_token()
    try:
        with transaction.atomic():
            made = MachineToken.objects.create(
                post=post, name=name, purpose=purpose, digest=digest_of(token), made_at=at, valid_until=valid_until
            )
            after = {"post": post.pk, "name": name, "purpose": purpose, "until": str(valid_until)}
            journal.record(actor=actor, verb="api.make_token", subject=f"token:{made.pk}", at=at, after=after)
    except IntegrityError:
        raise Conflict(
            _("这个岗位已经有叫这个名字的令牌"),
            why=_("令牌只显示一次，原来那个看不到了。"),
            instead=_("换一个名字，或者先收回原来的再做。"),
        ) from None
    return token


@transaction.atomic
def withdraw_token(*, actor: Actor, token: MachineToken, at: datetime, reason: str) -> None:
    """From now on it opens nothing. What was done with it stays as it is."""
    _require_account_manager(actor)
    if MachineToken.objects.filter(pk=token.pk, withdrawn_at=None).update(withdrawn_at=at) != 1:
        raise Conflict(_("这个令牌早就收回了"), instead=_("不用再收一遍。"))
    after = {"post": token.post_id, "name": token.name}
    journal.record(
        actor=actor, verb="api.withdraw_token", subject=f"token:{token.pk}", at=at, after=after, reason=reason
    )


@transaction.atomic
def make_calendar_address(*, actor: Actor, at: datetime) -> str:
    """A new secret for one's own calendar; the one before opens nothing any more. Returned once, kept as a hash."""
    secret = new_secret()
    CalendarAddress.objects.update_or_create(
        user_id=actor.user_id or 0, defaults={"digest": digest_of(secret), "made_at": at}
    )
    journal.record(actor=actor, verb="api.make_calendar_address", subject=f"user:{actor.user_id}", at=at)
    return secret


@transaction.atomic
def withdraw_calendar_address(*, actor: Actor, at: datetime) -> None:
    """One's own calendar is read by nobody any more. Without one nothing happens."""
    gone, _by_table = CalendarAddress.objects.filter(user_id=actor.user_id or 0).delete()
    if gone:
        journal.record(actor=actor, verb="api.withdraw_calendar_address", subject=f"user:{actor.user_id}", at=at)


def _require_account_manager(actor: Actor) -> None:
    if not actor.may(Capability.MANAGE_ACCOUNTS):
        raise NotYourPost(_("这个岗位不管令牌"), why=_("令牌由安全管理员管。"), instead=_("请找安全管理员。"))
