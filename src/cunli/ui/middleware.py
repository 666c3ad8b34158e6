"""Turns what is raised anywhere under a view, and is no fault, into an answer that a person can use."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from cunli.lib.busy import is_busy
from cunli.lib.refusals import Refusal
from cunli.ui import errors


class OutboxMiddleware:
    """A phone's outbox is told where its request led instead of being sent there: the page it would fetch is another
    one than the person opens next, and what that page says once would be gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.headers.get("X-Outbox") == "1" and 300 <= answer.status_code < 400:
            return HttpResponse(status=204, headers={"X-Outbox-To": answer["Location"]})
        return answer


class RefusalMiddleware:
    """Stands innermost: a refusal, or no room at this moment. Everything else goes on as an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return errors.refusal_page(request, exception)
        return errors.busy(request) if isinstance(exception, OperationalError) and is_busy(exception) else None
