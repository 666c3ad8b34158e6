"""This floor's pages, and one page per access rule to knock at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.accounts.sessions import open_slip_session


def who(request: HttpRequest) -> JsonResponse:
    actor = access.actor_of(request)
    villages = sorted(actor.scope.villages)
    return JsonResponse({"role": actor.role, "villages": villages, "matter": actor.scope.matter_id})


@access.public
def slip(request: HttpRequest, matter_id: int) -> HttpResponse:
    open_slip_session(request, matter_id)
    return HttpResponse("ok")


urlpatterns = [
    path("accounts/", include("cunli.accounts.urls")),
    path("ui/", include("cunli.ui.urls")),
    path("", access.signed_in(who), name="home"),
    path("public", access.public(who)),
    path("slip-or-in", access.slip_or_signed_in(who)),
    path("figures", access.requires(Capability.SEE_FIGURES)(who)),
    path("slip/<int:matter_id>", slip),
]
