"""One's own calendar: its address, made and taken back by oneself, and the file that a phone reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.api import services
from cunli.api.calendar import calendar_of
from cunli.api.models import CalendarAddress
from cunli.api.rules import digest_of


@access.signed_in
@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """Whether there is one, since when."""
    found = CalendarAddress.objects.filter(user_id=access.actor_of(request).user_id or 0).first()
    return render(request, "api/calendar.html", {"found": found, "made": ""})


@access.signed_in
@never_cache
@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """The answer shows it, this once."""
    secret = services.make_calendar_address(actor=access.actor_of(request), at=timezone.now())
    made = request.build_absolute_uri(reverse("api:calendar", args=[secret]))
    return render(request, "api/calendar.html", {"found": None, "made": made})


@access.signed_in
@require_POST
def withdraw_address(request: HttpRequest) -> HttpResponse:
    """From now on a phone that reads it gets nothing."""
    services.withdraw_calendar_address(actor=access.actor_of(request), at=timezone.now())
    messages.success(request, _("收回了，原来的地址打不开了。"))
    return redirect("api:calendar_address")


@access.public
@never_cache
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """By the secret in the address alone, as calendars are read: no session, and no word of whose matters they are."""
    found = (
        CalendarAddress.objects.filter(digest=digest_of(secret), user__is_active=True).select_related("user").first()
    )
    if found is None:
        raise Http404
    host = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(
        calendar_of(found.user, host=host, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
