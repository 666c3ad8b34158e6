"""What concerns the data of a household itself: who was told, who agreed, who looked, what imported files said, who may
be registered twice, whose account a phone is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.acts import arriving
from cunli.desk.people import page, personal
from cunli.lib.refusals import Conflict
from cunli.registry.kinds import Told
from cunli.registry.selectors import duplicates_among, household_for, household_page
from cunli.registry.services import tell_notice


@access.requires(Capability.SEE_REGISTER)
@require_safe
def personal_data(request: HttpRequest, household_id: int) -> HttpResponse:
    """个人信息 of one household, on a page of its own: it is wanted seldom, and the household page often."""
    actor, today = access.actor_of(request), timezone.localdate()
    shown = household_page(actor.scope, household_id, today)
    page_of_it = {
        "home": shown,
        "personal": personal.build(shown),
        "alike": duplicates_among(actor.scope, [one.person_id for one in shown.members]) if shown.may_unmask else [],
        "accounts": page.accounts_to_confirm(actor, household_id, on=today),
    }
    return render(request, "desk/personal.html", page_of_it)


@access.requires(Capability.SEE_REGISTER)
@require_POST
def told(request: HttpRequest, household_id: int, person_id: int) -> HttpResponse:
    """已当面告知: today, by this colleague."""
    actor, now = access.actor_of(request), timezone.now()
    tell_notice(actor=actor, person_id=person_id, told=Told.FACE_TO_FACE, on=timezone.localdate(now), at=now)
    messages.success(request, _("当面告知，记下了"))
    return redirect("desk:personal_data", household_id)


@access.requires(Capability.UNMASK)
@require_POST
def confirm_account(request: HttpRequest, household_id: int) -> HttpResponse:
    """这个电话是谁的: a cadre who knows the family says which of them came in with it."""
    household_for(access.actor_of(request).scope, household_id)
    person, user = page.whole_number(request.POST.get("person", "")), page.whole_number(request.POST.get("user", ""))
    if person is None or user is None:
        messages.info(request, _("请先选是谁"))
        return redirect("desk:personal_data", household_id)
    try:
        found = arriving.confirm_account(
            actor=access.actor_of(request), person_id=person, user_id=user, at=timezone.now()
        )
    except Conflict as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("记下了：这个电话是%(name)s的，替他报的事他自己也看得到了") % {"name": found.name})
    return redirect("desk:personal_data", household_id)
