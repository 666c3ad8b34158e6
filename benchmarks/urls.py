"""The real pages and the bare ones."""

from django.urls import include, path

from benchmarks import views

urlpatterns = [
    path("bare/insert", views.insert),
    path("bare/rows", views.rows),
    path("", include("cunli.config.urls")),
]
