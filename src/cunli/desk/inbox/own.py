"""What one asked for, and what one was told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability, Role
from cunli.cases.selectors import asked_by
from cunli.desk.today.home import promised
from cunli.messages.selectors import calls_to_make, inbox_of, unread_count
from cunli.messages.services import mark_read

MATTERS, MESSAGES = 50, 50


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My matters with the promised day, and the doors to what else is mine."""
    actor = access.actor_of(request)
    matters = asked_by(actor, limit=MATTERS)
    page = {
        "open": [promised(matter) for matter in matters if matter.is_open],
        "ended": [promised(matter) for matter in matters if not matter.is_open],
        "unread": unread_count(actor),
        "is_villager": actor.role == Role.VILLAGER,
        "may_see_register": actor.may(Capability.SEE_REGISTER),
        "may_see_figures": actor.may(Capability.SEE_FIGURES),
    }
    return render(request, "desk/mine.html", page)


@access.signed_in
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The newest first; opening the page is reading them. Above them, whom the unit still has to phone."""
    actor = access.actor_of(request)
    told = list(inbox_of(actor)[:MESSAGES])
    calls = list(calls_to_make(actor)[:MESSAGES]) if actor.scope.units else []
    new = [message.pk for message in told if message.read_at is None]
    if new:
        mark_read(actor=actor, at=timezone.now(), message_ids=new)
    return render(request, "desk/messages.html", {"told": told, "new": new, "calls": calls})
