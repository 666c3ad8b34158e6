"""群众的事，办得怎么样."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.figures import page
from cunli.desk.figures.counts import MEASURES, Asked


@access.requires(Capability.SEE_FIGURES)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """One month within reach."""
    now = timezone.now()
    asked = Asked.from_query(request.GET, today=timezone.localdate(now))
    return render(request, "desk/figures.html", {"page": page.build(access.actor_of(request), asked, now=now)})


@access.requires(Capability.SEE_FIGURES)
@require_safe
def counted(request: HttpRequest, what: str) -> HttpResponse:
    """Exactly the matters behind one number."""
    if what not in MEASURES:
        raise Http404
    now = timezone.now()
    asked = Asked.from_query(request.GET, today=timezone.localdate(now))
    listed = page.listed(access.actor_of(request), what, asked, after=request.GET.get("after", ""), now=now)
    return render(request, "desk/counted.html", {"page": listed})
