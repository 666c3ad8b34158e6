"""The security administrator's pages: who can sign in, and which posts they hold."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cunli.accounts import access, second_factor, selectors, services
from cunli.accounts.forms import posted
from cunli.accounts.models import Post, User
from cunli.accounts.people_forms import GivePostForm, NewPersonForm, ReasonForm
from cunli.accounts.roles import Capability
from cunli.accounts.views import GET_AND_POST
from cunli.lib.refusals import Invalid, Refusal

PER_PAGE = 50


@access.requires(Capability.MANAGE_ACCOUNTS)
@GET_AND_POST
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with a login name, found by name; and a form for someone new."""
    form, status = NewPersonForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            user = services.create_user(actor=access.actor_of(request), at=timezone.now(), **form.cleaned_data)
            return redirect("accounts:person", user.pk)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    text = request.GET.get("q", "").strip()
    found = Paginator(selectors.staff(text, timezone.localdate()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "found": found, "q": text}, status=status)


@access.requires(Capability.MANAGE_ACCOUNTS)
@GET_AND_POST
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: posts, and a form to give another."""
    user = get_object_or_404(User, pk=user_id)
    now = timezone.now()
    form = GivePostForm(posted(request), initial={"valid_from": timezone.localdate(now)})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.give_post(actor=access.actor_of(request), user=user, at=now, **form.cleaned_data)
            messages.success(request, _("岗位给好了。"))
            return redirect("accounts:person", user.pk)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {
        "form": form,
        "reason": ReasonForm(),
        "person": user,
        "posts": selectors.all_posts(user),
        "has_totp": second_factor.has_totp(user),
    }
    return render(request, "accounts/person.html", page, status=status)


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_POST
def end_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """End a post today."""
    posts = Post.objects.unscoped("the security administrator manages every post")
    post = get_object_or_404(posts.select_related("user"), pk=post_id)
    reason, now = _reason(request)["reason"], timezone.now()
    services.end_post(actor=access.actor_of(request), post=post, on=timezone.localdate(now), at=now, reason=reason)
    messages.success(request, _("岗位结束了。"))
    return redirect("accounts:person", post.user_id)


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_POST
def change_person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One of: a new password, the second factor taken away, signing in stopped or allowed again."""
    user, given, now = get_object_or_404(User, pk=user_id), _reason(request), timezone.now()
    actor, reason = access.actor_of(request), given["reason"]
    what = request.POST.get("what")
    if what == "password":
        services.set_password(actor=actor, user=user, password=given["password"], at=now, reason=reason)
    elif what == "second_factor":
        services.reset_second_factor(actor=actor, user=user, at=now, reason=reason)
    elif what in {"stop", "allow"}:
        services.set_active(actor=actor, user=user, active=what == "allow", at=now, reason=reason)
    else:
        raise Invalid(_("没有这一项"), instead=_("回到刚才那页再选一次"))
    messages.success(request, _("改好了，留了记录。"))
    return redirect("accounts:person", user.pk)


def _reason(request: HttpRequest) -> dict[str, str]:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("还没有改"), fields={"reason": _("请写一句为什么，会留记录")})
    return {name: str(value) for name, value in form.cleaned_data.items()}
