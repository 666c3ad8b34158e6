"""Children under 14: asking to see one in full, seeing one, and answering a colleague who asks."""

from __future__ import annotations

from datetime import datetime

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
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.registry import rules, selectors, services
from cunli.registry.forms import ReasonForm, WhyNotForm
from cunli.registry.kinds import LookAnswer, Sex
from cunli.registry.models import Person


@access.requires(Capability.UNMASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def child(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask to see a child in full; while a colleague's yes holds, see it. Every showing is a POST and on record."""
    actor, now = access.actor_of(request), timezone.now()
    person = selectors.person_for(actor.scope, person_id)
    if "open" in request.POST:
        return _open(request, actor, person, now)
    form = ReasonForm(posted(request))
    if form.is_valid():
        is_emergency = "emergency" in request.POST
        reason = form.cleaned_data["reason"]
        try:
            look = services.ask_child_look(
                actor=actor, person_id=person_id, reason=reason, is_emergency=is_emergency, at=now
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if look.until is not None:
                return _open(request, actor, person, now)
            messages.success(request, _("送出去了，等同事答应"))
            return redirect("registry:child", person_id)
    return _ask(request, actor, person, form, now)


@access.requires(Capability.UNMASK)
@require_safe
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """What waits for one's yes or no, and what one asked for oneself."""
    return _looks(request, access.actor_of(request), timezone.now())


@access.requires(Capability.UNMASK)
@require_POST
def answer(request: HttpRequest, look_id: int) -> HttpResponse:
    """Yes, or no with a reason."""
    actor, now = access.actor_of(request), timezone.now()
    form, agrees = WhyNotForm(request.POST), "agree" in request.POST
    if form.is_valid():
        try:
            look = services.answer_child_look(
                actor=actor, look_id=look_id, agrees=agrees, why_not=form.cleaned_data["why_not"], at=now
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("答应了") if look.answer == LookAnswer.AGREED else _("回了：不答应"))
            return redirect("registry:child_looks")
    return _looks(request, actor, now, answered=look_id, form=form)


def _ask(request: HttpRequest, actor: Actor, person: Person, form: ReasonForm, now: datetime) -> HttpResponse:
    today = timezone.localdate(now)
    state = selectors.look_state(actor, person, now)
    page = {
        "person": person,
        "name": selectors.shown_name(person, today),
        "is_child": rules.is_child(person.born_on, today),
        "state": state,
        "colleagues": () if state.open else selectors.who_can_answer(person, today, besides=[actor.user_id]),
        "form": form,
    }
    return render(request, "registry/ask_child.html", page, status=422 if form.is_bound else 200)


def _open(request: HttpRequest, actor: Actor, person: Person, now: datetime) -> HttpResponse:
    detail = services.open_minor(actor=actor, person_id=person.pk, at=now)
    page = {
        "name": selectors.shown_name(person, timezone.localdate(now)),
        "child": detail,
        "sex": Sex(detail.sex).label,
    }
    return render(request, "registry/child.html", page)


def _looks(
    request: HttpRequest, actor: Actor, now: datetime, *, answered: int = 0, form: WhyNotForm | None = None
) -> HttpResponse:
    """``answered``: the request whose answer could not be taken, with its form; all others get an empty one."""
    today, blank = timezone.localdate(now), WhyNotForm()
    waiting = [
        (selectors.shown_name(look.child, today), look, form if form and look.pk == answered else blank)
        for look in selectors.looks_to_answer(actor)[: selectors.MOST_LOOKS]
    ]
    own = [(selectors.shown_name(look.child, today), look) for look in selectors.own_looks(actor)]
    page = {"waiting": waiting, "own": own}
    return render(request, "registry/child_looks.html", page, status=422 if form else 200)
