"""Pages of those who draft, check and hang notices."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.blackout import Piece
from cunli.lib.codes import spoken
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import NotYours, Refusal
from cunli.notices import rules, selectors, services
from cunli.notices.forms import MoveForm, SheetForm
from cunli.notices.models import Notice, State
from cunli.papers.kinds import LANGUAGE
from cunli.papers.qr import qr_of
from cunli.places.models import Unit

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@access.requires(Capability.DRAFT_NOTICE)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """公示: what waits for a check, what hangs, what waits for its outcome, what is done."""
    today = timezone.localdate()
    found = selectors.notices_within(access.actor_of(request))
    live = found.filter(state__in=(State.DRAFTED, State.HANGING))
    rows = [*live, *found.exclude(state__in=(State.DRAFTED, State.HANGING))[: selectors.LISTED]]
    groups = [
        (_("到期了，写结果"), [row for row in rows if row.has_run(today)]),
        (_("拟好了，等人核对"), [row for row in rows if row.state == State.DRAFTED]),
        (_("正在挂着"), [row for row in rows if row.is_open(today)]),
        (_("以前的"), [row for row in rows if row.state in (State.CONCLUDED, State.WITHDRAWN)]),
    ]
    return render(request, "notices/notices.html", {"groups": groups, "is_empty": not rows})


@access.requires(Capability.DRAFT_NOTICE)
@GET_AND_POST
def draft(request: HttpRequest) -> HttpResponse:
    """A new one, in the name of the own unit."""
    actor = access.actor_of(request)
    unit = Unit.objects.get(pk=actor.unit_id or 0)
    form = _sheet_form(request, unit, {"key": uuid.uuid4().hex})
    if form.is_valid():
        sealed = key_for(form.cleaned_data["key"], ["notice", form.sheet])
        if done := _tried(form, lambda: services.draft(actor=actor, sheet=form.sheet, at=timezone.now(), key=sealed)):
            return redirect("notices:notice", done.pk)
    return _show_form(request, form, unit)


@access.requires(Capability.DRAFT_NOTICE)
@never_cache
@GET_AND_POST
def revise(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Write a draft anew; 404 for what is none any more."""
    actor = access.actor_of(request)
    known = selectors.notice_for(actor, notice_id)
    if known.state != State.DRAFTED:
        raise NotYours(_("这份公示已经不是草稿了"), instead=_("要改，先撤下来，再拟一份。"))
    form = _sheet_form(request, known.unit, _as_typed(known))
    if form.is_valid():
        known.version = form.cleaned_data["version"] or 0
        if _tried(form, lambda: services.revise(actor=actor, notice=known, sheet=form.sheet, at=timezone.now())):
            return redirect("notices:notice", known.pk)
    return _show_form(request, form, known.unit, known)


@access.requires(Capability.DRAFT_NOTICE)
@never_cache
@GET_AND_POST
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """As it will hang, or hangs, every black-out marked; and what can be done with it."""
    actor, do = access.actor_of(request), request.POST.get("do", "")
    found = selectors.notice_for(actor, notice_id)
    form = MoveForm(posted(request))
    if do in SAID and form.is_valid():
        found.version = form.cleaned_data["version"]
        if _tried(form, lambda: _move(actor, found, do, form)):
            messages.success(request, str(SAID[do]))
            return redirect("notices:notice", notice_id)
        found = selectors.notice_for(actor, notice_id)
    return render(
        request, "notices/notice.html", _page(request, actor, found, form), status=422 if form.errors else 200
    )


@access.requires(Capability.DRAFT_NOTICE)
@require_safe
def sheet(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The sheet for the board: A4, large, with code and QR, in Chinese whoever prints it. 404 before it is posted and
    after it is taken down."""
    found = selectors.notice_for(access.actor_of(request), notice_id)
    if found.state == State.DRAFTED:
        raise NotYours(_("这份公示还没核对，先不能打印"), instead=_("请另一位同事核对、挂出以后再打印。"))
    if found.state != State.HANGING:
        raise NotYours(_("这份公示不挂了，不用再打印"), instead=_("公示栏上还贴着的，请揭下来。"))
    url = request.build_absolute_uri(reverse("notices:read", args=[found.code]))
    with translation.override(LANGUAGE):
        page = {
            "phone": selectors.town_phone(found),
            "notice": found,
            "qr": qr_of(url),
            "spoken": spoken(found.code),
            **_window(found),
            "paper": "a4",
        }
        return render(request, "notices/sheet.html", page)


SAID = {
    "post": _("挂出去了。请打印一张，贴到公示栏"),
    "withdraw": _("撤下来了，公示栏上的也请揭下来"),
    "conclude": _("结果写好了，扫码就能看到"),
}
"""What may be done from the page of a notice, and what is said then."""


def _move(actor: Actor, found: Notice, do: str, form: MoveForm) -> Notice:
    at, typed = timezone.now(), form.cleaned_data
    if do == "post":
        return services.post(actor=actor, notice=found, at=at)
    if do == "withdraw":
        return services.withdraw(actor=actor, notice=found, reason=typed["reason"], at=at)
    return services.conclude(actor=actor, notice=found, outcome=typed["outcome"], at=at)


def _page(request: HttpRequest, actor: Actor, found: Notice, form: MoveForm) -> dict[str, object]:
    now, today = timezone.now(), timezone.localdate()
    is_draft = found.state == State.DRAFTED
    pieces = selectors.preview(found.draft, unit=found.unit, at=now) if is_draft else [Piece(found.text)]
    signs = actor.may(Capability.SIGN_PAPER)
    hangs = found.state == State.HANGING
    return {
        "notice": found,
        "form": form,
        "kind": selectors.kind_of(found, today),
        "pieces": pieces,
        "hidden": sum(found.hidden.values()),
        "is_draft": is_draft,
        "may_post": is_draft and signs and found.drafted_by_id != actor.user_id,
        "may_withdraw": is_draft or (hangs and signs),
        "may_conclude": found.has_run(today),
        "is_open": found.is_open(today),
        "objections": found.objections.count(),
        "unanswered": selectors.unanswered(found),
        "url": request.build_absolute_uri(reverse("notices:read", args=[found.code])),
        **_window(found, today),
    }


def _window(found: Notice, today: date | None = None) -> dict[str, object]:
    """First and last day and how they were reckoned; of a draft as if it were hung today."""
    first = found.first_day or today or timezone.localdate()
    last = found.last_day or rules.last_day_of(first, found.days)
    return {"first": first, "last": last, "window": rules.window_words(first, last)}


def _sheet_form(request: HttpRequest, unit: Unit, initial: dict[str, object]) -> SheetForm:
    offered = selectors.kinds(county_id=unit.county_id, on=timezone.localdate())
    return SheetForm(posted(request), kinds=offered, initial=initial)


def _as_typed(found: Notice) -> dict[str, object]:
    return {
        "kind": found.kind,
        "title": found.typed_title,
        "text": found.draft,
        "days": found.days,
        "hangs_at": "\n".join(found.hangs_at),
        "ref": found.ref,
        "version": found.version,
    }


def _tried(form: SheetForm | MoveForm, act: Callable[[], Notice]) -> Notice | None:
    """What the act made; None when it was refused, with the sentence on the form."""
    try:
        return act()
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _show_form(request: HttpRequest, form: SheetForm, unit: Unit, known: Notice | None = None) -> HttpResponse:
    page = {"form": form, "unit": unit, "notice": known}
    return render(request, "notices/draft.html", page, status=422 if form.is_bound else 200)
