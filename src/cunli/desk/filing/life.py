"""家里有变化: first what happened, then what is asked about it. The one place for births, deaths and moves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.desk.filing.life_desk import HomeDesk, LifeDesk
from cunli.files.refusals import FileRefused
from cunli.lib.refusals import Refusal


@access.requires(Capability.FILE_MATTER)
@require_safe
def choose_event(request: HttpRequest, household_id: int) -> HttpResponse:
    """What happened in this household, within reach or one's own."""
    desk = HomeDesk(access.actor_of(request), household_id, now=timezone.now())
    return render(request, "desk/file_life_kinds.html", {"page": desk})


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_life(request: HttpRequest, household_id: int, event: str) -> HttpResponse:
    """Write one event down; a second person looks before the register changes."""
    desk = LifeDesk(access.actor_of(request), household_id, event, posted(request), now=timezone.now())
    if desk.is_valid:
        try:
            done = desk.file([photo for photo in request.FILES.getlist("photo") if photo])
            messages.success(request, _("记下了，号码 %(ref)s。换一个人核对过，户册就改。") % {"ref": done.ref})
            return redirect(reverse("desk:matter", args=[done.ref]))
        except (Refusal, FileRefused) as refusal:
            desk.refused.append(str(refusal))
    status = 422 if desk.is_bound else 200
    return render(request, "desk/file_life.html", {"page": desk}, status=status)
