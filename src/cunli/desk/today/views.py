"""One address for everybody: a villager's home, or what is due today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Role
from cunli.desk.frame import keep_due_by_tonight
from cunli.desk.today import home, page


@access.signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The role's front page."""
    actor, now = access.actor_of(request), timezone.now()
    if actor.role == Role.VILLAGER:
        return render(request, "desk/home.html", {"page": home.build(actor, on=timezone.localdate(now))})
    chosen = page.build(actor, when=request.GET.get("when", ""), now=now)
    keep_due_by_tonight(request, chosen.by_tonight)
    return render(request, "desk/today.html", {"page": chosen})
