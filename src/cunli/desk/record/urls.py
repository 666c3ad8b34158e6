"""For the audit administrator."""

from __future__ import annotations

from django.urls import path

from cunli.desk.record import views

urlpatterns = [
    path("", views.entries, name="journal"),
    path("seal/", views.seal, name="seal"),
    path("seal/sheet/", views.seal_sheet, name="seal_sheet"),
]
