"""For the audit administrator."""

from __future__ import annotations

from django.urls import path

from cunli.desk.record import views

urlpatterns = [
    path("", views.seal, name="seal"),
    path("sheet/", views.seal_sheet, name="seal_sheet"),
]
