"""What concerns the data of a household itself: who was told, who agreed, who looked, what imported files said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.people import personal
from cunli.registry.kinds import Told
from cunli.registry.selectors import household_page
from cunli.registry.services import tell_notice


@access.requires(Capability.SEE_REGISTER)
@require_safe
def personal_data(request: HttpRequest, household_id: int) -> HttpResponse:
    """个人信息 of one household, on a page of its own: it is wanted seldom, and the household page often."""
    shown = household_page(access.actor_of(request).scope, household_id, timezone.localdate())
    return render(request, "desk/personal.html", {"home": shown, "personal": personal.build(shown)})


@access.requires(Capability.SEE_REGISTER)
@require_POST
def told(request: HttpRequest, household_id: int, person_id: int) -> HttpResponse:
    """已当面告知: today, by this colleague."""
    actor, now = access.actor_of(request), timezone.now()
    tell_notice(actor=actor, person_id=person_id, told=Told.FACE_TO_FACE, on=timezone.localdate(now), at=now)
    messages.success(request, _("当面告知，记下了"))
    return redirect("desk:personal_data", household_id)
