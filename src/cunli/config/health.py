"""Three addresses for machines: is a worker alive, is everything ready, how does it go.

Strangers learn ``ok`` and ``ready`` or not. Details are for whoever asks from this very machine, not through a proxy,
or shows the token in ``DATA/keys/metrics``.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.config import environment, metrics, probes
from cunli.lib.access import declares

LOOPBACK = frozenset({"127.0.0.1", "::1"})
BROUGHT_ALONG = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")
"""What proxies write. On the machine of the proxy every stranger's request comes from loopback."""


@declares("public")
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and ``ok`` as long as a worker answers; without the database, so that a slow disk looks not like death."""
    return HttpResponse("ok\n", content_type="text/plain")


@declares("public")
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when all that serving needs is there, else 503; what is missing is told to the own machine only."""
    found = probes.findings()
    ready = all(finding.ok for finding in found)
    status = 200 if ready else 503
    if may_look_closer(request):
        said = {"ready": ready, **{finding.name: finding.says for finding in found}}
        return JsonResponse(said, status=status, json_dumps_params={"indent": 1})
    return HttpResponse("ready\n" if ready else "not ready\n", content_type="text/plain", status=status)


@declares("own_machine")
@require_safe
@never_cache
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text; for everybody else there is no such page."""
    if not may_look_closer(request):
        raise Http404
    return HttpResponse(metrics.page(), content_type=metrics.CONTENT_TYPE)


def may_look_closer(request: HttpRequest) -> bool:
    """From this machine itself, or with ``Authorization: Bearer <token>``."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return constant_time_compare(shown.strip(), environment.key_file(settings.KEYS_DIR, "metrics"))
    came_through = any(name in request.headers for name in BROUGHT_ALONG)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not came_through
