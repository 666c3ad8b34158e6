from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_floor_only(settings: pytest.FixtureRequest) -> None:
    """Only what the ui floor needs: no session, no user, no page of another floor."""
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "tests.ui.urls.actor_from_a_cookie",
        "cunli.ui.middleware.RefusalMiddleware",
    ]
    template = dict(settings.TEMPLATES[0])
    template["OPTIONS"] = {
        **template["OPTIONS"],
        "context_processors": ["django.template.context_processors.request", "cunli.ui.context.face"],
    }
    settings.TEMPLATES = [template]
    settings.DEMO = True
