"""The roster's pages: who belongs where; somebody new; an end; a phone in full."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.lib.refusals import NotYourPost, Refusal
from cunli.places.models import Area
from cunli.places.selectors import grids_of, villages_within
from cunli.roster import services
from cunli.roster.forms import EndForm, EntryForm, LookForm
from cunli.roster.models import RosterEntry
from cunli.roster.selectors import entries_within, entry_for

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    entry: RosterEntry
    where: str
    phone: str
    """Masked."""
    duty: str
    """The duty phone of the unit, which is public."""
    may_end: bool


@access.requires(Capability.SEE_REGISTER)
@never_cache
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Who belongs to the town, its villages and their grids; ``?village=`` and ``?grid=`` narrow it."""
    actor, on = access.actor_of(request), timezone.localdate()
    villages = villages_within(actor.scope, on=on)
    chosen = _village(villages, request.GET.get("village", ""))
    grids = grids_of(chosen.pk) if chosen else []
    grid = next((one for one in grids if str(one.pk) == request.GET.get("grid", "")), None)
    found = entries_within(actor.scope, on=on, village=chosen, grid_id=grid.pk if grid else None)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(actor, entry) for entry in shown]
    groups = [(place, list(under)) for place, under in groupby(lines, key=lambda line: _place(line.entry))]
    page = {
        "groups": groups,
        "found": shown,
        "villages": villages,
        "chosen": chosen,
        "grids": grids,
        "grid": grid,
        "narrowed": f"village={chosen.pk}&grid={grid.pk if grid else ''}&" if chosen else "",
        "may_add": _keeps(actor),
        "may_unmask": actor.may(Capability.UNMASK),
        "end": EndForm(),
    }
    return render(request, "roster/entries.html", page)


@access.requires(Capability.ASK_OUTSIDE)
@never_cache
@GET_AND_POST
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, for the whole town or for the village that the address names."""
    actor, now = access.actor_of(request), timezone.now()
    on = timezone.localdate(now)
    _must_keep(actor)
    villages = villages_within(actor.scope, on=on)
    village = _village(villages, request.GET.get("village", ""))
    town = Area.objects.get(pk=min(actor.scope.towns))
    form, status = EntryForm(posted(request), initial={"valid_from": on}), 422 if request.method == "POST" else 200
    form.limit_to(town, village)
    if form.is_valid():
        try:
            services.add_entry(actor=actor, town=town, village=village, at=now, **form.cleaned_data)
            messages.success(request, _("记下了"))
            return redirect(_address(village))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "villages": villages, "village": village, "town": town}
    return render(request, "roster/add.html", page, status=status)


@access.requires(Capability.ASK_OUTSIDE)
@never_cache
@GET_AND_POST
def end(request: HttpRequest, entry_id: int) -> HttpResponse:
    """From today on they do not belong there any more."""
    actor, now = access.actor_of(request), timezone.now()
    _must_keep(actor)
    entry = entry_for(actor, entry_id)
    form, status = EndForm(posted(request)), 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.end_entry(actor=actor, entry=entry, on=timezone.localdate(now), reason=reason, at=now)
            messages.success(request, _("记下了：%(name)s不在名单上了") % {"name": entry.name})
            return redirect(_address(entry.village))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "entry": entry, "back": _address(entry.village), "ends": True}
    return render(request, "roster/reason.html", page, status=status)


@access.requires(Capability.UNMASK)
@never_cache
@GET_AND_POST
def phone(request: HttpRequest, entry_id: int) -> HttpResponse:
    """A reason is asked, then the number is shown once."""
    actor, now = access.actor_of(request), timezone.now()
    entry = entry_for(actor, entry_id)
    form, number, status = LookForm(posted(request)), "", 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            number = services.show_phone(actor=actor, entry=entry, reason=form.cleaned_data["reason"], at=now)
            status = 200
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "entry": entry, "back": _address(entry.village), "number": number}
    return render(request, "roster/reason.html", page, status=status)


def _keeps(actor: Actor) -> bool:
    return actor.may(Capability.ASK_OUTSIDE) and bool(actor.scope.towns)


def _must_keep(actor: Actor) -> None:
    if not _keeps(actor):
        raise NotYourPost(_("名单由乡镇来记"), instead=_("要加人、要换人，请找镇平安办。"))


def _village(villages: list[Area], typed: str) -> Area | None:
    """One within reach; 404 for any other."""
    if not typed:
        return None
    found = next((area for area in villages if str(area.pk) == typed), None)
    if found is None:
        raise Http404
    return found


def _line(actor: Actor, entry: RosterEntry) -> Line:
    number = local_phone(entry.phone) if entry.phone else ""
    return Line(
        entry=entry,
        where="、".join(row.grid.name for row in entry.grids.all()),
        phone=mask_phone(number) if number else "",
        duty=entry.unit.phone if entry.unit else "",
        may_end=_keeps(actor) and entry.town_id in actor.scope.towns,
    )


def _place(entry: RosterEntry) -> str:
    return str(entry.village or entry.town)


def _address(village: Area | None) -> str:
    found = reverse("roster:forces")
    return f"{found}?village={village.pk}" if village else found
