"""How a file is answered. No URL of its own: the floor that refers to it checks access and calls ``respond``."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.http.request import HttpRequest
from django.utils.http import content_disposition_header

from cunli.files.models import StoredFile
from cunli.files.refusals import Missing

SAFE = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


def respond(stored: StoredFile, *, inline: bool = False, request: HttpRequest | None = None) -> HttpResponseBase:
    """Stream a file whose access the caller has checked; only pictures are ever shown inside the browser.

    With ``request`` an unchanged file is answered with 304. Raises Missing when the content is gone.
    """
    etag = f'"{stored.sha256}"'
    answer: HttpResponseBase
    if request is not None and etag in request.headers.get("If-None-Match", ""):
        answer = HttpResponseNotModified()
    else:
        answer = _streamed(stored, inline=inline and stored.is_image)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SAFE
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def respond_bytes(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """The same safe answer for a file made on the spot and not kept (a draft), always as a download."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SAFE
    return answer


def _streamed(stored: StoredFile, *, inline: bool) -> FileResponse:
    try:
        content = stored.path.open("rb")
    except FileNotFoundError as gone:
        raise Missing from gone
    return FileResponse(content, as_attachment=not inline, filename=stored.name, content_type=stored.media_type)
