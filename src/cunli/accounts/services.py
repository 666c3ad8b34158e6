"""Writes about users: each one transaction, one journal entry."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import Post, User
from cunli.accounts.roles import ADMINISTRATORS, REACH, SYSTEM, Capability, Reach
from cunli.accounts.rules import misfit
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.crypto import blind_index, blind_indexes
from cunli.lib.identity import is_phone, normalise_phone
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, Refusal
from cunli.places.models import Grid, Unit


class OneAdministratorOnly(Refusal):
    """One person would hold two of the three administrators."""

    code = "one_administrator_only"


def _require_account_manager(actor: Actor) -> None:
    """Accounts and posts are given by the security administrator, or by the system's own commands."""
    if actor.role != SYSTEM and not actor.may(Capability.MANAGE_ACCOUNTS):
        raise NotYourPost(_("这个岗位不管账号"), why=_("账号由安全管理员管。"), instead=_("请找安全管理员。"))


@transaction.atomic
def create_user(
    *, actor: Actor, username: str, name: str, at: datetime, phone: str = "", password: str | None = None
) -> User:
    """A user for someone who will hold posts. The first password must be changed at the first sign-in."""
    _require_account_manager(actor)
    wanted = username.strip().lower()
    if not wanted or not name.strip():
        raise Invalid(_("请写上登录名和姓名"), fields={"username": str(_("请写登录名")), "name": str(_("请写姓名"))})
    if User.objects.filter(username=wanted).exists():
        raise Conflict(_("这个登录名有人用了"), instead=_("请换一个。"), fields={"username": str(_("有人用了"))})
    user = User(username=wanted, name=name.strip(), created_at=at, must_change_password=password is not None)
    _put_phone(user, phone)
    user.set_password(password)
    user.save(force_insert=True)
    _note(actor, "accounts.create_user", user, at, after={"username": wanted, "name": user.name})
    return user


@transaction.atomic
def ensure_villager(*, actor: Actor, phone: str, at: datetime) -> User:
    """The user who has just proven to hold this phone; made at their first sign-in. Never gives a staff post."""
    number = normalise_phone(phone)
    user = User.objects.by_phone(number)
    if user is None:
        called = _tail(number)  # until somebody who knows them writes their name
        user = User(username=f"v-{secrets.token_hex(8)}", name=called, created_at=at, phone_verified_at=at)
        _put_phone(user, number)
        user.set_unusable_password()
        user.save(force_insert=True)
        _note(actor, "accounts.first_phone_sign_in", user, at)
    elif user.phone_verified_at is None:
        user.phone_verified_at = at
        user.save(update_fields=["phone_verified_at"])
        _note(actor, "accounts.verify_phone", user, at)
    return user


@transaction.atomic
def call_by_name(*, actor: Actor, user: User, name: str, at: datetime) -> None:
    """A villager's account, called by its phone's last digits so far, gets the name by which the register knows them.

    Staff keep the name that the security administrator gave them.
    """
    if user.has_usable_password() or user.name == name:
        return
    user.name = name
    user.save(update_fields=["name"])
    _note(actor, "accounts.call_by_name", user, at)


def call_by_phone(*, actor: Actor, user: User, at: datetime) -> None:
    """Whose it is is not known any more: by its phone's last digits again. Staff keep their name."""
    call_by_name(actor=actor, user=user, name=_tail(user.phone), at=at)


def _tail(number: str) -> str:
    return str(_("尾号%(tail)s") % {"tail": number[-4:]})


@transaction.atomic
def set_password(*, actor: Actor, user: User, password: str, at: datetime, reason: str) -> None:
    """A new password from the security administrator: ends all sessions, and must be changed at the next sign-in."""
    _require_account_manager(actor)
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _note(actor, "accounts.set_password", user, at, reason=reason)


@transaction.atomic
def change_password(*, actor: Actor, user: User, old: str, new: str, at: datetime) -> None:
    """One's own password. Every other session of the user ends, because sessions carry a hash of the password."""
    if actor.user_id != user.pk:
        raise NotYourPost(_("只能改自己的密码"), instead=_("别人忘了密码，请安全管理员重设。"))
    if not user.check_password(old):
        raise Invalid(_("没有改成"), why=_("现在的密码不对。"), fields={"old": str(_("现在的密码不对，请再试一次"))})
    _check_password(new, user)
    if old == new:
        raise Invalid(_("没有改成"), fields={"new": str(_("新密码和现在的一样，请换一个"))})
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    _note(actor, "accounts.change_password", user, at)


