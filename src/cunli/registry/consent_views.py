"""What people, and guardians of children, agreed to: recorded by whoever sees the register, withdrawn with one tap."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.refusals import Refusal
from cunli.registry import rules, selectors, services
from cunli.registry.forms import ConsentForm
from cunli.registry.models import Person
from cunli.registry.selectors import PersonHit


@access.requires(Capability.SEE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consents(request: HttpRequest, person_id: int) -> HttpResponse:
    """What stands for one person, and a form for what they, or a child's guardian, agree to now."""
    actor, now = access.actor_of(request), timezone.now()
    today = timezone.localdate(now)
    person = selectors.person_for(actor.scope, person_id)
    guardians = _guardians(request, person, today) if rules.is_child(person.born_on, today) else None
    begin = {"given_on": today, "key": uuid.uuid4().hex}
    form = ConsentForm(posted(request), initial=begin, guardians=guardians)
    if form.is_valid():
        try:
            services.give_consent(actor=actor, person_id=person_id, at=now, **form.given(person_id))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("答应的，记下了"))
            return redirect("registry:consents", person_id)
    page = _page(request, person, today) | {"guardians": guardians, "form": form}
    return render(request, "registry/consents.html", page, status=422 if form.is_bound else 200)


@access.signed_in
@require_POST
def withdraw(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Taken back today, by a cadre or the person; no reason is asked (PIPL art. 15)."""
    actor, now = access.actor_of(request), timezone.now()
    consent = services.withdraw_consent(actor=actor, consent_id=consent_id, on=timezone.localdate(now), at=now)
    messages.success(request, _("收回了，记下了；只靠这个留的，已经去掉"))
    if not actor.may(Capability.SEE_REGISTER):
        return redirect("desk:my_data")
    return redirect("registry:consents", consent.person_id)


def _page(request: HttpRequest, person: Person, on: date) -> dict[str, object]:
    return {
        "person": person,
        "name": selectors.shown_name(person, on),
        "is_child": rules.is_child(person.born_on, on),
        "consents": selectors.consents_of(person),
        "home": selectors.household_of_person(access.actor_of(request).scope, person.pk, on),
        "who": _who(request),
    }


def _who(request: HttpRequest) -> str:
    return request.GET.get("who", "").strip()[:40]


def _guardians(request: HttpRequest, child: Person, on: date) -> list[PersonHit]:
    """The grown people at home, and whoever a name typed by the cadre finds: a guardian may live elsewhere."""
    found = selectors.hits_for([one.pk for one in selectors.grown_at_home(child, on)], on)
    if who := _who(request):
        known = {hit.person_id for hit in found}
        elsewhere = selectors.search(access.actor_of(request).scope, who, on)
        found += [hit for hit in elsewhere if hit.person_id not in known and _is_grown(hit)]
    return found


def _is_grown(hit: PersonHit) -> bool:
    return hit.died_on is None and hit.age is not None and hit.age >= rules.ADULT_FROM
