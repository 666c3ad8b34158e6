"""Two pages of this floor's own: a paper's file, and whether a printed paper is genuine."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.signing_in import address_of
from cunli.accounts.throttle import Limit, count_try
from cunli.files.rules import MediaType, safe_name
from cunli.files.views import respond, respond_bytes
from cunli.papers import selectors
from cunli.papers.render import paper_document
from cunli.papers.rules import day_of

VERIFY_TRIES = Limit("verify", 60, timedelta(hours=1))


@access.signed_in
@require_safe
def paper_file(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """The sealed Word file; before sealing a draft made on the spot that says it is one. 404 outside the scope."""
    paper = selectors.paper_within(actor_of(request), paper_id)
    if paper is None:
        raise Http404
    if paper.file is not None:
        return respond(paper.file, request=request)
    content = paper_document(paper, sealed=False, today=day_of(timezone.now()))
    name = safe_name(f"草稿 {paper.title}", MediaType.DOCX)
    return respond_bytes(content, name=name, media_type=MediaType.DOCX)


@access.public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Anyone who holds a printed paper asks by its code; the answer names no person and no matter."""
    code = request.GET.get("code", "").strip()[:20]
    if code:
        count_try(VERIFY_TRIES, address_of(request), timezone.now())
    found = selectors.by_verify_code(code) if code else None
    return render(
        request, "papers/verify.html", {"code": code, "found": found}, status=200 if found or not code else 404
    )
