"""The pages about tokens, and the doors for machines."""

from __future__ import annotations

from django.urls import URLPattern, path

from cunli.api.views import calendar, docs, open311, tokens, webhooks
from cunli.api.views.door import for_machines
from cunli.api.views.rest import rest

app_name = "api"


def _rest() -> list[URLPattern]:
    """The library's addresses, each with its methods and who may open it."""
    methods = {
        route.translate({ord("{"): "<", ord("}"): ">"}): sorted({one for op in view.operations for one in op.methods})
        for route, view in rest.default_router.path_operations.items()
    }
    return [
        path(f"api/{route}", for_machines(pattern.callback, methods[route]), name=pattern.name)
        for pattern in rest.urls[0]
        if isinstance(pattern, URLPattern) and (route := str(pattern.pattern)) in methods
    ]


urlpatterns = [
    path("account/machines", tokens.tokens, name="tokens"),
    path("account/machines/for/<int:post_id>", tokens.new_token, name="new_token"),
    path("account/machines/<int:token_id>/withdraw", tokens.withdraw_token, name="withdraw_token"),
    path("account/webhooks", webhooks.webhooks, name="webhooks"),
    path("account/webhooks/for/<int:post_id>", webhooks.new_webhook, name="new_webhook"),
    path("account/webhooks/<int:webhook_id>/remove", webhooks.remove_webhook, name="remove_webhook"),
    path("account/webhooks/<int:webhook_id>/key", webhooks.change_key, name="change_webhook_key"),
    path("account/webhooks/<int:webhook_id>/wake", webhooks.wake_webhook, name="wake_webhook"),
    path("account/calendar", calendar.address, name="calendar_address"),
    path("account/calendar/make", calendar.make_address, name="make_calendar_address"),
    path("account/calendar/withdraw", calendar.withdraw_address, name="withdraw_calendar_address"),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
    path("api/", docs.docs, name="api_docs"),
    path("api/openapi.json", docs.openapi, name="openapi"),
    *_rest(),
    path("open311/v2/discovery.<str:extension>", open311.discovery, name="open311_discovery"),
    path("open311/v2/services.<str:extension>", open311.services, name="open311_services"),
    path("open311/v2/services/<str:code>.<str:extension>", open311.service, name="open311_service"),
    path("open311/v2/requests.<str:extension>", open311.requests, name="open311_requests"),
    path("open311/v2/requests/<str:request_id>.<str:extension>", open311.one_request, name="open311_request"),
    path("open311/v2/tokens/<str:request_id>.<str:extension>", open311.token, name="open311_token"),
]
