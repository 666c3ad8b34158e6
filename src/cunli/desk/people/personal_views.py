"""What concerns the data of a household itself: who was told, who agreed, who looked, what imported files said, who may
be registered twice, whose account a phone is."""

from __future__ import annotations

from dataclasses import dataclass

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
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry.kinds import Told
from cunli.registry.selectors import duplicates_among, household_for, household_page, tied_accounts
from cunli.registry.services import tell_notice

REASON_MAX = 200


@dataclass(frozen=True, slots=True)
class Parting:
    """What was written about one person's account, and what is wrong with it."""

    person_id: int | None
    reason: str
    error: str


@access.requires(Capability.SEE_REGISTER)
@require_safe
def personal_data(request: HttpRequest, household_id: int) -> HttpResponse:
    """个人信息 of one household, on a page of its own: it is wanted seldom, and the household page often."""
    return _personal_data(request, household_id)


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


@access.requires(Capability.UNMASK)
@require_POST
def part_account(request: HttpRequest, household_id: int) -> HttpResponse:
    """不是他的: who came in with this phone is somebody else. What was written comes back where it is too short."""
    actor = access.actor_of(request)
    household_for(actor.scope, household_id)
    person, user = page.whole_number(request.POST.get("person", "")), page.whole_number(request.POST.get("user", ""))
    said = request.POST.get("reason", "").replace("\0", "")[:REASON_MAX]
    try:
        found = arriving.part_account(
            actor=actor, person_id=person or 0, user_id=user or 0, reason=said, at=timezone.now()
        )
    except Invalid as refusal:
        return _personal_data(request, household_id, parting=Parting(person, said, refusal.fields["reason"]))
    except Conflict as refusal:
        messages.info(request, str(refusal))
    else:
        kept = _("分开了") if found.phone else _("分开了；户册里的电话也去掉了，问过本人再写新的")
        messages.success(request, kept)
    return redirect("desk:personal_data", household_id)


def _personal_data(request: HttpRequest, household_id: int, *, parting: Parting | None = None) -> HttpResponse:
    actor, today = access.actor_of(request), timezone.localdate()
    shown = household_page(actor.scope, household_id, today)
    page_of_it = {
        "home": shown,
        "personal": personal.build(shown),
        "alike": duplicates_among(actor.scope, [one.person_id for one in shown.members]) if shown.may_unmask else [],
        "accounts": page.accounts_to_confirm(actor, household_id, on=today),
        "tied": tied_accounts(household_id, today) if shown.may_unmask else [],
        "parting": parting,
    }
    return render(request, "desk/personal.html", page_of_it, status=422 if parting else 200)
