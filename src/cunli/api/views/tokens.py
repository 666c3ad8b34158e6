"""The security administrator's pages: which machines may come in, and in which post."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.accounts.views import GET_AND_POST
from cunli.api import selectors, services
from cunli.api.forms import TokenForm, WithdrawForm
from cunli.api.models import MachineToken
from cunli.lib.refusals import Invalid, Refusal


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token, what it is for, and until when."""
    page = {"tokens": selectors.tokens(), "today": timezone.localdate()}
    return render(request, "api/tokens.html", page)


@access.requires(Capability.MANAGE_ACCOUNTS)
@never_cache
@GET_AND_POST
def new_token(request: HttpRequest, post_id: int) -> HttpResponse:
    """A token for a machine in this post. The answer shows it, this once."""
    now = timezone.now()
    post = selectors.post_for_machine(post_id, timezone.localdate(now))
    if post is None:
        raise Http404
    form, status = TokenForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            token = services.make_token(actor=access.actor_of(request), post=post, at=now, **form.cleaned_data)
            return render(request, "api/token_made.html", {"token": token, "name": form.cleaned_data["name"]})
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "api/new_token.html", {"form": form, "post": post}, status=status)


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_POST
def withdraw_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """From now on the machine gets nothing."""
    token = get_object_or_404(MachineToken, pk=token_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("还没有收回"), fields={"reason": _("请写一句为什么，会留记录")})
    reason = form.cleaned_data["reason"]
    services.withdraw_token(actor=access.actor_of(request), token=token, at=timezone.now(), reason=reason)
    messages.success(request, _("令牌收回了，留了记录。"))
    return redirect("api:tokens")
