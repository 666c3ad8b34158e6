"""What a household works with: what is written down, and a small form for a new figure."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.county import selectors as county
from cunli.county.values import Measure
from cunli.lib.refusals import Invalid
from cunli.registry import selectors, services
from cunli.registry.correction_forms import ProductionForm


@access.requires(Capability.SEE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def production(request: HttpRequest, household_id: int) -> HttpResponse:
    """Every figure with its day and source; a new one from a day on."""
    actor, now = access.actor_of(request), timezone.now()
    home, today = selectors.household_for(actor.scope, household_id), timezone.localdate()
    items = county.items("household.production", on=today, county_id=home.county_id)
    kinds = [(item["key"], f"{item['word']}（{Measure(item['measure']).label}）") for item in items]
    form = ProductionForm(posted(request), initial={"key": uuid.uuid4().hex, "as_of": today}, kinds=kinds)
    if form.is_valid():
        try:
            services.record_production(actor=actor, household_id=home.pk, at=now, **form.given(home.pk))
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("记下了"))
            return redirect("registry:production", home.pk)
    page = {
        "home": home,
        "name": selectors.home_name(home, today),
        "rows": selectors.production_history(home.pk, home.county_id, today),
        "form": form,
    }
    return render(request, "registry/production.html", page, status=422 if form.is_bound else 200)
