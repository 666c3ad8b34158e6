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
from cunli.desk.filing.hazard_desk import HazardDesk
from cunli.lib.refusals import Refusal

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_hazard(request: HttpRequest) -> HttpResponse:
    """File it, join one that is already known, or ask about likely ones first."""
    desk = HazardDesk(access.actor_of(request), request, now=timezone.now())
    if desk.form.is_valid() and desk.step_form.is_valid and not desk.must_ask():
        try:
            done = desk.join() if desk.joins else desk.file()
        except Refusal as refusal:
            desk.refuse(refusal)
        else:
            if desk.joins:
                messages.success(request, _("算上您了，号码 %(ref)s，有进展会告诉您") % {"ref": done.ref})
                return redirect("desk:today")
            return redirect(f"{reverse('desk:matter', args=[done.ref])}?did={desk.opening.key}")
    status = 422 if desk.form.is_bound and not desk.likely else 200
    return render(request, "desk/file_hazard.html", {"page": desk, "form": desk.form}, status=status)
