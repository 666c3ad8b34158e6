"""Is the server up? Answered without the database, so that a slow disk does not look like a dead server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.lib.access import declares


@declares("public")
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and ``ok`` as long as a worker answers."""
    return HttpResponse("ok\n", content_type="text/plain")
