"""Every page of the desk under one name."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cunli.desk.today.urls")),
    path("", include("cunli.desk.filing.urls")),
    path("", include("cunli.desk.calls.urls")),
    path("", include("cunli.desk.inbox.urls")),
    path("", include("cunli.desk.people.urls")),
    path("", include("cunli.desk.visiting.urls")),
    path("kept/", include("cunli.desk.kept.urls")),
    path("same-person/", include("cunli.desk.same_person.urls")),
    path("", include("cunli.desk.own.urls")),
    path("map/", include("cunli.desk.map.urls")),
    path("figures/", include("cunli.desk.figures.urls")),
    path("outbox/", include("cunli.desk.outbox.urls")),
    path("benefits/", include("cunli.desk.paying.urls")),
    path("record/", include("cunli.desk.record.urls")),
    path("", include("cunli.desk.verifying.urls")),
]
if find_spec("cunli.desk.matter") and find_spec("cunli.desk.matter.urls"):
    urlpatterns.append(path("", include("cunli.desk.matter.urls")))
