"""Every request gets a number, a line in the log and its place in the figures.

The number is in the header ``X-Request-ID`` and on the page that says that something broke, short enough to be told
by phone. Nothing that came with the request is written: the route's name stands for the address.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from cunli.config import metrics
from cunli.config.logs import FIELDS, request_number

logger = logging.getLogger("cunli.requests")
HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PROBES = frozenset({"healthz", "readyz", "metrics"})
"""Asked every few seconds by machines: counted, and written down only when they fail."""


class RequestMiddleware:
    """Stands outermost, so that whatever is said while a request is answered carries its number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = new_number()
        request.number = number  # type: ignore[attr-defined]  # read by ui.errors
        token = request_number.set(number)
        queries = Queries()
        began = time.perf_counter()
        try:
            with connection.execute_wrapper(queries):
                response = self.get_response(request)
            response[HEADER] = number
            _note(request, response, seconds=time.perf_counter() - began, queries=queries.count)
        finally:
            request_number.reset(token)
        return response


class Queries:
    """Counts statements sent to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.count += 1
        return execute(*args)


def new_number() -> str:
    """Nine digits in three groups, such as 402-118-937: together with the day it names one request."""
    digits = f"{secrets.randbelow(10**9):09d}"
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _note(request: HttpRequest, response: HttpResponseBase, *, seconds: float, queries: int) -> None:
    route, status = route_of(request), response.status_code
    method = request.method if request.method in METHODS else "OTHER"
    metrics.count(route=route, method=method, status=status, seconds=seconds)
    if route in PROBES and status < 400:
        return
    actor = getattr(request, "actor", None)
    fields = {
        "route": route,
        "method": method,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "queries": queries,
        "user": actor.user_id if actor else None,
    }
    logger.log(logging.ERROR if status >= 500 else logging.INFO, "", extra={FIELDS: fields})


def route_of(request: HttpRequest) -> str:
    """The route's name, "static" for a file of ours, "none" for an address that leads nowhere."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"
