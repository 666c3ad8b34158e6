"""请人调解: with whom, about what, one sentence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.filing import first
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.desk.filing.mediation_desk import MediationDesk
from cunli.lib.refusals import Refusal


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_mediation(request: HttpRequest) -> HttpResponse:
    """Ask for mediation, or write down who asked for it."""
    actor, sent = access.actor_of(request), first.filed(request)
    desk = MediationDesk(actor, sent, now=timezone.now(), first=first.carried(request))
    if desk.is_valid:
        try:
            done = desk.file()
            messages.success(request, _("收下了，号码 %(ref)s。调解不收钱。") % {"ref": done.ref})
            return redirect(reverse("desk:matter", args=[done.ref]))
        except Refusal as refusal:
            desk.form.refuse(refusal)
    status = 422 if desk.form.is_bound else 200
    return render(request, "desk/file_mediation.html", {"page": desk, "form": desk.form}, status=status)
