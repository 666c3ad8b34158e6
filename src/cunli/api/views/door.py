"""Who stands at the door: a token, in a post, not too often, with not too much."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from ninja.security import HttpBearer

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.accounts.signing_in import address_of
from cunli.api import problems, selectors
from cunli.api.limits import REQUESTS, note_use
from cunli.api.models import MachineToken
from cunli.lib.access import declares
from cunli.lib.actors import Actor

LONGEST_BODY = 64 * 1024


class Bearer(HttpBearer):
    """``Authorization: Bearer cunli_…``. What a browser's session could do does not count here."""

    def authenticate(self, request: HttpRequest, token: str) -> MachineToken | None:
        return let_in(request, token)


def let_in(request: HttpRequest, token: str) -> MachineToken | None:
    """The token if it opens today; from here on ``request.actor`` is its machine. Raises TooManyRequests."""
    now = timezone.now()
    today = timezone.localdate(now)
    shown = selectors.token_shown(token, today)
    if shown is None:
        return None
    REQUESTS.count(shown.pk, now)
    note_use(shown, today)
    request.actor = selectors.machine(shown, today, address=address_of(request))  # type: ignore[attr-defined]  # read through access.actor_of
    request.auth = shown  # type: ignore[attr-defined]
    return shown


def able(request: HttpRequest, capability: Capability) -> Actor:
    """The machine, if its post may; raises NotYourPost."""
    actor = access.actor_of(request)
    if not actor.may(capability):
        raise access.not_your_post(request, capability)
    return actor


def key_of(request: HttpRequest, sent: str) -> str:
    """Two machines in one post may count alike."""
    token = cast(MachineToken, request.auth)  # type: ignore[attr-defined]
    return hashlib.sha256(f"{token.pk}:{sent}".encode()).hexdigest()


def for_machines(view: Callable[..., HttpResponseBase], methods: list[str]) -> Callable[..., HttpResponseBase]:
    """A view of the REST door as an address: no session, no cookie, so no form's token either."""

    def guarded(request: HttpRequest, **named: object) -> HttpResponseBase:
        if request.method not in methods:
            return problems.wrong_method(methods)
        if is_too_long(request):
            return problems.too_long(LONGEST_BODY)
        answer = view(request, **named)
        answer["Cache-Control"] = "no-store, private"
        return answer

    return declares("token")(csrf_exempt(guarded))


def is_too_long(request: HttpRequest) -> bool:
    """Asked before anything of the body is read."""
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return said.isdigit() and int(said) > LONGEST_BODY
