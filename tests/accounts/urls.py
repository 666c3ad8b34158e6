"""This floor's pages, and one page per access rule to knock at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from cunli.accounts import access
from cunli.accounts import urls as accounts
from cunli.accounts.roles import Capability
from cunli.accounts.services import ensure_villager
from cunli.accounts.sessions import open_slip_session
from cunli.accounts.views import villager_code


def who(request: HttpRequest) -> JsonResponse:
    actor = access.actor_of(request)
    villages = sorted(actor.scope.villages)
    return JsonResponse({"role": actor.role, "villages": villages, "matter": actor.scope.matter_id})


@access.public
def slip(request: HttpRequest, matter_id: int) -> HttpResponse:
    open_slip_session(request, matter_id)
    return HttpResponse("ok")


account_pages = [
    *accounts.urlpatterns,
    path("in/phone/code", villager_code, {"arrive": ensure_villager}, name="villager_code"),
]
urlpatterns = [
    path("who", access.signed_in(who)),
    path("who/public", access.public(who)),
    path("who/slip-or-in", access.slip_or_signed_in(who)),
    path("who/figures", access.requires(Capability.SEE_FIGURES)(who)),
    path("who/slip/<int:matter_id>", slip),
    path("account/", include((account_pages, accounts.app_name))),
    path("ui/", include("cunli.ui.urls")),
    path("", include("cunli.api.urls")),
    path("", include("cunli.desk.urls")),
]
