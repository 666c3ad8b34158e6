"""The second factor: a six-digit code that changes every half minute (TOTP), or a recovery code. On allauth.mfa."""

from __future__ import annotations

from datetime import datetime

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import User
from cunli.accounts.roles import needs_totp
from cunli.accounts.throttle import TOTP_OF_USER, count_try, forget_tries
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid

SHOWN = "second_factor_shown"
SECRET = "second_factor_secret"  # noqa: S105 - the name of a session key


def has_totp(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def mark_shown(request: HttpRequest) -> None:
    """This session has proven a second factor."""
    request.session[SHOWN] = True


def was_shown(request: HttpRequest) -> bool:
    return request.session.get(SHOWN) is True


def must_set_up(request: HttpRequest, actor: Actor) -> bool:
    """Whether the post acted in needs a second factor that this session has not shown."""
    return needs_totp(actor.role) and not was_shown(request)


def secret_to_show(request: HttpRequest) -> str:
    """The secret being set up; the same until it is confirmed, so that a reload does not break a scanned code."""
    secret = request.session.get(SECRET)
    if not isinstance(secret, str):
        secret = request.session[SECRET] = generate_totp_secret()
    return secret


def qr_of(user: User, secret: str) -> str:
    """The QR for the phone's authenticator app, as a data URI of an SVG."""
    return segno.make(get_adapter().build_totp_url(user, secret), error="m").svg_data_uri(scale=5, border=3)


def confirm_set_up(*, request: HttpRequest, actor: Actor, user: User, code: str, at: datetime) -> list[str]:
    """Switch the second factor on once its first code is right; returns the recovery codes, shown this once."""
    if has_totp(user):
        raise Conflict(_("动态码已经设好了"), instead=_("换手机的话，请安全管理员先解开。"))
    count_try(TOTP_OF_USER, str(user.pk), at)
    if not validate_totp_code(secret_to_show(request), _digits(code)):
        raise wrong_code()
    _first_use(user.pk, _digits(code))
    with transaction.atomic():  # not around the count above: a wrong try must stay counted
        TOTP.activate(user, secret_to_show(request))
        codes = RecoveryCodes.activate(user).get_unused_codes()
        journal.record(actor=actor, verb="accounts.set_up_second_factor", subject=f"user:{user.pk}", at=at)
    request.session.pop(SECRET, None)
    mark_shown(request)
    return codes


def check(*, user: User, code: str, at: datetime) -> None:
    """Raises Invalid unless the code is the one shown now (each works once) or an unused recovery code."""
    count_try(TOTP_OF_USER, str(user.pk), at)
    typed = _digits(code)
    if not any(_opens(row, typed) for row in Authenticator.objects.filter(user=user).order_by("type")):
        raise wrong_code()
    forget_tries(TOTP_OF_USER, str(user.pk))


def _opens(authenticator: Authenticator, typed: str) -> bool:
    if authenticator.type == Authenticator.Type.TOTP:
        return TOTP(authenticator).validate_code(typed) and _first_use(authenticator.user_id, typed)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(RecoveryCodes(authenticator).validate_code(typed))
    return False


def _first_use(user_id: int, code: str) -> bool:
    """allauth remembers a used code for one period; with a tolerance of one it would be good for three."""
    return bool(cache.add(f"second-factor-used:{user_id}:{code}", "used", timeout=4 * 30))


def wrong_code() -> Invalid:
    return Invalid(_("动态码不对"), fields={"code": str(_("动态码不对。等它跳到下一组，再填一次"))})


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isdigit())
