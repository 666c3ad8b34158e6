"""Files of one matter: its photos, its papers, its slip; and whether a printed paper is genuine."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.roles import Capability
from cunli.cases.models import Matter, StepTaken
from cunli.cases.selectors import attachment_of, matter_for, matter_with_names, step_of_paper
from cunli.desk.matter import asked
from cunli.desk.matter.page import may_be_told_of
from cunli.desk.matter.slips import slip_of
from cunli.desk.matter.timeline import is_by_the_person
from cunli.desk.matter.viewer import Viewer, may_have_slip, viewer_of
from cunli.files.rules import MediaType, safe_name
from cunli.files.views import respond, respond_bytes
from cunli.lib.actors import Actor
from cunli.messages.selectors import slip_waits
from cunli.messages.services import mark_printed
from cunli.papers.kinds import LANGUAGE
from cunli.papers.models import Paper
from cunli.papers.render import paper_document
from cunli.papers.rules import day_of
from cunli.papers.selectors import papers_of, papers_within
from cunli.papers.slip import slip_context


@access.slip_or_signed_in
@require_safe
def photo(request: HttpRequest, ref: str, photo_id: int) -> HttpResponseBase:
    """A photo or document, for whoever sees the line it stands at."""
    actor = actor_of(request)
    matter = matter_for(actor, ref)
    found = attachment_of(matter, photo_id)
    if found is None or not _sees(actor, matter, found.step):
        raise Http404
    return respond(found.file, inline=True, request=request)


@access.slip_or_signed_in
@require_safe
def paper(request: HttpRequest, ref: str, paper_id: int) -> HttpResponseBase:
    """A paper as a Word file: the sealed one, else a draft that says it is one."""
    actor = actor_of(request)
    found = _paper(actor, matter_for(actor, ref), paper_id)
    if found is None:
        raise Http404
    if found.file is not None:
        return respond(found.file, request=request)
    content = paper_document(found, sealed=False, today=day_of(timezone.now()))
    return respond_bytes(content, name=safe_name(found.title, MediaType.DOCX), media_type=MediaType.DOCX)


@access.slip_or_signed_in
@never_cache
@require_safe
def slip(request: HttpRequest, ref: str) -> HttpResponse:
    """The matter on paper, for the person and for whoever works on it. In Chinese, whoever prints it."""
    actor, now = actor_of(request), timezone.now()
    matter = matter_with_names(actor, ref)
    viewer = viewer_of(actor, matter)
    if not may_have_slip(actor, matter, viewer):
        raise Http404
    url = request.build_absolute_uri(reverse("desk:slip_code", args=[matter.code]))
    more = {"back_url": reverse("desk:matter", args=[matter.ref])}
    if viewer is Viewer.STAFF and slip_waits(matter.ref, matter.reporter_name):
        more["given_url"] = reverse("desk:slip_given", args=[matter.ref])
    with translation.override(LANGUAGE):
        context = slip_context(slip_of(actor, matter, url=url, now=now), size=request.GET.get("size", ""))
        return render(request, "papers/slip.html", context | more)


@access.requires(Capability.WORK_MATTER)
@require_POST
def slip_given(request: HttpRequest, ref: str) -> HttpResponse:
    """The slip is in the person's hands: what waited to be told on paper is told. Twice is once."""
    actor = actor_of(request)
    matter = matter_for(actor, ref)
    if viewer_of(actor, matter) is not Viewer.STAFF:
        raise Http404
    if mark_printed(actor=actor, ref=matter.ref, name=matter.reporter_name, at=timezone.now()):
        messages.success(request, _("记下了：小票给他了"))
    return redirect("desk:matter", ref=matter.ref)


@access.public
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponseBase:
    """The short address for the question whether a paper is genuine; the papers floor answers and throttles."""
    return redirect(f"{reverse('papers:verify')}?{urlencode({'code': code})}")


def _sees(actor: Actor, matter: Matter, taken: StepTaken) -> bool:
    viewer = viewer_of(actor, matter)
    if viewer is Viewer.ASKED:
        return asked.was_put_to(matter, taken, asked.asks_to(actor, list(matter.asks.all())))
    if viewer is Viewer.VOICE and is_by_the_person(matter, taken):
        return False
    return viewer is Viewer.STAFF or not taken.quiet


def _paper(actor: Actor, matter: Matter, paper_id: int) -> Paper | None:
    viewer = viewer_of(actor, matter)
    if viewer is Viewer.VOICE:
        return None
    if viewer is not Viewer.PERSON:
        return papers_within(actor).select_related("file").filter(ref=matter.ref, pk=paper_id).first()
    taken = step_of_paper(matter, paper_id)
    if taken is None or not may_be_told_of(matter.law.step(taken.key)):
        return None
    return papers_of(matter.ref).filter(pk=paper_id).first()
