"""Households, one household, one's own, and the box that finds people and matters."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.people import page
from cunli.registry.models import Person
from cunli.registry.selectors import (
    Contact,
    duplicates_waiting,
    household_page,
    own_household_page,
    persons_of_user,
    production_of,
)
from cunli.visits.selectors import contact_of, who_to_call


@access.requires(Capability.SEE_REGISTER)
@require_safe
def households(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, by village and number."""
    actor = access.actor_of(request)
    listed = page.households(actor, request.GET, on=timezone.localdate())
    may_edit = actor.may(Capability.UNMASK)
    alike = duplicates_waiting(actor.scope) if may_edit else 0
    return render(request, "desk/households.html", {"page": listed, "may_edit": may_edit, "alike": alike})


@access.requires(Capability.SEE_REGISTER)
@require_safe
def household(request: HttpRequest, household_id: int) -> HttpResponse:
    """The house, who lives in it, and their matters."""
    actor = access.actor_of(request)
    shown = household_page(actor.scope, household_id, timezone.localdate())
    people = [member.person_id for member in shown.members]
    page_of_it = {
        "home": shown,
        "rows": page.matters_of(actor, people, now=timezone.now()),
        "produced": production_of(shown.household_id, shown.county_id, timezone.localdate()),
        "is_own": False,
        "paired": contact_of(shown.household_id, timezone.localdate()),
        "to_call": None,
    }
    return render(request, "desk/household.html", page_of_it)


@access.signed_in
@require_safe
def my_household(request: HttpRequest) -> HttpResponse:
    """What the register holds about one's own home."""
    today = timezone.localdate()
    user_id = access.actor_of(request).user_id or 0
    shown = own_household_page(user_id, today)
    to_call = next((_to_call(person, today) for person in persons_of_user(user_id)), None) if shown else None
    produced = production_of(shown.household_id, shown.county_id, today) if shown else []
    page_of_it = {"home": shown, "rows": [], "produced": produced, "is_own": True, "paired": None, "to_call": to_call}
    return render(request, "desk/household.html", page_of_it)


def _to_call(person: Person, on: date) -> Contact | None:
    return who_to_call(person.pk, grid_id=person.grid_id, village_id=person.village_id, on=on)


@access.requires(Capability.WORK_MATTER)
@require_safe
def search_all(request: HttpRequest) -> HttpResponse:
    """People of the register and open matters, by one box."""
    found = page.find(access.actor_of(request), request.GET.get("q", ""), now=timezone.now())
    return render(request, "desk/search.html", {"page": found})
