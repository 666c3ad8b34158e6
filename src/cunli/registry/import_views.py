"""Importing the county's own table: send it, see where it stands, look at what it would change, import."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.sheets import XLSX
from cunli.registry.forms import HeadingForm, ImportForm
from cunli.registry.imports.page import headings as said
from cunli.registry.imports.page import runs
from cunli.registry.imports.page.shown import run_page, said_headings


@access.requires(Capability.UNMASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Send a table; those sent before, each with where it stands."""
    actor, now = access.actor_of(request), timezone.now()
    form = ImportForm(posted(request), request.FILES or None, initial={"key": uuid.uuid4().hex})
    if form.is_valid():
        upload, key = form.cleaned_data["file"], form.cleaned_data["key"]
        try:
            return redirect("registry:import_run", runs.begin(actor=actor, upload=upload, at=now, key=key).pk)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
    page = {"form": form, "runs": runs.runs_of(actor)[: runs.LISTED]}
    return render(request, "registry/import.html", page, status=422 if form.is_bound else 200)


@access.requires(Capability.UNMASK)
@require_safe
@never_cache
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Where one import stands. A page that waits asks for its middle part only, and for the whole once it is done."""
    page = run_page(runs.run_for(access.actor_of(request), run_id), timezone.now())
    asks_for_part = request.headers.get("HX-Request") == "true"
    if asks_for_part and not page.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    name = "registry/_import_progress.html" if asks_for_part else "registry/import_run.html"
    return render(request, name, {"page": page, "meanings": said.meanings()})


@access.requires(Capability.UNMASK)
@require_POST
def explain(request: HttpRequest, run_id: int) -> HttpResponse:
    """What headings mean: the table is read once more."""
    actor = access.actor_of(request)
    mapping = said_headings(runs.run_for(actor, run_id), request.POST.dict())
    runs.explain(actor=actor, run_id=run_id, mapping=mapping, at=timezone.now())
    return redirect("registry:import_run", run_id)


@access.requires(Capability.UNMASK)
@require_POST
def confirm(request: HttpRequest, run_id: int) -> HttpResponse:
    """Import what was shown."""
    plan_hash = request.POST.get("plan", "")
    runs.confirm(actor=access.actor_of(request), run_id=run_id, plan_hash=plan_hash, at=timezone.now())
    return redirect("registry:import_run", run_id)


@access.requires(Capability.UNMASK)
@require_POST
def give_up(request: HttpRequest, run_id: int) -> HttpResponse:
    runs.give_up(actor=access.actor_of(request), run_id=run_id, at=timezone.now())
    messages.success(request, _("不导了，户册一点没动，表也删了"))
    return redirect("registry:import")


@access.requires(Capability.UNMASK)
@require_POST
def refused(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """The refused rows as an Excel; that they were taken is on record."""
    path = runs.take_refused(actor=access.actor_of(request), run_id=run_id, at=timezone.now())
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=_("退回的行.xlsx"), content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@access.requires(Capability.UNMASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def headings(request: HttpRequest) -> HttpResponse:
    """What the county's own headings mean, who said so and when; say another, or the same otherwise."""
    actor, now = access.actor_of(request), timezone.now()
    form = HeadingForm(posted(request))
    if form.is_valid():
        try:
            said.say_heading(actor=actor, at=now, **form.cleaned_data)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("记下了，从下一份表起照这个认"))
            return redirect("registry:import_headings")
    page = {"form": form, "headings": said.headings_of(actor, now), "meanings": dict(said.meanings())}
    return render(request, "registry/import_headings.html", page, status=422 if form.is_bound else 200)


@access.requires(Capability.UNMASK)
@require_POST
def forget(request: HttpRequest, mapping_id: int) -> HttpResponse:
    said.forget_heading(actor=access.actor_of(request), mapping_id=mapping_id, at=timezone.now())
    messages.success(request, _("不照这个认了"))
    return redirect("registry:import_headings")
