"""Whether a printed paper is genuine. A paper itself is opened where it belongs, by the page of its matter."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.signing_in import address_of
from cunli.accounts.throttle import Limit, count_try
from cunli.papers import selectors

VERIFY_TRIES = Limit("verify", 60, timedelta(hours=1))


@access.public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Anyone who holds a printed paper asks by its code; the answer names no person and no matter."""
    code = request.GET.get("code", "").strip()[:20]
    if code:
        count_try(VERIFY_TRIES, address_of(request), timezone.now())
    found = selectors.by_verify_code(code) if code else None
    return render(
        request, "papers/verify.html", {"code": code, "found": found}, status=200 if found or not code else 404
    )
