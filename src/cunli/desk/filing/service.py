"""A convenience service: on behalf of a person at the counter, or for oneself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.acts.done import Done
from cunli.cases.selectors import matter_for
from cunli.desk.filing import first
from cunli.desk.filing.askers import found_people
from cunli.desk.filing.hazard import GET_AND_POST, joined
from cunli.desk.filing.service_desk import ServiceDesk
from cunli.lib.codes import spoken
from cunli.lib.refusals import Refusal


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def file_service(request: HttpRequest) -> HttpResponse:
    """Done on the spot, or written down to be done; or join one that is known, which is asked about first."""
    actor, sent = access.actor_of(request), first.filed(request)
    desk = ServiceDesk(actor, sent, now=timezone.now(), first=first.carried(request))
    done = None
    if not desk.is_looking and desk.form.is_valid() and desk.step_form.is_valid:
        try:
            done = desk.settle()
        except Refusal as refusal:
            desk.form.refuse(refusal)
    if done:
        return _settled(request, desk, done)
    status = 422 if desk.form.is_bound and not (desk.is_looking or desk.known.likely) else 200
    return render(request, "desk/file_service.html", {"page": desk, "form": desk.form}, status=status)


def _settled(request: HttpRequest, desk: ServiceDesk, done: Done) -> HttpResponse:
    if desk.known.joins:
        return joined(request, done, on_behalf=desk.on_behalf)
    if not desk.for_self:
        return redirect("desk:filed", ref=done.ref)
    messages.success(request, _("收下了，号码 %(ref)s") % {"ref": done.ref})
    return redirect("desk:today")


@access.requires(Capability.SEE_REGISTER)
@require_safe
def find_person(request: HttpRequest) -> HttpResponse:
    """A few people of the register, while a name is being typed."""
    people = found_people(access.actor_of(request), request.GET.get("who", ""), on=timezone.localdate())
    return render(request, "desk/_people.html", {"people": people, "chosen": "", "asked": True})


@access.requires(Capability.FILE_MATTER)
@require_safe
def filed(request: HttpRequest, ref: str) -> HttpResponse:
    """The number in large print, the slip, and the next one."""
    matter = matter_for(access.actor_of(request), ref)
    return render(request, "desk/filed.html", {"matter": matter, "code": spoken(matter.code)})
