"""待办: everything open within reach."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.inbox import page
from cunli.desk.inbox.filters import Wanted


@access.requires(Capability.WORK_MATTER)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Nearest day first, fifty at a time."""
    wanted = Wanted.from_query(request.GET)
    shown = page.build(access.actor_of(request), wanted, now=timezone.now())
    pick = request.GET.get("pick", "")
    return render(
        request, "desk/inbox.html", {"page": shown, "pick": bool(pick), "all": pick == "all", "key": str(uuid4())}
    )