@transaction.atomic
def set_active(*, actor: Actor, user: User, active: bool, at: datetime, reason: str) -> None:
    """Let someone sign in again, or no more: their sessions end with the next request."""
    _require_account_manager(actor)
    if user.pk == actor.user_id:
        raise Conflict(_("不能停自己的账号"), instead=_("请另一位安全管理员来停。"))
    user.is_active = active
    user.save(update_fields=["is_active"])
    _note(actor, "accounts.set_active", user, at, after={"active": active}, reason=reason)


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: User, at: datetime, reason: str) -> None:
    """Take away a lost second factor. Who needs one sets up another at the next sign-in."""
    _require_account_manager(actor)
    if user.pk == actor.user_id:
        raise Conflict(_("不能解自己的动态码"), instead=_("请用备用码，或请另一位安全管理员来解。"))
    Authenticator.objects.filter(user=user).delete()
    _note(actor, "accounts.reset_second_factor", user, at, reason=reason)


@transaction.atomic
def give_post(
    *,
    actor: Actor,
    user: User,
    role: str,
    unit: Unit,
    valid_from: date,
    at: datetime,
    grid: Grid | None = None,
    title: str = "",
    valid_until: date | None = None,
) -> Post:
    """Give a user a post from a day on (until a day, exclusive).

    Refuses a unit that does not fit the role, a second post of the same role at the unit, and a second of the
    three administrators for one person.
    """
    _require_account_manager(actor)
    if user.pk == actor.user_id:
        raise NotYourPost(
            _("不能给自己岗位"), why=_("给岗位的和当岗位的要分开。"), instead=_("请另一位安全管理员来给。")
        )
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once must not both pass the checks below
    _require_fitting(role, unit, grid)
    held = _overlapping(user, valid_from, valid_until)
    if any(post.role == role and post.unit_id == unit.pk for post in held):
        raise Conflict(_("这个岗位已经给过了"), instead=_("不用再给；要改日子，先结束原来的。"))
    if role in ADMINISTRATORS and any(post.role in ADMINISTRATORS for post in held):
        raise OneAdministratorOnly(
            _("这三个管理员要三个人来当"),
            why=_("系统、安全、审计三个管理员互相看着，一个人不能兼两个。"),
            instead=_("请换一个人，或者先结束他手上的管理员岗位。"),
        )
    post = Post.objects.create(
        user=user, role=role, unit=unit, grid=grid, title=title, valid_from=valid_from, valid_until=valid_until
    )
    after = {"post": post.pk, "role": str(role), "unit": unit.pk, "from": str(valid_from), "until": str(valid_until)}
    _note(actor, "accounts.give_post", user, at, after=after)
    return post


@transaction.atomic
def end_post(*, actor: Actor, post: Post, on: date, at: datetime, reason: str) -> None:
    """End a post on a day: that day it no longer holds. What was done in it stays in its name.

    A post ended on the day it began never counted; it is kept for one day, because acts may stand in its name.
    """
    _require_account_manager(actor)
    if post.valid_until is not None and post.valid_until <= on:
        raise Conflict(_("这个岗位早就结束了"), instead=_("不用再结束一遍。"))
    post.valid_until = max(on, post.valid_from + timedelta(days=1))
    post.save(update_fields=["valid_until"])
    _note(actor, "accounts.end_post", post.user, at, after={"post": post.pk, "until": str(on)}, reason=reason)


def _require_fitting(role: str, unit: Unit, grid: Grid | None) -> None:
    why = misfit(role, unit)
    if why is None and grid is not None and REACH.get(role) is not Reach.GRID:
        why = _("只有网格员和村民组长的岗位带网格。")
    if why is None and grid is not None and grid.village_id != unit.village_id:
        why = _("网格不在这个单位的村里。")
    if why is not None:
        raise Invalid(
            _("岗位和单位对不上"), why=str(why), instead=_("请重选单位或岗位。"), fields={"unit": str(_("单位不对"))}
        )


def _overlapping(user: User, valid_from: date, valid_until: date | None) -> list[Post]:
    found = Post.objects.unscoped("a person's own posts, checked for conflicts").filter(user=user)
    found = found.filter(Q(valid_until=None) | Q(valid_until__gt=valid_from))
    return list(found if valid_until is None else found.filter(valid_from__lt=valid_until))


def _put_phone(user: User, phone: str) -> None:
    if phone and not is_phone(phone):
        raise Invalid(_("这个手机号不对"), fields={"phone": str(_("请写 11 位手机号"))})
    number = normalise_phone(phone) if phone else ""
    ways = blind_indexes("phone", number)
    if ways and User.objects.filter(phone_index__in=ways).exclude(pk=user.pk).exists():
        raise Conflict(_("这个手机号有人用了"), instead=_("请核对号码。"), fields={"phone": str(_("有人用了"))})
    user.phone, user.phone_index = number, blind_index("phone", number)


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(_("没有改成"), fields={"new": " ".join(error.messages)}) from error


def _note(
    actor: Actor, verb: str, user: User, at: datetime, *, after: Mapping[str, object] | None = None, reason: str = ""
) -> None:
    journal.record(actor=actor, verb=verb, subject=f"user:{user.pk}", at=at, after=after, reason=reason)
