"""我的信息: what is held about oneself, who looked, and what one may ask for; a copy for who asks at the counter."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.desk.own import page
from cunli.desk.own.copies import Copied, copy_for, own_copy, sheet_of
from cunli.lib.refusals import Invalid
from cunli.lib.sheets import XLSX
from cunli.registry import privacy, selectors, services
from cunli.registry.forms import ErasureForm, ReasonForm
from cunli.registry.kinds import ConsentWay, Told


@access.signed_in
@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Masked, because a phone is lent; the copy shows the whole."""
    return _my_data(request, ErasureForm(initial={"key": uuid.uuid4().hex}))


@access.signed_in
@require_POST
def my_copy(request: HttpRequest) -> HttpResponseBase:
    """Everything held about oneself, as an Excel or to print."""
    return _copied(request, own_copy(actor=access.actor_of(request), at=timezone.now()))


@access.signed_in
@require_POST
def my_notice(request: HttpRequest) -> HttpResponse:
    """知道了: it is not shown again before it changes."""
    actor, now = access.actor_of(request), timezone.now()
    for person in selectors.persons_of_user(actor.user_id or 0):
        services.tell_notice(actor=actor, person_id=person.pk, told=Told.ONLINE, on=timezone.localdate(now), at=now)
    return redirect("desk:today")


@access.signed_in
@require_POST
def my_consent(request: HttpRequest) -> HttpResponse:
    """我答应: one kind, by one's own click, for what the notice says."""
    actor, now = access.actor_of(request), timezone.now()
    kind = request.POST.get("kind", "")
    held = next((one for one in privacy.ASKED_KINDS if one.key == kind), None)
    person = next(iter(selectors.persons_of_user(actor.user_id or 0)), None)
    if held is not None and person is not None:
        with override("zh-hans"):  # what is recorded reads the same in every language
            agreed_to = str(held.why)
        services.give_consent(
            actor=actor, person_id=person.pk, given_by_id=person.pk, kinds=[kind], agreed_to=agreed_to,
            way=ConsentWay.OWN_CLICK, given_on=timezone.localdate(now), at=now,
        )  # fmt: skip
        messages.success(request, _("记下了，随时可以收回"))
    return redirect("desk:my_data")


@access.signed_in
@require_POST
def my_erasure(request: HttpRequest) -> HttpResponse:
    """要求去掉: what rests on one's own consent goes now, the rest is answered."""
    actor = access.actor_of(request)
    form = ErasureForm(request.POST)
    person = next(iter(selectors.persons_of_user(actor.user_id or 0)), None)
    if person is None or not form.is_valid():
        return _my_data(request, form)
    asked = services.ask_erasure(actor=actor, person_id=person.pk, at=timezone.now(), **form.given(person.pk))
    messages.success(request, selectors.erasure_noted(asked, timezone.localdate()))
    return redirect("desk:my_data")


@access.requires(Capability.UNMASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def copy_given(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Why is asked, then the copy to be handed over."""
    actor, now = access.actor_of(request), timezone.now()
    person = selectors.person_for(actor.scope, person_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            return _copied(
                request, copy_for(actor=actor, person_id=person_id, reason=form.cleaned_data["reason"], at=now)
            )
        except Invalid as refusal:
            form.refuse(refusal)
    today = timezone.localdate(now)
    home = selectors.household_of_person(actor.scope, person.pk, today)
    found = {"form": form, "name": selectors.shown_name(person, today), "home": home}
    return render(request, "desk/copy_given.html", found, status=422 if form.is_bound else 200)


def _my_data(request: HttpRequest, form: ErasureForm) -> HttpResponse:
    found = page.build(access.actor_of(request), on=timezone.localdate())
    return render(request, "desk/my_data.html", {"page": found, "form": form}, status=422 if form.is_bound else 200)


def _copied(request: HttpRequest, lines: list[Copied]) -> HttpResponseBase:
    if "excel" in request.POST:
        return FileResponse(sheet_of(lines), as_attachment=True, filename=_("我的信息.xlsx"), content_type=XLSX)
    return render(request, "desk/copy.html", {"lines": lines})
