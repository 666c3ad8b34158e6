"""One address for everybody: a villager's home, or what is due today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Role
from cunli.desk.frame import keep_due_by_tonight
from cunli.desk.today import home, page
from cunli.desk.today import more as more_page


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


@access.signed_in
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """For villagers; whoever works here has everything on the page for what is new."""
    actor = access.actor_of(request)
    if actor.role != Role.VILLAGER:
        return redirect("desk:new_matter")
    return render(request, "desk/more.html", {"page": more_page.build(actor, on=timezone.localdate())})
