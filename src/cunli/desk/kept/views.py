"""For the outbox of the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.journal.services import results_of_keys
from cunli.lib.idempotency import MAX_KEY

MOST = 50


@access.signed_in
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What this phone has not sent yet. The phone alone knows it: the page is empty until its script has looked."""
    return render(request, "desk/kept.html")


@access.public
@never_cache
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who is signed in, a fresh token for the next form, and which of these keys have led to something. The token is
    as good as that of any page, and only this origin can read it."""
    actor = access.actor_of(request)
    keys = [key for key in request.GET.getlist("k")[:MOST] if len(key) <= MAX_KEY]
    done = results_of_keys(actor=actor, values=keys) if actor.user_id else {}
    return JsonResponse({"owner": str(actor.user_id or ""), "token": get_token(request), "done": sorted(done)})
