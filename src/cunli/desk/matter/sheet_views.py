"""The sheet of a matter for another system: to copy from, to take along as Excel, and the number that came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.roles import Capability
from cunli.acts import outside as acts
from cunli.cases.models import Matter
from cunli.cases.said import choices_of
from cunli.cases.selectors import matter_with_names
from cunli.cases.services import keep_number
from cunli.desk.matter.sheets import address, outside_of, sheet_of
from cunli.desk.matter.viewer import Viewer, viewer_of
from cunli.lib.actors import Actor
from cunli.lib.refusals import Refusal
from cunli.lib.sheets import XLSX, table, width_of
from cunli.lib.typed import seen
from cunli.procedures.outside import Outside
from cunli.ui.words import day_of

NUMBER_MAX, REASON_MAX = 60, 200
THERE = "zh-hans"
"""The language of the other system: its fields are called there what they are called there."""


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, ref: str, system: str) -> HttpResponse:
    """Numbers masked; posted with a reason they are whole, this once."""
    actor, on = actor_of(request), timezone.localdate()
    matter, outside = _found(actor, ref, system, on=on)
    if request.method != "POST":
        return _show(request, matter, outside, on=on)
    reason = _typed(request, "reason", REASON_MAX)
    try:
        whole = acts.open_sheet(actor=actor, matter=matter, outside=outside, reason=reason, at=timezone.now())
    except Refusal as refusal:
        return _show(request, matter, outside, on=on, refusal=refusal)
    return _show(request, matter, outside, on=on, whole=whole)


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_POST
def take(request: HttpRequest, ref: str, system: str) -> HttpResponseBase:
    """As Excel, a column for each field in its order; the numbers whole only where that was asked for."""
    actor, now = actor_of(request), timezone.now()
    on = day_of(now)
    matter, outside = _found(actor, ref, system, on=on)
    reason, wants_whole = _typed(request, "reason", REASON_MAX), bool(request.POST.get("whole"))
    try:
        whole: Mapping[str, str] = {}
        if wants_whole:
            whole = acts.open_sheet(actor=actor, matter=matter, outside=outside, reason=reason, at=now)
        acts.note_taken(actor=actor, matter=matter, outside=outside, reason=reason, whole=wants_whole, at=now)
    except Refusal as refusal:
        return _show(request, matter, outside, on=on, refusal=refusal)
    with override(THERE):
        filled = sheet_of(actor, matter, outside, choices_of(matter), on=on, whole=whole)
    header = [(row.label, max(12, width_of(row.label), width_of(row.value))) for row in filled.rows]
    file = table(matter.ref, header, [[row.value for row in filled.rows]])
    return FileResponse(file, as_attachment=True, filename=f"{filled.name} {matter.ref}.xlsx", content_type=XLSX)


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_POST
def number(request: HttpRequest, ref: str, system: str) -> HttpResponse:
    """What the other system called it: written down once."""
    actor, now = actor_of(request), timezone.now()
    matter, outside = _found(actor, ref, system, on=day_of(now))
    given, why = _typed(request, "number", NUMBER_MAX), _typed(request, "why", REASON_MAX)
    try:
        keep_number(actor=actor, matter=matter, outside=outside, number=given, why=why, at=now)
    except Refusal as refusal:
        return _show(request, matter, outside, on=day_of(now), refusal=refusal)
    messages.success(request, _("记下了，那边的号码 %(number)s") % {"number": given})
    return redirect(address(matter, outside))


def _found(actor: Actor, ref: str, system: str, *, on: date) -> tuple[Matter, Outside]:
    """404 for whoever does not work on it, and where it is kept nowhere else."""
    matter = matter_with_names(actor, ref)
    outside = outside_of(matter, system, on=on)
    if outside is None or viewer_of(actor, matter) is not Viewer.STAFF:
        raise Http404
    return matter, outside


def _typed(request: HttpRequest, name: str, most: int) -> str:
    return " ".join(seen(request.POST.get(name, "")).split())[:most]


def _show(
    request: HttpRequest,
    matter: Matter,
    outside: Outside,
    *,
    on: date,
    whole: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    page = {
        "matter": matter,
        "outside": outside,
        "sheet": sheet_of(actor, matter, outside, choices_of(matter), on=on, whole=whole or {}),
        "refusal": refusal,
        "typed": {name: _typed(request, name, REASON_MAX) for name in ("reason", "number", "why")},
        "may_unmask": actor.may(Capability.UNMASK),
        "is_open": whole is not None,
    }
    return render(request, "desk/matter_outside.html", page, status=refusal.status if refusal else 200)
