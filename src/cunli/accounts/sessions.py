"""What the session remembers: the chosen post, the matter a slip opened, whether the phone is one's own."""

from __future__ import annotations

from django.http import HttpRequest

POST = "post_id"
SLIP_MATTER = "slip_matter_id"
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


def close_slip_session(request: HttpRequest) -> None:
    request.session.pop(SLIP_MATTER, None)


def remember_phone(request: HttpRequest, *, own: bool) -> None:
    """Stay signed in for 14 days on one's own phone; on a shared one until the browser closes."""
    request.session.set_expiry(OWN_PHONE_SECONDS if own else 0)
