"""An asked unit answers."""

from __future__ import annotations

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
from cunli.acts.asking import answer_ask
from cunli.cases.models import Answer, Ask
from cunli.cases.selectors import ask_of, matter_for
from cunli.desk.matter.answering import AnswerForm
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
    initial = {"answered_by": _mine(request, found)}
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm(initial=initial)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, found, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    document: Upload | None = said.pop("document")
    key = key_for(request.POST.get("key", ""), [ref, ask_id, sorted(said.items()), *_prints(document)])
    answer = Answer(said["answer"])
    try:
        done = answer_ask(actor=actor, ask=found, **{**said, "answer": answer}, at=now, document=document, key=key)
    except Refusal as refusal:
        if isinstance(refusal, FileRefused):
            form.add_error("document", str(refusal.what))
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


def _prints(document: Upload | None) -> list[str]:
    return fingerprints([document]) if document else []


def _mine(request: HttpRequest, found: Ask) -> str:
    """The unit's own contact signs with their name; who writes it down for them types it."""
    actor = actor_of(request)
    return actor.name if actor.unit_id == found.unit_id else ""


def _page(
    request: HttpRequest, form: AnswerForm, found: Ask, *, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"form": form, "ask": found, "matter": found.matter, "refusal": refusal, "idempotency": str(uuid4())}
    return render(request, "desk/matter_ask.html", context, status=status)
