"""Writes about webhooks: each one transaction, one journal entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cunli.accounts.machines import LONGEST, POSTLESS
from cunli.accounts.models import Post
from cunli.accounts.roles import Capability
from cunli.accounts.selectors import is_in_force
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.webhooks import noting, there
from cunli.webhooks.models import Delivery, Webhook
from cunli.webhooks.rules import BOTH_KEYS, new_key


def register_webhook(
    *, actor: Actor, post: Post, name: str, purpose: str, address: str, valid_until: date, at: datetime
) -> str:
    """The key its messages are signed with; returned once, kept sealed.

    Raises NotYourPost, Invalid (no https address, one behind the wall, a day that is over or more than a year away),
    Conflict (one of this name listens).
    """
    _require_account_manager(actor)
    if post.role in POSTLESS or not is_in_force(post, day_of(at)):
        raise Invalid(_("这个岗位不能交给机器"), instead=_("请选一个正在任的办事岗位。"))
    if not day_of(at) < valid_until <= day_of(at) + LONGEST:
        raise Invalid(_("没有登记成"), fields={"valid_until": _("请选明天到一年以内的日子")})
    _refuse_address(address)
    key = new_key()
    try:
        with transaction.atomic():
            made = Webhook.objects.create(
                post=post, name=name, purpose=purpose, address=address, key=key, made_at=at, valid_until=valid_until
            )
            after = {"post": post.pk, "name": name, "purpose": purpose, "until": str(valid_until)}
            _note(actor, "webhooks.register", made, at=at, after=after)
    except IntegrityError:
        raise Conflict(
            _("这个岗位已经有叫这个名字的"),
            why=_("密钥只显示一次，原来那个看不到了。"),
            instead=_("换一个名字，或者给原来的换一把密钥。"),
        ) from None
    noting.forget()
    return key


@transaction.atomic
def remove_webhook(*, actor: Actor, webhook: Webhook, at: datetime, reason: str) -> None:
    """From now on it hears nothing; what waited for it is thrown away."""
    _require_account_manager(actor)
    if not _living(webhook).update(removed_at=at):
        raise _gone()
    Delivery.objects.filter(webhook_id=webhook.pk).delete()
    _note(
        actor, "webhooks.remove", webhook, at=at, after={"post": webhook.post_id, "name": webhook.name}, reason=reason
    )
    noting.forget()


@transaction.atomic
def change_key(*, actor: Actor, webhook: Webhook, at: datetime) -> str:
    """A new key, returned once. For a day both sign, so that nothing is lost while the other side changes over."""
    _require_account_manager(actor)
    row = _living(webhook).select_for_update().first()
    if row is None:
        raise _gone()
    row.old_key, row.old_key_until, row.key = row.key, at + BOTH_KEYS, new_key()
    row.save(update_fields=["old_key", "old_key_until", "key"])
    _note(actor, "webhooks.change_key", webhook, at=at, after={"name": webhook.name})
    return row.key


@transaction.atomic
def wake_webhook(*, actor: Actor, webhook: Webhook, at: datetime) -> None:
    """It is tried again by the next sweep, from the oldest event that waits."""
    _require_account_manager(actor)
    awake = {"asleep_at": None, "problem": "", "tries": 0, "next_try_at": None}
    if not _living(webhook).update(**awake):
        raise _gone()
    _note(actor, "webhooks.wake", webhook, at=at, after={"name": webhook.name})


def _refuse_address(address: str) -> None:
    """Said at once where it can be; looked at again each time, because a name may lead elsewhere tomorrow."""
    if not there.is_address(address):
        raise Invalid(_("没有登记成"), fields={"address": _("要以 https:// 开头，写全，不带用户名和密码")})
    try:
        there.places(address)
    except there.NotTaken as mistake:
        raise Invalid(_("没有登记成"), fields={"address": mistake.problem}) from mistake


def _living(webhook: Webhook) -> QuerySet[Webhook]:
    return Webhook.objects.filter(pk=webhook.pk, removed_at=None)


def _gone() -> Conflict:
    return Conflict(_("这个早就停了"), instead=_("不用再停一遍；要再用，请重新登记。"))


def _note(
    actor: Actor, verb: str, webhook: Webhook, *, at: datetime, after: dict[str, object], reason: str = ""
) -> None:
    subject = f"webhook:{webhook.pk}"
    journal.record(actor=actor, verb=verb, subject=subject, at=at, after=after, reason=reason)


def _require_account_manager(actor: Actor) -> None:
    if not actor.may(Capability.MANAGE_ACCOUNTS):
        raise NotYourPost(_("这个岗位不管这个"), why=_("哪个系统能听，由安全管理员管。"), instead=_("请找安全管理员。"))
