"""The matter's page and its steps. Each view: read within scope, one service call, answer."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.cases.selectors import matter_for, matter_with_names, steps_open_to
from cunli.desk.matter import stepping
from cunli.desk.matter.page import MatterPage, page_for
from cunli.desk.matter.stepping import StepPage
from cunli.desk.matter.viewer import Viewer, matter_to_act_in, viewer_of
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours
from cunli.ui import faces


@access.slip_or_signed_in
@never_cache
@require_safe
def matter(request: HttpRequest, ref: str) -> HttpResponse:
    """One matter, as much of it as the viewer may see. 404 outside the scope."""
    actor, now = actor_of(request), timezone.now()
    found = matter_with_names(actor, ref)
    page = page_for(actor, found, now=now)
    _say_what_was_done(request, page)
    form = _inline_form(request, page, now)
    name = "desk/matter_person" if page.viewer in (Viewer.PERSON, Viewer.VOICE) else "desk/matter"
    return render(request, faces.templates(request, name), {"page": page, "matter": found, "form": form})


@access.slip_or_signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, ref: str, key: str) -> HttpResponseBase:
    """The form of one step; posted, the step is taken. Refused or mistyped, the form comes back as it was sent."""
    actor, now = actor_of(request), timezone.now()
    try:
        found = matter_to_act_in(actor, ref)
    except NotYours:
        if not stepping.was_answered(request, actor):
            raise
        return _handed_away(request)
    chosen = stepping.step_named(found, key)
    if request.method != "POST":
        if chosen not in steps_open_to(actor, found, at=now):
            return _moved_on(request, ref)
        return _form(request, stepping.blank(found, chosen, at=now))
    return _post(request, actor, stepping.typed(found, chosen, request.POST, at=now), now)


def _post(request: HttpRequest, actor: Actor, page: StepPage, now: datetime) -> HttpResponseBase:
    if not page.is_valid:
        return _form(request, page, status=422)
    done = stepping.post_step(request, actor, page, at=now)
    if done is None:
        return _form(request, page, status=page.refusal.status if page.refusal else 409)
    if stepping.may_hand_away(page.step) and _lies_elsewhere(actor, done.ref):
        return _handed_away(request)
    return redirect(f"{reverse('desk:matter', args=[done.ref])}?did={page.step.key}")


def _lies_elsewhere(actor: Actor, ref: str) -> bool:
    """Out of reach, or there only for what this unit was once asked."""
    try:
        return viewer_of(actor, matter_for(actor, ref)) is Viewer.ASKED
    except NotYours:
        return True


def _handed_away(request: HttpRequest) -> HttpResponseBase:
    """It is on the record, and no longer with whoever did it."""
    messages.success(request, _("记下了，这件事已经转出去，不在您这里了"))
    return redirect("desk:today")


def _say_what_was_done(request: HttpRequest, page: MatterPage) -> None:
    """After a step: one line that it is on the record, if that is where the course stands; a made-up address says
    nothing. Said here, so that the step itself writes no cookie for it.
    """
    newest, law = page.newest, page.matter.law
    if newest is None or request.GET.get("did") != newest.key:
        return
    step = law.step(newest.key)
    opening = law.opening(newest.key) if newest.number <= 1 else None
    if opening is not None:
        messages.success(request, _("%(done)s了，号码 %(ref)s") % {"done": opening.title, "ref": page.matter.ref})
    elif step is not None:
        messages.success(request, _("记下了：%(done)s") % {"done": step.done})


def _moved_on(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The step was open when its link was drawn and is not any more: show where the matter stands now."""
    if _wants_part(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    messages.info(request, _("这件事已经走到下一步了，现在是这样。"))
    return redirect("desk:matter", ref=ref)


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.method == "GET"


def _form(request: HttpRequest, page: StepPage, *, status: int = 200) -> HttpResponse:
    if _wants_part(request):
        return render(request, "desk/_step_panel.html", {"form": page, "matter": page.matter}, status=status)
    context = {"form": page, "matter": page.matter, "page": _beside(request, page)}
    return render(request, "desk/matter_step.html", context, status=status)


def _beside(request: HttpRequest, page: StepPage) -> MatterPage | None:
    """What happened so far stands beside the form, where there is room for it."""
    if faces.face_of(request) is not faces.Face.DESK:
        return None
    actor = actor_of(request)
    return page_for(actor, matter_with_names(actor, page.matter.ref), now=timezone.now())


def _inline_form(request: HttpRequest, page: MatterPage, now: datetime) -> StepPage | None:
    """The next step's form in the right column of the desk, when drawing it costs no further look-ups."""
    if not (page.inline and page.main_step and faces.face_of(request) is faces.Face.DESK):
        return None
    return stepping.blank(page.matter, page.main_step, at=now)
