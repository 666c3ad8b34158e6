"""The announced holidays: each year as it is reckoned with; paste the notice, look, confirm."""

from __future__ import annotations

import json
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.county import selectors, services
from cunli.county.forms import AnnounceForm, NoticeForm
from cunli.county.holidays.checks import FIXED_BY, complaints, warnings
from cunli.county.holidays.known import as_json
from cunli.county.holidays.months import months_of
from cunli.lib.calendars import Year
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of


@access.requires(Capability.SEE_SETTINGS)
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """The years that are known, the newest first, with their months; what was corrected, when and why."""
    years = sorted(selectors.calendar().years, key=lambda year: -year.year)
    page = {
        "years": [(year, months_of(year)) for year in years],
        "notices": selectors.notices(),
        "missing_year": selectors.missing_year(day_of(timezone.now())),
        "may_announce": actor_of(request).may(Capability.CONFIGURE),
    }
    return render(request, "county/holidays.html", page)


@access.requires(Capability.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def read_notice(request: HttpRequest) -> HttpResponse:
    """Paste the notice or send the Excel; what was understood is shown before anything is kept."""
    form = NoticeForm(posted(request), request.FILES or None)
    if form.is_valid():
        wrong = complaints(form.year)
        if not wrong:
            seen = selectors.version_of(form.year.year)
            return _preview(request, form.year, _announcing(form.year, seen), unclear=form.understood.unclear)
        for sentence in wrong:
            form.add_error("upload" if form.cleaned_data["upload"] else "text", sentence)
    return render(request, "county/notice.html", {"form": form}, status=422 if form.is_bound else 200)


@access.requires(Capability.CONFIGURE)
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """Keep the year that was shown."""
    form = AnnounceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("看过的那一页不全了，请再贴一次"))
        return redirect("county:read_notice")
    given = form.cleaned_data
    try:
        row = services.announce_holidays(
            actor=actor_of(request), year=form.year, why=given["why"], at=timezone.now(), seen=given["seen"]
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _preview(request, form.year, form, status=refusal.status)
    said = _("登记好了，从现在起照它算。先算个大概的日子，一分钟内重新算准。")
    messages.success(request, said if row else _("和现在用的一样，没有变。"))
    return redirect("county:holidays")


def _announcing(year: Year, seen: int) -> AnnounceForm:
    plan = json.dumps(as_json(year), ensure_ascii=False)
    return AnnounceForm(initial={"plan": plan, "seen": seen})


def _preview(
    request: HttpRequest, year: Year, form: AnnounceForm, *, unclear: list[str] | None = None, status: int = 200
) -> HttpResponse:
    page = {
        "year": year,
        "months": months_of(year),
        "unclear": unclear or [],
        "warnings": warnings(year),
        "fixed_by": str(FIXED_BY),
        "is_known": selectors.calendar().covers(date(year.year, 1, 1)),
        "form": form,
    }
    return render(request, "county/notice_preview.html", page, status=status)
