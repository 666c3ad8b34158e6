"""An asked unit answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.roles import Capability
from cunli.acts.asking import answer_ask, arrive_ask, put_off_ask
from cunli.acts.done import Done
from cunli.cases.models import Answer, Ask
from cunli.cases.selectors import ask_of, matter_for
from cunli.desk.matter.answering import ARRIVED, LATER, AnswerForm, offered, words_for
from cunli.desk.matter.asked import asks_to
from cunli.desk.matter.viewer import Viewer, viewer_of
from cunli.files.cleaning import Upload, fingerprints
from cunli.files.refusals import FileRefused
from cunli.files.views import respond
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Refusal


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str, ask_id: int) -> HttpResponseBase:
    """Write down the answer of a unit: by its own contact, or by the town that asked."""
    actor, now = actor_of(request), timezone.now()
    found = ask_of(matter_for(actor, ref), ask_id)
    if found is None:
        raise Http404
    form = _form(request, found)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, found, status=422 if form.is_bound else 200)
    try:
        done = _carry_out(request, found, form.cleaned_data, now=now)
    except Refusal as refusal:
        if isinstance(refusal, FileRefused):
            form.add_error("document", str(refusal.what))
        for name, sentence in refusal.fields.items():
            form.add_error(name, sentence)
        return _page(request, form, found, refusal=refusal, status=refusal.status)
    messages.success(request, _("记下了：%(unit)s的答复") % {"unit": found.unit.short_name})
    return redirect("desk:matter", ref=done.ref)


@access.requires(Capability.WORK_MATTER)
@require_safe
def reply(request: HttpRequest, ref: str, ask_id: int) -> HttpResponseBase:
    """What a unit sent with its answer: for whoever works on the matter, and for that unit itself."""
    actor = actor_of(request)
    matter = matter_for(actor, ref)
    found, viewer = ask_of(matter, ask_id), viewer_of(actor, matter)
    if found is None or found.file is None or viewer is Viewer.PERSON:
        raise Http404
    if viewer is Viewer.ASKED and not asks_to(actor, [found]):
        raise Http404
    return respond(found.file, inline=True, request=request)


def _form(request: HttpRequest, found: Ask) -> AnswerForm:
    """The unit itself speaks for itself, and signs with its contact's name; who writes it down for them types it."""
    actor = actor_of(request)
    is_own = actor.unit_id == found.unit_id
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    begun = {"answered_by": actor.name if is_own else ""}
    return AnswerForm(*posted, words=words_for(found, is_own=is_own), choices=offered(found), initial=begun)


def _carry_out(request: HttpRequest, found: Ask, said: dict[str, Any], *, now: datetime) -> Done:
    actor, document = actor_of(request), said["document"]
    words = [(name, str(said.get(name) or "")) for name in ("answer", "again_on", "said", "answered_by", "goes_on")]
    key = key_for(request.POST.get("key", ""), [found.matter.ref, found.pk, words, *_prints(document)])
    heard = {"actor": actor, "ask": found, "said": said["said"], "answered_by": said["answered_by"], "at": now}
    if said["answer"] == ARRIVED:
        return arrive_ask(**heard, key=key)
    if said["answer"] == LATER:
        return put_off_ask(**heard, again_on=said["again_on"], key=key)
    goes_on = said.get("goes_on") or ""
    return answer_ask(**heard, answer=Answer(said["answer"]), document=document, goes_on=goes_on, key=key)


def _prints(document: Upload | None) -> list[str]:
    return fingerprints([document]) if document else []


def _page(
    request: HttpRequest, form: AnswerForm, found: Ask, *, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"form": form, "ask": found, "matter": found.matter, "refusal": refusal, "idempotency": str(uuid4())}
    return render(request, "desk/matter_ask.html", context, status=status)
