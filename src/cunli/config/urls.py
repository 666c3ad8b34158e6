"""Every floor's pages under one roof. A page's address is part of what people keep: change it with a redirect."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from cunli.accounts import urls as accounts
from cunli.accounts.views import villager_code
from cunli.acts.arriving import arrive_by_phone
from cunli.config.health import healthz, readyz, show_metrics
from cunli.ui.views import worker

handler400 = "cunli.ui.errors.bad_request"
handler403 = "cunli.ui.errors.forbidden"
handler404 = "cunli.ui.errors.not_found"
handler500 = "cunli.ui.errors.server_error"

account_pages = [
    *accounts.urlpatterns,
    path("in/phone/code", villager_code, {"arrive": arrive_by_phone}, name="villager_code"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", show_metrics, name="metrics"),
    path("account/", include((account_pages, accounts.app_name))),
    path("county/", include("cunli.county.urls")),
    path("papers/", include("cunli.papers.urls")),
    path("", include("cunli.notices.urls")),
    path("roster/", include("cunli.roster.urls")),
    path("ui/", include("cunli.ui.urls")),
    path("worker.js", worker, name="worker"),
    path("", include("cunli.api.urls")),
    path("", include("cunli.registry.urls")),
    path("", include("cunli.desk.urls")),
]
