"""提意见: to a notice, a decision, how somebody behaved; by anybody, also without an account and without a name."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts import access, sessions
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.accounts.signing_in import address_of
from cunli.accounts.throttle import Limit, count_try
from cunli.cases.selectors import matter_with_code
from cunli.desk.filing import first
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.desk.filing.objection_desk import ObjectionDesk
from cunli.lib.codes import spoken
from cunli.lib.refusals import NotYours, Refusal
from cunli.notices.public_views import MISSES
from cunli.notices.selectors import by_code

FILED = Limit("objection", 20, timedelta(hours=1))
"""Per address: a village stands behind one, and nobody writes twenty in an hour."""


@access.public
@GET_AND_POST
def object_to_notice(request: HttpRequest, code: str) -> HttpResponse:
    """From the notice's own page. Who has no account follows it as if they had opened its slip."""
    now = timezone.now()
    notice = by_code(code[:20])
    if notice is None:
        count_try(MISSES, address_of(request), now)
    if notice is None or not notice.is_open(timezone.localdate(now)):
        raise NotYours(_("这份公示不在公示期里"), instead=_("还有意见，请到镇里说，或者登录后点“提意见”。"))
    desk = ObjectionDesk(access.actor_of(request), posted(request), now=now, notice=notice)
    if desk.is_valid:
        try:
            count_try(FILED, address_of(request), now)
            return _filed(request, desk)
        except Refusal as refusal:
            desk.form.refuse(refusal)
    return _show(request, desk)


@access.requires(Capability.FILE_MATTER)
@GET_AND_POST
def complain(request: HttpRequest) -> HttpResponse:
    """About a decision or about somebody, without a notice."""
    actor, sent, about = access.actor_of(request), first.filed(request), request.GET.get("about", "")[:24]
    desk = ObjectionDesk(actor, sent, now=timezone.now(), about=about, first=first.carried(request))
    if desk.is_valid:
        try:
            return _filed(request, desk)
        except Refusal as refusal:
            desk.form.refuse(refusal)
    return _show(request, desk)


def _filed(request: HttpRequest, desk: ObjectionDesk) -> HttpResponse:
    done = desk.file()
    matter = None if desk.actor.is_signed_in else matter_with_code(done.code)
    if matter is not None:
        sessions.open_slip_session(request, matter.pk)
        said = _("提上去了。请记下号码 %(code)s，凭它随时来看办到哪了") % {"code": spoken(matter.code)}
        messages.success(request, said)
    return redirect("desk:matter", ref=done.ref)


def _show(request: HttpRequest, desk: ObjectionDesk) -> HttpResponse:
    page = {"page": desk, "form": desk.form}
    return render(request, "desk/file_objection.html", page, status=422 if desk.form.is_bound else 200)
