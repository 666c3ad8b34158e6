"""要求去掉的: written down for a person, and answered by a day."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.refusals import Invalid
from cunli.registry import selectors, services
from cunli.registry.forms import ErasureForm


@access.requires(Capability.UNMASK)
@require_safe
@never_cache
def erasures(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the nearest day first; below it whose consent has run out."""
    return _list(request)


@access.requires(Capability.SEE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def erasure(request: HttpRequest, person_id: int) -> HttpResponse:
    """What one person asked for, and a form for what they ask for now."""
    actor, now = access.actor_of(request), timezone.now()
    today = timezone.localdate(now)
    person = selectors.person_for(actor.scope, person_id)
    form = ErasureForm(posted(request), initial={"key": uuid.uuid4().hex})
    if form.is_valid():
        asked = services.ask_erasure(actor=actor, person_id=person_id, at=now, **form.given(person_id))
        messages.success(request, selectors.erasure_noted(asked, today))
        return redirect("registry:erasure", person_id)
    page = {
        "name": selectors.shown_name(person, today),
        "home": selectors.household_of_person(actor.scope, person.pk, today),
        "erasures": selectors.erasures_of(person, today),
        "form": form,
    }
    return render(request, "registry/erasure.html", page, status=422 if form.is_bound else 200)


@access.requires(Capability.UNMASK)
@require_POST
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """What is removed, and why the rest is not."""
    said, why_not = request.POST.getlist("erased")[:20], request.POST.get("why_not", "").replace("\0", "")
    try:
        services.answer_erasure(
            actor=access.actor_of(request), request_id=request_id, erased=said, why_not=why_not, at=timezone.now()
        )
    except Invalid as refusal:
        return _list(request, answered=request_id, error=next(iter(refusal.fields.values()), str(refusal)))
    messages.success(request, _("答复了，本人看得到"))
    return redirect("registry:erasures")


def _list(request: HttpRequest, *, answered: int = 0, error: str = "") -> HttpResponse:
    """``answered``: the request whose answer could not be taken, with what was written and the sentence."""
    actor, today = access.actor_of(request), timezone.localdate()
    page = {
        "waiting": selectors.erasures_to_answer(actor, today),
        "run_out": selectors.consents_run_out(actor, today),
        "answered": answered,
        "error": error,
        "why_not": request.POST.get("why_not", ""),
        "ticked": request.POST.getlist("erased"),
    }
    return render(request, "registry/erasures.html", page, status=422 if error else 200)
