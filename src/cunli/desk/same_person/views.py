"""是不是同一个人: the list, the two side by side, what is said about them, and taking it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.desk.same_person import page
from cunli.desk.same_person.forms import DecisionForm, WhyForm
from cunli.registry import selectors
from cunli.registry.selectors import Compared


@access.requires(Capability.UNMASK)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that wait for a decision."""
    listed = page.waiting(access.actor_of(request), request.GET.get("before", ""), on=timezone.localdate())
    return render(request, "desk/duplicates.html", {"pairs": listed.pairs, "next_page": listed.next_page})


@access.requires(Capability.UNMASK)
@require_safe
def decided_duplicates(request: HttpRequest) -> HttpResponse:
    """The last pairs that were decided, each with its way back."""
    scope = access.actor_of(request).scope
    pairs = selectors.decided_duplicates(scope, limit=page.ROWS, on=timezone.localdate())
    return render(request, "desk/duplicates.html", {"pairs": pairs, "decided": True})


@access.requires(Capability.UNMASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def duplicate(request: HttpRequest, duplicate_id: int) -> HttpResponse:
    """Two side by side; a button for each that may stay, and one for two people."""
    actor, now = access.actor_of(request), timezone.now()
    shown = selectors.compared(actor.scope, duplicate_id, timezone.localdate(now))
    ids = [side.person_id for side in shown.sides]
    form = DecisionForm(posted(request), initial={"key": uuid.uuid4().hex}, person_ids=ids)
    if form.is_valid() and page.decide(actor, duplicate_id, form, at=now):
        is_one = form.keeps is not None
        messages.success(request, _("并成一个了。弄错了可以退回") if is_one else _("记下了，是两个人，不再问"))
        return redirect("desk:duplicates")
    return _page(request, shown, form)


@access.requires(Capability.UNMASK)
@require_POST
def take_back(request: HttpRequest, duplicate_id: int) -> HttpResponse:
    """What was decided is taken back; the pair waits again."""
    actor, now = access.actor_of(request), timezone.now()
    shown = selectors.compared(actor.scope, duplicate_id, timezone.localdate(now))
    form = WhyForm(request.POST)
    if form.is_valid() and page.take_back(actor, shown, form, at=now):
        messages.success(request, _("退回了，请再看一遍"))
        return redirect("desk:duplicate", duplicate_id)
    return _page(request, shown, form)


def _page(request: HttpRequest, shown: Compared, form: WhyForm) -> HttpResponse:
    """Where the pair is decided already the form asks why to take it back."""
    if shown.pair.decision and not form.is_bound:
        form = WhyForm(initial={"key": uuid.uuid4().hex})
    matters = page.matters_of(access.actor_of(request), shown)
    sides = [(side, matters.get(side.person_id, 0)) for side in shown.sides]
    context = {"shown": shown, "sides": sides, "form": form}
    return render(request, "desk/duplicate.html", context, status=422 if form.is_bound else 200)
