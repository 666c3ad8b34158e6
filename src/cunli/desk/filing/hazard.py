"""哪里不安全: a kind, a place, one sentence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.acts.done import Done
from cunli.desk.filing import first
from cunli.desk.filing.hazard_desk import HazardDesk
from cunli.lib.refusals import Refusal

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_hazard(request: HttpRequest) -> HttpResponse:
    """File it, join one that is already known, or ask about likely ones first."""
    actor, sent, photos = access.actor_of(request), first.filed(request), request.FILES.getlist("photos")
    desk = HazardDesk(actor, sent, photos=photos, now=timezone.now(), first=first.carried(request))
    done = None
    if desk.form.is_valid() and desk.step_form.is_valid:
        try:
            done = desk.settle()
        except Refusal as refusal:
            desk.refuse(refusal)
    if done and desk.known.joins:
        return joined(request, done, on_behalf=desk.on_behalf)
    if done:
        return redirect(f"{reverse('desk:matter', args=[done.ref])}?did={desk.opening.key}")
    status = 422 if desk.form.is_bound and not desk.known.likely else 200
    return render(request, "desk/file_hazard.html", {"page": desk, "form": desk.form}, status=status)


def joined(request: HttpRequest, done: Done, *, on_behalf: bool) -> HttpResponse:
    """The same words and the same way on, from whichever page somebody joined."""
    words = _("算上他了，号码 %(ref)s，有进展会告诉他") if on_behalf else _("算上您了，号码 %(ref)s，有进展会告诉您")
    messages.success(request, words % {"ref": done.ref})
    return redirect("desk:today")
