"""One's own account: what is kept, password, second factor, language and size."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access, second_factor, services, sessions
from cunli.accounts.forms import ChangePasswordForm, HearBesidesForm, SecondFactorForm, posted
from cunli.accounts.models import User
from cunli.accounts.views import GET_AND_POST
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.lib.refusals import Refusal
from cunli.messages import services as hearing


@access.signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about oneself, and one's choices."""
    return _me(request, HearBesidesForm(user=cast(User, request.user)), status=200)


@access.signed_in
@require_POST
def hear_besides(request: HttpRequest) -> HttpResponse:
    """How one wants to hear of news besides here."""
    form = HearBesidesForm(posted(request), user=cast(User, request.user))
    if not form.is_valid():
        return _me(request, form, status=422)
    actor, now = access.actor_of(request), timezone.now()
    hearing.hear_besides(actor=actor, at=now, **form.chosen)
    messages.success(request, _("记下了。"))
    return redirect("accounts:me")


def _me(request: HttpRequest, form: HearBesidesForm, *, status: int) -> HttpResponse:
    user = cast(User, request.user)
    page = {
        "hear": form if form.is_worth_showing else None,
        "person": user,
        "phone": mask_phone(local_phone(user.phone)) if user.phone else "",
        "posts": access.posts_of(request),
        "post_id": access.actor_of(request).post_id,
        "has_password": user.has_usable_password(),
        "has_totp": second_factor.has_totp(user),
    }
    return render(request, "accounts/me.html", page, status=status)


@access.signed_in
@GET_AND_POST
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session of this user ends."""
    user = cast(User, request.user)
    form, status = ChangePasswordForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        given = form.cleaned_data
        actor = access.actor_of(request)
        try:
            services.change_password(actor=actor, user=user, old=given["old"], new=given["new"], at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("密码改好了。别的手机和电脑上已经退出。"))
            return redirect("accounts:me")
    page = {"form": form, "must": user.must_change_password}
    return render(request, "accounts/change_password.html", page, status=status)


@access.signed_in
@GET_AND_POST
def two_factor_setup(request: HttpRequest) -> HttpResponse:
    """Scan, type one code, keep the recovery codes."""
    user, actor = cast(User, request.user), access.actor_of(request)
    if second_factor.has_totp(user):
        if second_factor.must_set_up(request, actor):  # set up in another session: show it here too
            sessions.put_half_done(request, timezone.now(), user=user.pk)
            return redirect("accounts:two_factor")
        return render(request, "accounts/two_factor_on.html", {"codes": []})
    form, status = SecondFactorForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            codes = second_factor.confirm_set_up(request=request, actor=actor, user=user, code=code, at=timezone.now())
            return render(request, "accounts/two_factor_on.html", {"codes": codes})
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    secret = second_factor.secret_to_show(request)
    required = second_factor.must_set_up(request, actor)
    page = {"form": form, "secret": secret, "qr": second_factor.qr_of(user, secret), "required": required}
    return render(request, "accounts/two_factor_setup.html", page, status=status)
