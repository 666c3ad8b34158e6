"""Every floor's pages under one roof. A page's address is part of what people keep: change it with a redirect."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from cunli.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
]
