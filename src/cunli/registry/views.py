"""Looking at full numbers, and what is held about people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.places.kinds import UnitFunction
from cunli.places.selectors import units_of
from cunli.registry import privacy, selectors, services
from cunli.registry.forms import ReasonForm
from cunli.registry.kinds import NumberField


@access.requires(Capability.UNMASK)
@never_cache
def look(request: HttpRequest, person_id: int, field: str) -> HttpResponse:
    """One number in full: a reason is asked, then the number is shown once, on the page or in its fragment."""
    if field not in NumberField.values:
        raise Http404
    actor, now = access.actor_of(request), timezone.now()
    person = selectors.person_for(actor.scope, person_id)
    today = timezone.localdate(now)
    asked: dict[str, object] = {
        "name": selectors.shown_name(person, today),
        "what": str(NumberField(field).label),
        "home": selectors.household_of_person(actor.scope, person.pk, today),
    }
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form, asked)
    number = services.unmask(actor=actor, person_id=person_id, field=field, reason=form.cleaned_data["reason"], at=now)
    page = "registry/_number.html" if request.headers.get("HX-Request") else "registry/number.html"
    return render(request, page, {**asked, "number": number, "is_phone": field == NumberField.PHONE})


@access.public
@require_safe
def what_is_held(request: HttpRequest) -> HttpResponse:
    """The notice about people's data: what, why, how long, and what one may ask for (PIPL art. 17)."""
    return render(
        request,
        "registry/privacy.html",
        {
            "held": privacy.DATA_HELD,
            "rights": privacy.RIGHTS,
            "version": privacy.NOTICE_VERSION,
            "since": privacy.NOTICE_SINCE,
            "offices": units_of(function=UnitFunction.GENERAL).exclude(phone="")[:30],
        },
    )


def _ask(request: HttpRequest, form: ReasonForm, asked: dict[str, object]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "registry/ask_reason.html", {**asked, "form": form}, status=status)
