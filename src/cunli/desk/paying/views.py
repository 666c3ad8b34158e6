"""What may be received, by whom and on whose authority; the lists; who is still to be asked whether it arrived."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.benefits import selectors, services
from cunli.desk.paying.forms import AskedForm, ListForm, ProgrammeForm
from cunli.desk.paying.page import cards, list_rows
from cunli.lib.refusals import NotYours, Refusal
from cunli.places.models import Unit
from cunli.registry.selectors.names import shown_name
from cunli.registry.selectors.residents import person_for

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.requires(Capability.SEE_BENEFITS)
@never_cache
@GET_AND_POST
def benefits(request: HttpRequest) -> HttpResponse:
    """The lists first, then what each programme gives and to whom; a new list is drafted here."""
    actor, now = access.actor_of(request), timezone.now()
    on, unit = timezone.localdate(now), Unit.objects.get(pk=actor.unit_id or 0)
    kinds = selectors.kinds(county_id=unit.county_id, on=on)
    form = ListForm(posted(request), kinds=kinds, initial={"period": f"{on:%Y-%m}"})
    if form.is_valid():
        try:
            made = services.draft_list(actor=actor, at=now, **form.cleaned_data)
            messages.success(request, _("拟好了，请另一位同事批"))
            return redirect("desk:payment_list", made.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    found = list(selectors.lists_within(actor)[: selectors.LISTED])
    page = {
        "form": form,
        "rows": list_rows(found, on),
        "cards": cards(unit.county_id, on),
        "to_ask": selectors.to_ask(actor).count(),
        "may_pay": actor.may(Capability.PAY_BENEFITS),
        "may_rule": actor.may(Capability.RULE_BENEFITS),
    }
    return render(request, "desk/benefits.html", page, status=422 if form.errors else 200)


@access.requires(Capability.RULE_BENEFITS)
@GET_AND_POST
def programme(request: HttpRequest) -> HttpResponse:
    """What a programme gives from a day on, to whom, and which paper says so."""
    actor, now = access.actor_of(request), timezone.now()
    on, unit = timezone.localdate(now), Unit.objects.get(pk=actor.unit_id or 0)
    kinds = selectors.kinds(county_id=unit.county_id, on=on)
    form = ProgrammeForm(posted(request), kinds=kinds, initial={"valid_from": on, "lives_here": True})
    if form.is_valid():
        try:
            services.write_programme(actor=actor, county_id=unit.county_id, terms=form.terms, at=now)
            messages.success(request, _("标准写好了，从那天起照它办"))
            return redirect("desk:benefits")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "desk/programme.html", {"form": form}, status=422 if form.errors else 200)


@access.requires(Capability.UNMASK)
@require_safe
def who(request: HttpRequest, person_id: int) -> HttpResponse:
    """Which programmes a person may have, and why not: each rule beside their own values. 404 for people elsewhere."""
    actor, on = access.actor_of(request), timezone.localdate()
    person = person_for(actor.scope, person_id)
    page = {"name": shown_name(person, on), "cards": cards(person.county_id, on, person=person)}
    return render(request, "desk/benefits_of.html", page)


@access.requires(Capability.SEE_BENEFITS)
@never_cache
@GET_AND_POST
def asked(request: HttpRequest) -> HttpResponse:
    """Those drawn in one's own villages who are still to be asked whether it arrived, one at a time."""
    actor, now = access.actor_of(request), timezone.now()
    waiting = selectors.to_ask(actor)
    form = AskedForm(posted(request))
    if form.is_valid():
        typed = form.cleaned_data
        payment = waiting.filter(pk=typed["payment"]).first()
        if payment is None:
            raise NotYours(_("没有找到这一户"), instead=_("可能已经问过了，或者不归您这里管。"))
        try:
            services.note_answer(
                actor=actor,
                found=payment.list,
                payment=payment,
                arrived=typed["arrived"] == "yes",
                said=typed["said"],
                at=now,
            )
            messages.success(request, _("记下了"))
            return redirect(reverse("desk:asked_payments"))
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"lines": list(waiting[: selectors.LISTED]), "form": form}
    return render(request, "desk/asked_payments.html", page, status=422 if form.errors else 200)
