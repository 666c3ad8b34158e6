"""几件一起办: look at what was ticked, then do it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.together import page
from cunli.desk.together.choosing import Purpose


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest) -> HttpResponseBase:
    """What the inbox sent is looked at first; posted, each is done by itself and the page says what became of it."""
    data = request.POST if request.method == "POST" else request.GET
    purpose = next((one for one in Purpose if one == data.get("act")), None)
    items = [item.partition("~")[0] for item in data.getlist("item")]
    refs = items or data.getlist("ref") if purpose else []
    purpose = purpose or Purpose.ASSIGN
    actor, now = access.actor_of(request), timezone.now()
    if request.method != "POST" or not refs or not items:
        return _form(request, page.before(actor, purpose, refs, now=now))
    done = page.after(actor, purpose, request.POST, now=now)
    if done is not None and done.done:
        return render(request, "desk/together_done.html", {"page": done})
    looked = page.before(actor, purpose, items, now=now, typed=request.POST)
    refused = done.refused if done else ()
    return _form(request, replace(looked, refused=refused), status=409 if refused else 422)


def _form(request: HttpRequest, looked: page.Before, *, status: int = 200) -> HttpResponse:
    return render(request, "desk/together.html", {"page": looked}, status=status)
