"""One payment list, from its draft to the last answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cunli.accounts import access
from cunli.accounts.forms import Form
from cunli.accounts.roles import Capability
from cunli.acts.paying import read_bank_file
from cunli.benefits import selectors, services
from cunli.benefits.models import PaymentList
from cunli.desk.paying.forms import BankFileForm, MoveForm, RecoverForm
from cunli.desk.paying.page import ListPage
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours, Refusal
from cunli.lib.sheets import XLSX

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
SAID = {
    "approve": _("批好了"),
    "drop": _("名单作废了"),
    "read": _("对好账了，结果在下面"),
    "recover": _("追回来的钱记上了"),
}
"""What may be done from the page of a list, and what is said then."""


@access.requires(Capability.SEE_BENEFITS)
@never_cache
@GET_AND_POST
def payment_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Every line, who approved, what came back; and what is to be done next. 404 for other units' lists."""
    actor, do = access.actor_of(request), request.POST.get("do", "")
    found = selectors.list_for(actor, list_id)
    move, read, back = _forms(request, do)
    form = {"read": read, "recover": back}.get(do, move)
    if do in SAID and form.is_valid():
        found.version = form.cleaned_data.get("version", found.version)
        if _tried(form, lambda: _act(actor, found, do, form)):
            messages.success(request, str(SAID[do]))
            return redirect("desk:payment_list", list_id)
        found = selectors.list_for(actor, list_id)
    page = ListPage(actor, found, on=timezone.localdate(), page=request.GET.get("page"))
    said = {"page": page, "list": found, "move": move, "read": read, "back": back, "form": form}
    return render(request, "desk/payment_list.html", said, status=422 if form.errors else 200)


@access.requires(Capability.PAY_BENEFITS)
@never_cache
@require_POST
def bank_sheet(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """The approved list as an Excel with accounts in full; who took it is on record."""
    actor = access.actor_of(request)
    found = selectors.list_for(actor, list_id)
    file = services.send(actor=actor, found=found, at=timezone.now())
    return FileResponse(file, as_attachment=True, filename=f"{found.ref}.xlsx", content_type=XLSX)


def _forms(request: HttpRequest, do: str) -> tuple[MoveForm, BankFileForm, RecoverForm]:
    data = request.POST if request.method == "POST" else None
    read = BankFileForm(
        data if do == "read" else None, request.FILES or None, initial={"paid_on": timezone.localdate()}
    )
    back = RecoverForm(data if do == "recover" else None, initial={"back_on": timezone.localdate()})
    return MoveForm(data if do in ("approve", "drop") else None), read, back


def _act(actor: Actor, found: PaymentList, do: str, form: Form) -> None:
    at, typed = timezone.now(), form.cleaned_data
    if do == "approve":
        services.approve(actor=actor, found=found, at=at)
    elif do == "drop":
        services.drop(actor=actor, found=found, why=typed["why"], at=at)
    elif do == "read":
        file = typed["file"]
        read_bank_file(actor=actor, found=found, content=file.read(), name=file.name, paid_on=typed["paid_on"], at=at)
    else:
        payment = selectors.payments_of(found).filter(pk=typed["payment"]).first()
        if payment is None:
            raise NotYours(_("这份名单里没有这一笔"))
        services.recover(actor=actor, found=found, payment=payment, why=typed["why"], back_on=typed["back_on"], at=at)


def _tried(form: Form, act: Callable[[], None]) -> bool:
    """Whether it was done; else the sentence stands on the form."""
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
