"""What one asked for, and what one was told."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability, Role
from cunli.acts.calling import made_call
from cunli.cases.models import Matter
from cunli.cases.selectors import asked_by
from cunli.desk.inbox import calls
from cunli.desk.inbox.calls import NO_ANSWER, Typed
from cunli.desk.today.calling import FirstCall, first_call
from cunli.desk.today.home import promised
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.typed import seen
from cunli.messages.selectors import inbox_of, unread_count
from cunli.messages.services import mark_read
from cunli.papers.selectors import may_replace_templates
from cunli.registry.selectors import persons_of_user

MATTERS, MESSAGES = 50, 50


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My matters with the promised day, and the doors to what else is mine."""
    actor = access.actor_of(request)
    matters = asked_by(actor, limit=MATTERS)
    page = {
        "open": [promised(actor, matter) for matter in matters if matter.is_open],
        "ended": [promised(actor, matter) for matter in matters if not matter.is_open],
        "call": _first_call(actor, matters) if actor.role == Role.VILLAGER else None,
        "unread": unread_count(actor),
        "is_villager": actor.role == Role.VILLAGER,
        "may_see_register": actor.may(Capability.SEE_REGISTER),
        "may_see_figures": actor.may(Capability.SEE_FIGURES),
        "may_replace_templates": may_replace_templates(actor),
        "may_see_settings": actor.may(Capability.SEE_SETTINGS),
        "may_configure": actor.may(Capability.CONFIGURE),
        "may_read_journal": actor.may(Capability.READ_JOURNAL),
    }
    return render(request, "desk/mine.html", page)


def _first_call(actor: Actor, matters: Sequence[Matter]) -> FirstCall:
    person = next(iter(persons_of_user(actor.user_id or 0)), None)
    return first_call(person, matters, on=timezone.localdate())


@access.signed_in
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The newest first; opening the page is reading them. Above them, whom the unit still has to phone."""
    return _messages(request, access.actor_of(request))


@access.signed_in
@require_POST
def call_made(request: HttpRequest, message_id: int) -> HttpResponse:
    """打过了（见过了），他怎么说; or nobody there, and it stays on the list. 404 for a call of another unit."""
    actor, said = access.actor_of(request), seen(request.POST.get("said", "")).strip()
    reached = request.POST.get("outcome") != NO_ANSWER
    key = key_for(request.POST.get("key", ""), [message_id, reached, said])
    try:
        made_call(actor=actor, message_id=message_id, reached=reached, said=said, at=timezone.now(), key=key)
    except Invalid as refusal:
        return _messages(request, actor, Typed(message_id=message_id, said=said, error=str(refusal.what)))
    except Conflict as refusal:
        flash.info(request, str(refusal))
    else:
        flash.success(request, _("记下了：跟他说过了") if reached else _("记下了：没找到人，过会儿再试"))
    return redirect(f"{reverse('desk:messages')}#calls")


def _messages(request: HttpRequest, actor: Actor, typed: Typed | None = None) -> HttpResponse:
    told = list(inbox_of(actor)[:MESSAGES])
    new = [message.pk for message in told if message.read_at is None]
    if new:
        mark_read(actor=actor, at=timezone.now(), message_ids=new)
    page = {"told": told, "new": new, "calls": calls.rows(actor, typed)}
    return render(request, "desk/messages.html", page, status=422 if typed else 200)
