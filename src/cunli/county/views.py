"""The county's settings: read by its officers, decided by its system administrator."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.roles import Capability
from cunli.county import deciding, pages, selectors, services, words
from cunli.county.deciding import Deciding
from cunli.county.defaults import DEFAULTS
from cunli.county.forms import WithdrawForm
from cunli.county.values import Default
from cunli.lib.refusals import Invalid
from cunli.lib.terms import day_of
from cunli.places.models import Area


@access.requires(Capability.SEE_SETTINGS)
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Everything the county decides for itself, and what the state fixed, each with where it stands."""
    today = day_of(timezone.now())
    page = {
        "county": _county(request),
        "sections": pages.sections(county=_county(request), today=today),
        "national": pages.national(today),
        "missing_year": selectors.missing_year(today),
        "may_decide": actor_of(request).may(Capability.CONFIGURE),
    }
    return render(request, "county/settings.html", page)


@access.requires(Capability.SEE_SETTINGS)
@require_safe
def setting(request: HttpRequest, setting: str) -> HttpResponse:
    """One setting: what was decided when and by whom; for the administrator the form to decide anew."""
    today = day_of(timezone.now())
    opened = deciding.opened(_default(setting), _county(request), today=today, of=_day(request.GET.get("of", "")))
    return _page(request, opened, today=today)


@access.requires(Capability.CONFIGURE)
@require_POST
def decide(request: HttpRequest, setting: str) -> HttpResponse:
    """Add a row, look at what would change, go back to it, or decide."""
    now = timezone.now()
    default, county, today = _default(setting), _county(request), day_of(now)
    found = deciding.posted(default, county, request.POST, actor=actor_of(request), at=now, today=today)
    if found.do == "save" and found.status == 200:
        messages.success(request, _("定好了，到那天就照新的来。"))
        return redirect("county:setting", default.key)
    if found.is_preview:
        said = {"changes": found.changes(today), "reach": words.reach(default.shape), "title": _(default.title)}
        return render(request, "county/preview.html", {"deciding": found, **said})
    return _page(request, found, today=today)


@access.requires(Capability.CONFIGURE)
@require_POST
def withdraw(request: HttpRequest, setting: str) -> HttpResponse:
    """Take back what has not begun."""
    form, default = WithdrawForm(request.POST), _default(setting)
    if not form.is_valid():
        raise Invalid(_("还没有收回"), fields={"why": _("请写一句为什么收回，会留记录")})
    services.withdraw_value(
        actor=actor_of(request), key=default.key, at=timezone.now(), area=_county(request), **form.cleaned_data
    )
    messages.success(request, _("收回了，照原来的来。"))
    return redirect("county:setting", default.key)


def _page(request: HttpRequest, found: Deciding, *, today: date) -> HttpResponse:
    default, county = found.default, found.county
    page = {
        "deciding": found,
        "title": _(default.title),
        "now": pages.now_in_words(default, county=county, today=today),
        "history": pages.history(default, county=county, today=today),
        "reach": words.reach(default.shape),
        "may_decide": actor_of(request).may(Capability.CONFIGURE),
        "withdraw": WithdrawForm(auto_id=False),
        "seen": selectors.fingerprint(default.key, county=county),
    }
    return render(request, "county/setting.html", page, status=found.status)


def _default(key: str) -> Default:
    if key not in DEFAULTS:
        raise Http404
    return DEFAULTS[key]


def _county(request: HttpRequest) -> Area:
    county = selectors.county_of(actor_of(request))
    if county is None:
        raise Http404
    return county


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
