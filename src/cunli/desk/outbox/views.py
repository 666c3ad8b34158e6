"""One page for the system administrator, who reads no message: ways, counts, reasons, robots."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.county.selectors import county_of
from cunli.desk.outbox.forms import RobotForm
from cunli.lib.refusals import Refusal
from cunli.messages import robots
from cunli.messages.selectors import failures, waiting_outside
from cunli.places.models import Unit

SHOWN = timedelta(days=7)


@access.requires(Capability.CONFIGURE)
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What is set up, what waits, why messages failed."""
    return _page(request, RobotForm(county_id=_county_id(request)), status=200)


@access.requires(Capability.CONFIGURE)
@require_POST
def put_robot(request: HttpRequest) -> HttpResponse:
    """The robot of a unit of this county, in the place of its old one."""
    form = RobotForm(posted(request), county_id=_county_id(request))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        robots.set_robot(actor=access.actor_of(request), at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, status=refusal.status)
    flash.success(request, _("设好了。到了工作日早上八点，群里会说有几件事到期。"))
    return redirect("desk:outbox")


@access.requires(Capability.CONFIGURE)
@require_POST
def stop_robot(request: HttpRequest, unit_id: int) -> HttpResponse:
    """It says nothing any more."""
    unit = get_object_or_404(Unit, pk=unit_id, county_id=_county_id(request))
    robots.remove_robot(actor=access.actor_of(request), unit=unit, at=timezone.now())
    flash.success(request, _("停了。"))
    return redirect("desk:outbox")


def _county_id(request: HttpRequest) -> int:
    county = county_of(access.actor_of(request))
    return county.pk if county else 0


def _page(request: HttpRequest, form: RobotForm, *, status: int) -> HttpResponse:
    page = {
        "form": form,
        "robots": robots.robots_within(_county_id(request)),
        "sms": settings.SMS[0],
        "waiting": waiting_outside(),
        "failures": failures(timezone.now() - SHOWN),
    }
    return render(request, "desk/outbox.html", page, status=status)
