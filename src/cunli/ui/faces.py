"""Which face a person gets, and their other small choices. All kept in cookies: they belong to the device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from cunli.lib.actors import ANONYMOUS, Actor

A_YEAR = 60 * 60 * 24 * 365
PHONE_ROLES = frozenset({"villager", "slip", "grid_member", "group_leader", "village_cadre", "first_secretary"})
ELDER_SIZES = ("22", "26", "30")
THEMES = ("light", "dark")
FACE_COOKIE, ELDER_COOKIE, THEME_COOKIE = "face", "elder", "theme"


class Face(StrEnum):
    PHONE = "phone"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Choices:
    """What this device shows. ``elder_size``: size of body text or ""; ``theme``: "" means as the device has it."""

    face: Face
    elder_size: str
    theme: str

    @property
    def elder(self) -> bool:
        return bool(self.elder_size)

    @property
    def elder_next(self) -> str:
        """The size that the 大字 button leads to; "" is ordinary type again."""
        steps = ("", *ELDER_SIZES, "")
        return steps[steps.index(self.elder_size) + 1]


def choices(request: HttpRequest) -> Choices:
    """From cookies where the person chose, else from the device and the post."""
    elder = request.COOKIES.get(ELDER_COOKIE, "")
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return Choices(
        face=face_of(request),
        elder_size=elder if elder in ELDER_SIZES else "",
        theme=theme if theme in THEMES else "",
    )


def face_of(request: HttpRequest) -> Face:
    """The chosen face; else phone on a phone, phone for posts that work in the field, desk for the rest."""
    chosen = request.COOKIES.get(FACE_COOKIE)
    if chosen in set(Face):
        return Face(chosen)
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if is_phone(request) or actor.role in PHONE_ROLES:
        return Face.PHONE
    return Face.DESK


def is_phone(request: HttpRequest) -> bool:
    """What the browser says of its device; old WebViews only say it in the user agent."""
    hint = request.headers.get("Sec-CH-UA-Mobile")
    if hint in {"?0", "?1"}:
        return hint == "?1"
    return "Mobi" in request.headers.get("User-Agent", "")


def templates(request: HttpRequest, name: str) -> list[str]:
    """The template names for ``render``: ``desk/matter`` → ``desk/matter.phone.html``, else ``desk/matter.html``."""
    return [f"{name}.{face_of(request).value}.html", f"{name}.html"]


def way_back(request: HttpRequest) -> str:
    """Where the person came from: ``next`` or the referring page, on this host only; else the first page."""
    wanted = request.POST.get("next") if request.method == "POST" else ""
    wanted = wanted or request.headers.get("Referer", "")
    try:
        here = request.get_host()
    except DisallowedHost:  # this very refusal is being drawn
        return "/"
    if url_has_allowed_host_and_scheme(wanted, {here}, require_https=request.is_secure()):
        return wanted
    return "/"
