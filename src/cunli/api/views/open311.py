"""Open311's addresses. Reading is for anybody; filing needs ``api_key``, a token, unless the county lets anybody."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cunli.accounts import access
from cunli.accounts.signing_in import address_of
from cunli.api.limits import Minute
from cunli.api.open311 import public
from cunli.api.open311.filing import file_request
from cunli.api.open311.written import FORMATS, Record, error, written
from cunli.api.views.door import is_too_long, key_of, let_in
from cunli.lib.access import declares
from cunli.lib.actors import ANONYMOUS, Actor
from cunli.lib.idempotency import Key, key_for
from cunli.lib.refusals import NotYourPost, NotYours, Refusal
from cunli.procedures.catalogue import current

View = Callable[..., HttpResponse]
READING, FILING = Minute(120), Minute(5)
"""Of one address that shows no token."""
STATUSES = {403: 403, 404: 404, 429: 429}
"""The standard knows these and 400."""


def open311(*methods: str) -> Callable[[View], View]:
    """Answers in the format of the address, refusals in the standard's shape. Open to everybody: what these pages show
    is public, and who files shows a token."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, extension: str, **named: str) -> HttpResponse:
            if extension not in FORMATS or settings.OPEN311 == "off":
                raise Http404
            if request.method not in methods:
                answer = error(extension, status=405, said=_("这个地址不这样用"))
                answer["Allow"] = ", ".join(methods)
                return answer
            if is_too_long(request):
                return error(extension, status=400, said=_("发来的太大了"))
            try:
                _count(READING, request)
                _refuse_elsewhere(request)
                return view(request, extension, **named)
            except Refusal as refusal:
                return error(extension, status=STATUSES.get(refusal.status, 400), said=str(refusal))

        return declares("public")(csrf_exempt(guarded))

    return decorate


@open311("GET", "HEAD")
def discovery(request: HttpRequest, extension: str) -> HttpResponse:
    law = current("hazard", timezone.localdate())
    changed = f"{law.edition}T00:00:00+08:00" if law else ""
    url = request.build_absolute_uri(reverse("api:open311_services", args=["json"])).removesuffix("/services.json")
    endpoint: Record = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": url,
        "changeset": changed,
        "type": "test" if settings.DEMO else "production",
        "formats": ["text/xml", "application/json"],
    }
    found: Record = {
        "changeset": changed,
        "contact": _("县里的安全管理员"),
        "key_service": _("令牌找县里的安全管理员要。"),
        "endpoints": [endpoint],
    }
    return written(extension, "discovery", found)


@open311("GET", "HEAD")
def services(request: HttpRequest, extension: str) -> HttpResponse:
    return written(extension, "services", public.services(timezone.now()))


@open311("GET", "HEAD")
def service(request: HttpRequest, extension: str, code: str) -> HttpResponse:
    return written(extension, "service_definition", public.definition(code, timezone.now()))


@open311("GET", "HEAD", "POST")
def requests(request: HttpRequest, extension: str) -> HttpResponse:
    """The public ones that were asked for; posted, a new one."""
    now = timezone.now()
    if request.method != "POST":
        asked = public.sought({name: ",".join(said) for name, said in request.GET.lists()}, now=now)
        return written(extension, "service_requests", public.requests(asked, now))
    actor, key = _who_files(request)
    done = file_request(actor, request.POST, now=now, key=key)
    answer: Record = {"service_request_id": done.ref, "service_notice": "", "account_id": ""}
    return written(extension, "service_requests", [answer], status=200 if done.repeated else 201)


@open311("GET", "HEAD")
def one_request(request: HttpRequest, extension: str, request_id: str) -> HttpResponse:
    return written(extension, "service_requests", public.request_named(request_id, timezone.now()))


@open311("GET", "HEAD")
def token(request: HttpRequest, extension: str, request_id: str) -> HttpResponse:
    """A request has its number at once, so its token is that number."""
    (found,) = public.request_named(request_id, timezone.now())
    ref = found["service_request_id"]
    return written(extension, "service_requests", [{"service_request_id": ref, "token": ref}])


def _who_files(request: HttpRequest) -> tuple[Actor, Key | None]:
    shown = request.POST.get("api_key") or request.GET.get("api_key", "")
    if shown and let_in(request, shown) is not None:
        once = request.headers.get("Idempotency-Key", "")
        return access.actor_of(request), key_for(key_of(request, once), sorted(request.POST.lists())) if once else None
    if shown or settings.OPEN311 != "report":
        raise NotYourPost(_("api_key 没有或不对"), instead=_("令牌找县里的安全管理员要。"))
    _count(FILING, request)
    return replace(ANONYMOUS, address=address_of(request)), None


def _count(limit: Minute, request: HttpRequest) -> None:
    limit.count(hash(address_of(request)), timezone.now())


def _refuse_elsewhere(request: HttpRequest) -> None:
    given = request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id", "")
    if given and given != public.code_of(public.the_county(timezone.now())):
        raise NotYours(_("没有这个 jurisdiction_id"))
