"""The context processor: the face and the clock of the page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from cunli.lib.actors import ANONYMOUS, Actor
from cunli.ui import faces
from cunli.ui.frame import EMPTY


def face(request: HttpRequest) -> dict[str, object]:
    """What every template may use. The clock is read here once per page, so that one page knows one "now"."""
    chosen = faces.choices(request)
    now = timezone.now()
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return {
        "face": chosen.face.value,
        "face_base": f"ui/{chosen.face.value}.html",
        "elder": chosen.elder,
        "elder_next": chosen.elder_next,
        "text_size": chosen.elder_size,
        "theme": chosen.theme,
        "now": now,
        "today": timezone.localdate(now),
        "here": request.get_full_path(),
        "draft_owner": actor.user_id or "",
        "frame": EMPTY,
    }
