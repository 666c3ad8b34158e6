"""地图: open matters by place, with the filters of the inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.inbox.filters import Wanted
from cunli.desk.map import page
from cunli.desk.map.tiles import may_show_tiles


@access.requires(Capability.WORK_MATTER)
@may_show_tiles
@require_safe
def show_map(request: HttpRequest) -> HttpResponse:
    """Points and counts of what lies within the scope of the post; nobody else's matters."""
    wanted = Wanted.from_query(request.GET)
    shown = page.build(access.actor_of(request), wanted, now=timezone.now())
    return render(request, "desk/map.html", {"page": shown})
