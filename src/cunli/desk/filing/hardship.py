"""家里有难处: a villager says so, and the village comes to look."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability, Role
from cunli.desk.filing.hardship_desk import HardshipDesk
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.lib.refusals import Refusal


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_hardship(request: HttpRequest) -> HttpResponse:
    """For oneself; whoever works here reports a lead on the page that all procedures share."""
    actor = access.actor_of(request)
    if actor.role != Role.VILLAGER:
        return redirect("desk:file_new", "monitored_household")
    desk = HardshipDesk(actor, posted(request), now=timezone.now())
    if desk.form.is_valid():
        try:
            done = desk.file()
            messages.success(request, _("收到了，号码 %(ref)s。村里会到家里来看。") % {"ref": done.ref})
            return redirect(reverse("desk:matter", args=[done.ref]))
        except Refusal as refusal:
            desk.form.refuse(refusal)
    status = 422 if desk.form.is_bound else 200
    return render(request, "desk/file_hardship.html", {"page": desk, "form": desk.form}, status=status)
