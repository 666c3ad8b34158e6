"""A person's small choices: face, large type, light or dark, language. Each is a form that works without scripts."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cunli.lib.access import declares
from cunli.lib.refusals import Invalid
from cunli.ui import examples, faces


def _keep(request: HttpRequest, cookie: str, value: str, allowed: tuple[str, ...]) -> HttpResponse:
    """Remember one choice on this device and go back to where the person was. "" forgets it."""
    if value and value not in allowed:
        raise Invalid(_("没有这个选项"), instead=_("回到刚才那页，再选一次"))
    response = HttpResponseRedirect(faces.way_back(request))
    if value:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(cookie, value, max_age=faces.A_YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response


@declares("public")
@require_POST
def choose_face(request: HttpRequest) -> HttpResponse:
    return _keep(request, faces.FACE_COOKIE, request.POST.get("face", ""), tuple(faces.Face))


@declares("public")
@require_POST
def choose_elder(request: HttpRequest) -> HttpResponse:
    return _keep(request, faces.ELDER_COOKIE, request.POST.get("elder", ""), faces.ELDER_SIZES)


@declares("public")
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    return _keep(request, faces.THEME_COOKIE, request.POST.get("theme", ""), faces.THEMES)


@declares("public")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    known = tuple(code for code, _name in settings.LANGUAGES)
    return _keep(request, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), known)


@declares("public")
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows for a page it has not kept."""
    return render(request, "ui/offline.html")


@declares("public")
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the top so that it may keep pages of every floor. Asked for anew on every visit."""
    script = Path(__file__).parent / "static" / "ui" / "js" / "worker.js"
    return HttpResponse(script.read_text(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@declares("public")
@require_GET
def show_examples(request: HttpRequest) -> HttpResponse:
    """Every component with its examples. For those who build pages; not served to a county."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "ui/examples.html", {"components": examples.COMPONENTS, "icons": examples.ICONS})
