"""The one door for everything new, and the one page on which procedures that have no page of their own begin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts import access
from cunli.acts.done import Done
from cunli.cases.selectors import reaches
from cunli.desk.filing import first
from cunli.desk.filing.doors import AS, enter
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.desk.filing.intake import Intake
from cunli.desk.filing.new_desk import NewDesk
from cunli.lib.codes import spoken
from cunli.lib.refusals import Refusal


@access.signed_in
@GET_AND_POST
def new_matter(request: HttpRequest) -> HttpResponse:
    """Whoever comes, by whatever way: what they say is typed once, then it is found what it is. Files nothing."""
    page = Intake(access.actor_of(request), request.POST or None, text=request.GET.get("q", ""), now=timezone.now())
    return render(request, "desk/new.html", {"page": page, "form": page.form})


@access.signed_in
@GET_AND_POST
def file_new(request: HttpRequest, procedure: str) -> HttpResponse:
    """For the post whose role the opening names; the procedure says what is asked and on whose desk it comes."""
    actor, now = access.actor_of(request), timezone.now()
    entered = enter(procedure, actor.role, on=timezone.localdate(now), opening=request.GET.get(AS, "")[:40])
    desk = NewDesk(actor, entered, first.filed(request), now=now, first=first.carried(request))
    if desk.is_valid:
        try:
            done = desk.file()
            if not reaches(actor, done.ref):
                return _out_of_sight(request, done)
            return redirect(f"{reverse('desk:matter', args=[done.ref])}?did={entered.opening.key}")
        except Refusal as refusal:
            desk.form.refuse(refusal)
    status = 422 if desk.form.is_bound else 200
    return render(request, "desk/file_new.html", {"page": desk, "form": desk.form}, status=status)


def _out_of_sight(request: HttpRequest, done: Done) -> HttpResponse:
    """It lies with others from now on: what is sealed with the county, what is of another place with that."""
    said = _("记下了，归该收的单位了，这里再也看不到。请让本人记下号码 %(code)s，凭它随时来看办到哪了。")
    if not done.repeated:  # sent twice it was said the first time
        messages.success(request, said % {"code": spoken(done.code)})
    return redirect("desk:today")
