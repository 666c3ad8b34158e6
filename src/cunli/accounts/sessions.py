"""What the session remembers: how one came in, the chosen post, the matter a slip opened, a sign-in half done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.http import HttpRequest

POST = "post_id"
SLIP_MATTER = "slip_matter_id"
BY_PHONE_CODE = "by_phone_code"
HALF_DONE = "sign_in_half_done"
HALF_DONE_LASTS = timedelta(minutes=10)
OWN_PHONE_SECONDS = 60 * 60 * 24 * 14


def chosen_post(request: HttpRequest) -> int | None:
    value = request.session.get(POST)
    return value if isinstance(value, int) else None


def choose_post(request: HttpRequest, post_id: int) -> None:
    """Remember the post to act in. The caller has checked that it is theirs."""
    request.session[POST] = post_id


def slip_matter(request: HttpRequest) -> int | None:
    value = request.session.get(SLIP_MATTER)
    return value if isinstance(value, int) else None


def open_slip_session(request: HttpRequest, matter_id: int) -> None:
    """Let whoever holds the slip see its one matter until the browser closes. The caller has checked the code.

    The session gets a new id, so that one planted before does not see the matter too.
    """
    request.session.cycle_key()
    request.session[SLIP_MATTER] = matter_id
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def came_by_phone_code(request: HttpRequest) -> bool:
    """Whether only a phone code was shown: that opens one's own matters, never a staff post."""
    return request.session.get(BY_PHONE_CODE) is True


def remember_phone(request: HttpRequest, *, own: bool) -> None:
    """Stay signed in for 14 days on one's own phone; on a shared one until the browser closes."""
    request.session.set_expiry(OWN_PHONE_SECONDS if own else 0)


def put_half_done(request: HttpRequest, at: datetime, **what: str | int | bool) -> None:
    """Keep what a sign-in in two steps has shown so far, for ten minutes."""
    request.session[HALF_DONE] = {**what, "until": (at + HALF_DONE_LASTS).timestamp()}


def half_done(request: HttpRequest, at: datetime) -> Mapping[str, object]:
    """What was put, while it lasts; else nothing."""
    kept = request.session.get(HALF_DONE)
    if not isinstance(kept, dict) or float(kept.get("until", 0)) < at.timestamp():
        return {}
    return kept


def forget_half_done(request: HttpRequest) -> None:
    request.session.pop(HALF_DONE, None)
