"""What anybody reads without an account: one notice by its code, and what hangs in a village."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.signing_in import address_of
from cunli.accounts.throttle import Limit, count_try
from cunli.notices import rules, selectors
from cunli.places.models import Area

MISSES = Limit("notice", 60, timedelta(hours=1))
"""Per address, and only codes that open nothing: a whole village behind one address may read what hangs."""


@access.public
@require_safe
def read(request: HttpRequest, code: str) -> HttpResponse:
    """A notice while it hangs; afterwards what came of it, without the text. 404 for a code that opens nothing."""
    now, today = timezone.now(), timezone.localdate()
    found = selectors.by_code(code[:20])
    if found is None or found.first_day is None or found.last_day is None:
        count_try(MISSES, address_of(request), now)
        return render(request, "notices/read.html", {"notice": None, "is_open": False}, status=404)
    page = {
        "notice": found,
        "kind": selectors.kind_of(found, today),
        "is_open": found.is_open(today),
        "window": rules.window_words(found.first_day, found.last_day),
        "objections": found.objections.count(),
    }
    return render(request, "notices/read.html", page)


@access.public
@require_safe
def board(request: HttpRequest, area_id: int) -> HttpResponse:
    """Everything that hangs in a village today, its town's included."""
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        count_try(MISSES, address_of(request), timezone.now())
        return render(request, "notices/read.html", {"notice": None, "is_open": False}, status=404)
    return render(request, "notices/board.html", {"area": area, "rows": selectors.open_at(area, timezone.localdate())})
