"""不对？请改: what is registered, a form for what is wrong, and what waits for a second person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import selectors, services
from cunli.registry.correction_forms import CheckForm, CorrectionForm
from cunli.registry.kinds import CorrectionState
from cunli.registry.models import Correction
from cunli.registry.selectors import CorrectionRow, Entry

LISTED = 50


@access.signed_in
@require_safe
@never_cache
def person_entry(request: HttpRequest, person_id: int) -> HttpResponse:
    """What the register says of one person, each value with a way to say that it is wrong, and what changed."""
    entry = selectors.person_entry(access.actor_of(request), person_id, timezone.localdate())
    return render(request, "registry/entry.html", {"entry": entry, "of": "registry:correct_person", "pk": person_id})


@access.signed_in
@require_safe
@never_cache
def household_entry(request: HttpRequest, household_id: int) -> HttpResponse:
    """The same of a household and its house."""
    entry = selectors.household_entry(access.actor_of(request), household_id, timezone.localdate())
    page = {"entry": entry, "of": "registry:correct_household", "pk": household_id, "is_household": True}
    return render(request, "registry/entry.html", page)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct_person(request: HttpRequest, person_id: int, field: str) -> HttpResponse:
    """One value of one person: what it should be, and why."""
    entry = selectors.person_entry(access.actor_of(request), person_id, timezone.localdate())
    return _correct(request, entry, field, person_id=person_id)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct_household(request: HttpRequest, household_id: int, field: str) -> HttpResponse:
    """The address or door number."""
    entry = selectors.household_entry(access.actor_of(request), household_id, timezone.localdate())
    return _correct(request, entry, field, household_id=household_id)


@access.signed_in
@require_safe
@never_cache
def corrections(request: HttpRequest) -> HttpResponse:
    """要核对的更改: what waits for a second person within reach, and what one asked for oneself."""
    actor, today = access.actor_of(request), timezone.localdate()
    page = {
        "waiting": selectors.correction_rows(actor, selectors.corrections_to_check(actor)[:LISTED], today),
        "own": selectors.correction_rows(actor, selectors.own_corrections(actor)[:LISTED], today),
        "sees_register": actor.may(Capability.SEE_REGISTER),
    }
    return render(request, "registry/corrections.html", page)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """One request: who said what is wrong and why; the second person decides, whoever asked may take it back."""
    actor = access.actor_of(request)
    found = selectors.correction_for(actor, correction_id)
    row = selectors.correction_rows(actor, [found], timezone.localdate())[0]
    form = CheckForm(posted(request), field=found.field, is_read_again=row.is_read_again)
    if form.is_valid():
        try:
            done = _decide(request, actor, found, form)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _SAID[CorrectionState(done.state)]())
            return redirect("registry:corrections")
    return _show(request, actor, row, form)


def _correct(
    request: HttpRequest,
    entry: Entry,
    field: str,
    *,
    person_id: int | None = None,
    household_id: int | None = None,
) -> HttpResponse:
    actor, now = access.actor_of(request), timezone.now()
    line = next((line for line in entry.lines if line.field == field), None)
    if line is None:
        raise Http404
    form = CorrectionForm(posted(request), initial={"key": uuid.uuid4().hex}, field=field, tellers=entry.tellers)
    if form.is_valid():
        try:
            said = form.given(f"{person_id}/{household_id}", field)
            asked = services.ask_correction(actor=actor, person_id=person_id, household_id=household_id, at=now, **said)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("提上去了，等另一个人核对"))
            return redirect("registry:correction", asked.pk)
    page = {"entry": entry, "line": line, "form": form, "person_id": person_id, "household_id": household_id}
    return render(request, "registry/correct.html", page, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, actor: Actor, found: Correction, form: CheckForm) -> Correction:
    now = timezone.now()
    if "withdraw" in request.POST:
        return services.withdraw_correction(actor=actor, correction_id=found.pk, at=now)
    if "refuse" in request.POST:
        why_not = form.cleaned_data["why_not"]
        return services.refuse_correction(actor=actor, correction_id=found.pk, why_not=why_not, at=now)
    return services.apply_correction(actor=actor, correction_id=found.pk, again=form.typed_again, at=now)


_SAID = {
    CorrectionState.APPLIED: lambda: _("改好了，提的人会知道"),
    CorrectionState.REFUSED: lambda: _("回了：不改，提的人会看到为什么"),
    CorrectionState.WITHDRAWN: lambda: _("收回了，不改"),
}


def _show(request: HttpRequest, actor: Actor, row: CorrectionRow, form: CheckForm) -> HttpResponse:
    today, found = timezone.localdate(), row.correction
    is_open = found.state == CorrectionState.OPEN
    page = {
        "row": row,
        "is_open": is_open,
        "is_mine": found.asked_by_id == actor.user_id,
        "may_check": is_open and selectors.may_check(actor, found, today),
        "sees_register": actor.may(Capability.SEE_REGISTER),
        "colleagues": selectors.who_can_check(found, today) if is_open else (),
        "form": form,
    }
    return render(request, "registry/correction.html", page, status=422 if form.is_bound else 200)
