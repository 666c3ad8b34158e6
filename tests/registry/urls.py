"""The addresses that this floor's pages need beside their own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("cunli.registry.urls")),
    path("ui/", include("cunli.ui.urls")),
    path("accounts/", include("cunli.accounts.urls")),
]
