"""One's households, the note of a visit, the notebook, and who looks after whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.desk.visiting import page
from cunli.desk.visiting.desk import VisitDesk
from cunli.desk.visiting.forms import CorrectForm, PairForm
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, Refusal
from cunli.places.models import Area
from cunli.registry.selectors import household_for
from cunli.visits import services as visits
from cunli.visits.selectors import note_for
from cunli.visits.services import Wording

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.requires(Capability.SEE_REGISTER)
@require_safe
def my_households(request: HttpRequest) -> HttpResponse:
    """Whom one looks after: who was not seen for longest first."""
    shown = page.my_households(access.actor_of(request), now=timezone.now())
    return render(request, "desk/my_households.html", {"page": shown})


@access.requires(Capability.SEE_REGISTER)
@GET_AND_POST
def visit(request: HttpRequest, household_id: int) -> HttpResponse:
    """A visit or a call is written down, and what comes of it."""
    actor = access.actor_of(request)
    desk = VisitDesk(actor, household_for(actor.scope, household_id), posted(request), now=timezone.now())
    if desk.form.is_valid():
        try:
            done = desk.write()
            messages.success(request, _("记好了。"))
            return redirect("desk:note", int(done.ref))
        except Refusal as refusal:
            desk.form.refuse(refusal)
    status = 422 if desk.form.is_bound else 200
    return render(request, "desk/visit.html", {"page": desk, "form": desk.form}, status=status)


@access.requires(Capability.SEE_REGISTER)
@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """What one has written oneself, by day; printed it is the notebook."""
    return render(request, "desk/notebook.html", {"page": page.notebook(access.actor_of(request), request.GET)})


@access.requires(Capability.SEE_REGISTER)
@require_safe
def notes_of(request: HttpRequest, household_id: int) -> HttpResponse:
    """When a household was seen, by whom, what was said."""
    actor = access.actor_of(request)
    shown = page.notes_of(actor, household_for(actor.scope, household_id), request.GET)
    return render(request, "desk/notes_of.html", {"page": shown})


@access.requires(Capability.SEE_REGISTER)
@require_safe
def note(request: HttpRequest, note_id: int) -> HttpResponse:
    """One note, how it read before, and what came of it."""
    actor = access.actor_of(request)
    return _note_page(request, actor, note_id, None)


@access.requires(Capability.SEE_REGISTER)
@require_POST
def correct_note(request: HttpRequest, note_id: int) -> HttpResponse:
    """The writer puts it right."""
    actor, form = access.actor_of(request), CorrectForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        wording = Wording(seen=given["seen"], said=given["said"], did=given["did"])
        try:
            visits.correct_note(
                actor=actor,
                note_id=note_id,
                version=given["version"],
                wording=wording,
                why=given["why"],
                at=timezone.now(),
            )
            messages.success(request, _("改好了，原来写的也留着。"))
            return redirect("desk:note", note_id)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
    return _note_page(request, actor, note_id, form)


@access.requires(Capability.SCREEN)
@GET_AND_POST
def pairing(request: HttpRequest) -> HttpResponse:
    """Who has nobody; tick them and say who looks after them."""
    actor = access.actor_of(request)
    shown = page.pairing(actor, request.GET, on=timezone.localdate())
    form = PairForm(
        posted(request),
        households=[(home.household_id, home.head) for home in shown.homes],
        helpers=[(helper.user_id, helper.name) for helper in shown.helpers],
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            changed = visits.pair(
                actor=actor, household_ids=given["households"], user_id=given["helper"], at=timezone.now()
            )
            return _paired(request, shown.village_id, changed)
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "desk/pairing.html", {"page": shown, "form": form}, status=422 if form.is_bound else 200)


@access.requires(Capability.SCREEN)
@require_POST
def share_out(request: HttpRequest, village_id: int) -> HttpResponse:
    """Whoever has nobody is shared out evenly among the helpers that were ticked."""
    actor = access.actor_of(request)
    village = get_object_or_404(Area, pk=village_id)
    chosen = [int(number) for number in request.POST.getlist("helpers") if number.isdigit()]
    try:
        changed = visits.share_out_village(actor=actor, village=village, helper_ids=chosen, at=timezone.now())
        return _paired(request, village_id, changed)
    except Invalid as refusal:
        messages.error(request, next(iter(refusal.fields.values()), str(refusal)))
        return redirect(f"{reverse('desk:pairing')}?village={village_id}")


def _paired(request: HttpRequest, village_id: int | None, changed: int) -> HttpResponse:
    said = ngettext("定好了，%(n)d 户有人联系了。", "定好了，%(n)d 户有人联系了。", changed) % {"n": changed}
    messages.success(request, said)
    return redirect(f"{reverse('desk:pairing')}?village={village_id}")


def _note_page(request: HttpRequest, actor: Actor, note_id: int, form: CorrectForm | None) -> HttpResponse:
    found = note_for(actor, note_id)
    is_mine = found.by_id == actor.user_id
    first = {"seen": found.seen, "said": found.said, "did": found.did, "version": found.version}
    shown = {
        "one": page.written(actor, [found])[0],
        "earlier": found.earlier.order_by("-version"),
        "form": form or (CorrectForm(initial=first) if is_mine else None),
        "is_mine": is_mine,
    }
    return render(request, "desk/note.html", shown, status=422 if form else 200)
