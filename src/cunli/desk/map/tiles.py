"""The pictures of a map, from the address that the county gave; without one no other host is ever asked."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def hosts() -> list[str]:
    """scheme://host of each address, as the content security policy writes it."""
    parted = [urlsplit(address) for address in settings.MAP_TILES]
    return list(dict.fromkeys(f"{there.scheme}://{there.netloc}" for there in parted))


def may_show_tiles(view: View[P]) -> View[P]:
    """Let the browser load pictures from there on this page, and on no other."""

    @functools.wraps(view)
    def with_tiles(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        allowed = hosts()
        response = view(request, *args, **kwargs)
        return csp_update({"img-src": allowed})(lambda _request: response)(request) if allowed else response

    return with_tiles
