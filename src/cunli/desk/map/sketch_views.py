"""村子示意图: look at it, give a new picture, say where the grids are."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.map import sketch as page
from cunli.files.cleaning import clean, fingerprints
from cunli.files.models import Kind
from cunli.files.refusals import FileRefused
from cunli.files.views import respond
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Invalid
from cunli.places.kinds import Level
from cunli.places.models import Area
from cunli.places.selectors import grids_of
from cunli.registry.selectors import sketch_of
from cunli.registry.services import keep_sketch, place_pins


@access.requires(Capability.WORK_MATTER)
@require_safe
def sketch(request: HttpRequest, village_id: int) -> HttpResponse:
    """The drawing with its pins, and the same as a list. 404 outside the scope."""
    actor = access.actor_of(request)
    return render(request, "desk/sketch.html", {"page": page.build(actor, _village(actor, village_id))})


@access.requires(Capability.WORK_MATTER)
@require_safe
def picture(request: HttpRequest, village_id: int) -> HttpResponseBase:
    """The picture itself, for whoever may look at the page."""
    found = sketch_of(access.actor_of(request).scope, village_id)
    if found is None:
        raise Http404
    return respond(found.file, inline=True, request=request)


@access.requires(Capability.SCREEN)
@require_POST
def draw(request: HttpRequest, village_id: int) -> HttpResponse:
    """A new picture takes the place of the old one."""
    actor, upload = access.actor_of(request), request.FILES.get("picture")
    village = _village(actor, village_id)
    if upload is None:
        return _again(request, actor, village, _("请先选一张图"))
    key = key_for(request.POST.get("key", ""), [village_id, *fingerprints([upload])])
    try:
        cleaned = clean(upload, kind=Kind.PHOTO)
    except FileRefused as refusal:
        return _again(request, actor, village, str(refusal))
    keep_sketch(actor=actor, village_id=village_id, picture=cleaned, at=timezone.now(), key=key)
    messages.success(request, _("示意图换好了，请再标一遍网格在哪里"))
    return redirect("desk:sketch", village_id=village_id)


@access.requires(Capability.SCREEN)
@require_POST
def pins(request: HttpRequest, village_id: int) -> HttpResponse:
    """Where each grid is on the picture, in percent."""
    actor = access.actor_of(request)
    village = _village(actor, village_id)
    spots = page.spots_in(request.POST, [grid.pk for grid in grids_of(village.pk)])
    if spots is None:
        return _again(request, actor, village, _("位置请写 0 到 100 的数，左右和上下都写"))
    key = key_for(request.POST.get("key", ""), [village_id, sorted(spots.items())])
    try:
        place_pins(actor=actor, village_id=village_id, spots=spots, at=timezone.now(), key=key)
    except Invalid as refusal:
        return _again(request, actor, village, str(refusal))
    messages.success(request, _("网格标好了"))
    return redirect("desk:sketch", village_id=village_id)


def _village(actor: Actor, village_id: int) -> Area:
    """A village within the scope; 404 otherwise, so that nobody learns what is drawn elsewhere."""
    found = Area.objects.within(actor.scope).filter(pk=village_id, level=Level.VILLAGE).first()
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, actor: Actor, village: Area, problem: str) -> HttpResponse:
    return render(request, "desk/sketch.html", {"page": page.build(actor, village, problem)}, status=422)
