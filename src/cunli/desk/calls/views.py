"""Where people are needed, 我来, 到了, 到家了."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.acts.hands import mark_hand, say_coming
from cunli.cases.calling import call_for, calls_near
from cunli.cases.services import Coming, Mark
from cunli.desk.calls.forms import ComingForm
from cunli.desk.calls.page import call_page
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Refusal

SAID = {
    Mark.ARRIVED: gettext_lazy("记下了：到了"),
    Mark.HOME: gettext_lazy("记下了：到家了"),
    Mark.OFF: gettext_lazy("记下了：没来"),
}


@access.signed_in
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Open calls of the own village."""
    return render(request, "desk/calls.html", {"calls": calls_near(actor_of(request))})


@access.signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hands(request: HttpRequest, ref: str) -> HttpResponse:
    """One call: what is needed and who comes; posted, somebody says that they come."""
    actor, now = actor_of(request), timezone.now()
    found = call_for(actor, ref)
    for_others = actor.may(Capability.WORK_MATTER)
    form, refusal = ComingForm(posted(request), for_others=for_others), None
    if form.is_bound and form.is_valid():
        coming = _coming(actor, form)
        parts = [ref, coming.name, coming.user_id, coming.people, coming.brings, coming.comes]
        key = key_for(request.POST.get("key", ""), parts)
        try:
            say_coming(actor=actor, matter=found, coming=coming, at=now, key=key)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("记下了。到了、到家了，点一下，大家放心。"))
            return redirect("desk:matter_hands", ref=ref)
    status = refusal.status if refusal else 422 if form.is_bound else 200
    page = call_page(actor, found, for_others=for_others, today=now)
    context = {"page": page, "form": form, "refusal": refusal, "idempotency": str(uuid4())}
    return render(request, "desk/hands.html", context, status=status)


@access.signed_in
@require_POST
def mark(request: HttpRequest, ref: str, hand_id: int, word: str) -> HttpResponse:
    """到了、到家了、没来: one tap, twice is once."""
    actor = actor_of(request)
    found = call_for(actor, ref)
    hand = found.hands.filter(pk=hand_id).first()
    if hand is None or word not in set(Mark):
        raise Http404
    try:
        mark_hand(actor=actor, matter=found, hand=hand, mark=Mark(word), at=timezone.now())
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(SAID[Mark(word)]))
    return redirect("desk:matter_hands", ref=ref) if hand.user_id != actor.user_id else redirect("desk:calls")


def _coming(actor: Actor, form: ComingForm) -> Coming:
    """One's own answer, where nobody else is named."""
    said = form.cleaned_data
    name = said.get("name") or ""
    return Coming(
        name=name or actor.name,
        user_id=None if name else actor.user_id,
        phone=said.get("phone") or "",
        people=said["people"],
        brings=said["brings"],
        comes=said["comes"],
    )
