"""Coming in and going out: the steps between a form and a session."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from cunli.accounts import second_factor, sessions, throttle
from cunli.accounts.models import User
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.identity import normalise_phone
from cunli.lib.refusals import Invalid


def address_of(request: HttpRequest) -> str:
    """The sender's network address. Behind the county's own proxy (HTTPS is ended there) it is what that wrote last.

    "" where there is none (a local socket) or what stands there is no address.
    """
    forwarded = str(request.headers.get("X-Forwarded-For", ""))
    said = forwarded.rsplit(",", 1)[-1].strip() if settings.HTTPS and forwarded else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(str(said).partition("%")[0]))
    except ValueError:
        return ""


def check_password(request: HttpRequest, *, login_name: str, password: str, at: datetime) -> User:
    """The user of a login (username or phone) and password. Raises Invalid or TooManyTries; says not which is wrong."""
    account = normalise_phone(login_name) or login_name.strip().lower()
    address = address_of(request)
    throttle.count_try(throttle.PASSWORD_FROM_ADDRESS, address, at)
    throttle.count_try(throttle.PASSWORD_AT_ADDRESS, throttle.at_address(account, address), at)
    if not throttle.is_familiar(account, address, at):
        throttle.count_try(throttle.PASSWORD_FROM_UNFAMILIAR, account, at)
    user = authenticate(request, login=login_name, password=password)
    if not isinstance(user, User):
        raise Invalid(_("还没进来"), fields={"password": str(_("名字或密码不对，请再看看"))})
    throttle.forget_tries(throttle.PASSWORD_AT_ADDRESS, throttle.at_address(account, address))
    throttle.make_familiar(account, address, at)
    return user


def enter(request: HttpRequest, user: User, *, how: str, own_phone: bool, at: datetime) -> None:
    """Begin the session. ``how``: "password", "password+code" or "phone_code"."""
    sessions.forget_half_done(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[sessions.BY_PHONE_CODE] = how == "phone_code"
    request.session[second_factor.SHOWN] = how == "password+code"
    sessions.remember_phone(request, own=own_phone)
    role = "villager" if how == "phone_code" else "user"
    who = Actor(role=role, user_id=user.pk, name=str(user), address=address_of(request))
    journal.record(actor=who, verb="accounts.sign_in", subject=f"user:{user.pk}", at=at, after={"how": how})


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go afterwards: only within this site."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and ours else settings.LOGIN_REDIRECT_URL
