"""Coming in, going out, switching posts."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cunli.accounts import access, phone_codes, second_factor, sessions, signing_in
from cunli.accounts.demo import demo_logins
from cunli.accounts.forms import CodeForm, Form, PhoneForm, SecondFactorForm, SignInForm, posted
from cunli.accounts.models import User
from cunli.accounts.selectors import VILLAGER_POST
from cunli.lib.actors import Actor
from cunli.lib.masking import mask_phone
from cunli.lib.refusals import NotYours, Refusal
from cunli.messages.channels.console import ConsoleChannel


class Arrive(Protocol):
    """Makes or finds the account of who has just proven to hold a phone."""

    def __call__(self, *, actor: Actor, phone: str, at: datetime) -> User: ...


GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.public
@never_cache
@GET_AND_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Staff: username or phone, and password."""
    form = SignInForm(posted(request))
    wanted = request.POST.get("next") or request.GET.get("next", "")
    status = 422 if form.is_bound else 200
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            user = signing_in.check_password(request, login_name=given["login"], password=given["password"], at=now)
            return _after_password(request, user, own_phone=given["own_phone"], wanted=wanted)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "next": wanted, "demo_logins": demo_logins()}
    return render(request, "accounts/sign_in.html", page, status=status)


def _after_password(request: HttpRequest, user: User, *, own_phone: bool, wanted: str) -> HttpResponse:
    now = timezone.now()
    if second_factor.has_totp(user):
        sessions.put_half_done(request, now, user=user.pk, own_phone=own_phone, next=wanted)
        return redirect("accounts:two_factor")
    signing_in.enter(request, user, how="password", own_phone=own_phone, at=now)
    return redirect(signing_in.safe_next(request, wanted))


@access.public
@never_cache
@GET_AND_POST
def two_factor(request: HttpRequest) -> HttpResponse:
    """The second step of who has set up a second factor."""
    now = timezone.now()
    half = sessions.half_done(request, now)
    user_id = half.get("user")
    user = User.objects.filter(pk=user_id, is_active=True).first() if isinstance(user_id, int) else None
    if user is None:
        return redirect("accounts:sign_in")
    form, status = SecondFactorForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            second_factor.check(user=user, code=form.cleaned_data["code"], at=now)
            own_phone = half.get("own_phone") is True
            signing_in.enter(request, user, how="password+code", own_phone=own_phone, at=now)
            return redirect(signing_in.safe_next(request, str(half.get("next", ""))))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "accounts/two_factor.html", {"form": form}, status=status)


@access.public
@never_cache
@GET_AND_POST
def villager_sign_in(request: HttpRequest) -> HttpResponse:
    """Villagers: the phone a code is sent to."""
    form, status = PhoneForm(posted(request)), 422 if request.method == "POST" else 200
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if form.is_valid():
        now, address = timezone.now(), signing_in.address_of(request)
        try:
            phone_codes.send(request, phone=form.cleaned_data["phone"], address=address, at=now)
            sessions.put_half_done(request, now, next=wanted)
            return redirect("accounts:villager_code")
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "next": wanted, "demo_logins": demo_logins()}
    return render(request, "accounts/villager_sign_in.html", page, status=status)


@access.public
@never_cache
@GET_AND_POST
def villager_code(request: HttpRequest, arrive: Arrive) -> HttpResponse:
    """Villagers: the code that was sent. The root URLs hand in how an account is found: the register is above."""
    phone = phone_codes.phone_waiting(request)
    if not phone:
        return redirect("accounts:villager_sign_in")
    form, status = CodeForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            return _enter_by_code(request, form, arrive)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "phone": mask_phone(phone.removeprefix("+86")), "demo_code": _demo_code(phone)}
    return render(request, "accounts/villager_code.html", page, status=status)


def _enter_by_code(request: HttpRequest, form: Form, arrive: Arrive) -> HttpResponse:
    now, given = timezone.now(), form.cleaned_data
    phone = phone_codes.check(request, code=given["code"], address=signing_in.address_of(request), at=now)
    wanted = str(sessions.half_done(request, now).get("next", ""))
    user = arrive(actor=access.actor_of(request), phone=phone, at=now)
    signing_in.enter(request, user, how="phone_code", own_phone=given["own_phone"], at=now)
    return redirect(signing_in.safe_next(request, wanted))


def _demo_code(phone: str) -> str:
    return (ConsoleChannel().last_code(phone) or "") if settings.DEMO else ""


@access.public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and have the browser forget what it kept of this site."""
    logout(request)
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@access.signed_in
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's posts; ``post`` 0 is oneself as a villager."""
    raw = request.POST.get("post", "")
    mine = {str(post) for post in (VILLAGER_POST, *(post.pk for post in access.posts_of(request)))}
    if raw not in mine:
        raise NotYours(_("这个岗位不是您的"))
    sessions.choose_post(request, int(raw))
    return redirect(signing_in.safe_next(request, request.POST.get("next", "")))
