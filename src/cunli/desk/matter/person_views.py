"""What the person who asked does beside the steps: opens the slip, rates, lets somebody help."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cunli.accounts import access, sessions
from cunli.accounts.access import actor_of
from cunli.accounts.signing_in import address_of
from cunli.acts import people as acts
from cunli.cases.models import Matter, Stars
from cunli.desk.matter.person_forms import CodeForm, DelegateForm, RatingForm
from cunli.desk.matter.slips import matter_by_code
from cunli.desk.matter.viewer import matter_to_act_in
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Refusal

FORM = ["GET", "HEAD", "POST"]


@access.slip_or_signed_in
@never_cache
@require_http_methods(FORM)
def rate(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Five steps of one scale, once, by the person who asked."""
    actor, now = actor_of(request), timezone.now()
    matter = matter_to_act_in(actor, ref)
    form = RatingForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, "desk/matter_rate.html", matter, form)
    stars, words = Stars(int(form.cleaned_data["stars"])), form.cleaned_data["words"]
    key = key_for(request.POST.get("key", ""), [ref, "rate", stars, words])
    try:
        acts.rate_matter(actor=actor, matter=matter, stars=stars, words=words, at=now, key=key)
    except Refusal as refusal:
        return _page(request, "desk/matter_rate.html", matter, form, refusal=refusal)
    messages.success(request, _("记下了，谢谢您说实话。"))
    return redirect("desk:matter", ref=ref)


@access.signed_in
@never_cache
@require_http_methods(FORM)
def delegate(request: HttpRequest, ref: str) -> HttpResponseBase:
    """让孩子帮我: one matter for one user, until it is taken back."""
    actor, now = actor_of(request), timezone.now()
    matter = matter_to_act_in(actor, ref)
    form = DelegateForm(request.POST if request.method == "POST" else None, user_id=actor.user_id, at=now)
    if not form.is_bound or not form.is_valid():
        return _page(request, "desk/matter_delegate.html", matter, form)
    to, why = form.cleaned_data["phone"], form.cleaned_data["why"]
    key = key_for(request.POST.get("key", ""), [ref, "delegate", to.pk, why])
    try:
        acts.delegate_matter(actor=actor, matter=matter, to=to, why=why, at=now, key=key)
    except Refusal as refusal:
        return _page(request, "desk/matter_delegate.html", matter, form, refusal=refusal)
    messages.success(request, _("好了，%(who)s也能看这件事、替您说好没好。") % {"who": why})
    return redirect("desk:matter", ref=ref)


@access.signed_in
@require_POST
def take_back(request: HttpRequest, ref: str, grant_id: int) -> HttpResponseBase:
    """The helper no longer sees this matter."""
    actor = actor_of(request)
    acts.take_back(actor=actor, matter=matter_to_act_in(actor, ref), grant_id=grant_id, at=timezone.now())
    messages.success(request, _("收回了，他看不到这件事了。"))
    return redirect("desk:matter", ref=ref)


@access.public
@never_cache
@require_http_methods(FORM)
def slip_door(request: HttpRequest) -> HttpResponseBase:
    """Type the code that stands on the slip or was told by phone."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "desk/slip_door.html", {"form": form}, status=422 if form.is_bound else 200)
    return _open(request, form.cleaned_data["code"])


@access.public
@never_cache
@require_http_methods(["GET", "HEAD"])
def slip_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the slip's QR leads."""
    return _open(request, code)


def _open(request: HttpRequest, code: str) -> HttpResponseBase:
    matter = matter_by_code(code, address=address_of(request), at=timezone.now())
    if matter is None:
        form = CodeForm({"code": code})
        form.add_error("code", _("没有这个号码，请看着小票再输一遍，一共 10 个数字"))
        return render(request, "desk/slip_door.html", {"form": form}, status=404)
    sessions.open_slip_session(request, matter.pk)
    return redirect("desk:matter", ref=matter.ref)


def _page(
    request: HttpRequest,
    name: str,
    matter: Matter,
    form: RatingForm | DelegateForm,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    status = refusal.status if refusal else 422 if form.is_bound else 200
    context = {"form": form, "matter": matter, "refusal": refusal, "idempotency": str(uuid4())}
    return render(request, name, context, status=status)
