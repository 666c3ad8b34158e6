"""The security administrator's pages: which systems are told what happens, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.accounts.views import GET_AND_POST
from cunli.api import selectors
from cunli.api.forms import WebhookForm, WithdrawForm
from cunli.lib.refusals import Invalid, Refusal
from cunli.webhooks import selectors as hooks
from cunli.webhooks import services
from cunli.webhooks.models import Webhook


@dataclass(frozen=True, slots=True)
class Line:
    """``state`` in a word; "" where all is well."""

    hook: Webhook
    state: str
    tone: str


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook: who hears, since when nothing was taken, and why."""
    today = timezone.localdate()
    return render(
        request, "api/webhooks.html", {"lines": [_line(one, today) for one in hooks.webhooks()], "today": today}
    )


@access.requires(Capability.MANAGE_ACCOUNTS)
@never_cache
@GET_AND_POST
def new_webhook(request: HttpRequest, post_id: int) -> HttpResponse:
    """Another system hears what this post may see. The answer shows the key, this once."""
    now = timezone.now()
    post = selectors.post_for_machine(post_id, timezone.localdate(now))
    if post is None:
        raise Http404
    form, status = WebhookForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            key = services.register_webhook(actor=access.actor_of(request), post=post, at=now, **form.cleaned_data)
            return _key_shown(request, key, form.cleaned_data["name"])
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "api/new_webhook.html", {"form": form, "post": post}, status=status)


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_POST
def remove_webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """From now on it hears nothing."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("还没有停"), fields={"reason": _("请写一句为什么，会留记录")})
    reason = form.cleaned_data["reason"]
    services.remove_webhook(
        actor=access.actor_of(request), webhook=_named(webhook_id), at=timezone.now(), reason=reason
    )
    messages.success(request, _("停了，留了记录。"))
    return redirect("api:webhooks")


@access.requires(Capability.MANAGE_ACCOUNTS)
@never_cache
@require_POST
def change_key(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """A new key, shown this once; the old one signs for a day more."""
    webhook = _named(webhook_id)
    key = services.change_key(actor=access.actor_of(request), webhook=webhook, at=timezone.now())
    return _key_shown(request, key, webhook.name)


@access.requires(Capability.MANAGE_ACCOUNTS)
@require_POST
def wake_webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Tried again within a minute."""
    services.wake_webhook(actor=access.actor_of(request), webhook=_named(webhook_id), at=timezone.now())
    messages.success(request, _("一分钟内再送，从最早没送到的送起。"))
    return redirect("api:webhooks")


def _named(webhook_id: int) -> Webhook:
    found = hooks.open_webhook(webhook_id)
    if found is None:
        raise Http404
    return found


def _key_shown(request: HttpRequest, key: str, name: str) -> HttpResponse:
    return render(request, "api/webhook_key.html", {"key": key, "name": name})


def _line(hook: Webhook, today: date) -> Line:
    if hook.removed_at is not None:
        return Line(hook, _("停了"), "calm")
    if hook.valid_until <= today:
        return Line(hook, _("到期了"), "calm")
    if not hooks.is_valid(hook, today):
        return Line(hook, _("岗位没人了"), "late")
    if hook.asleep_at is not None:
        return Line(hook, _("睡着了，不再送"), "late")
    return Line(hook, _("没送到，过会儿再送") if hook.problem else "", "soon")
