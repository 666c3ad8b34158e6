"""Addresses of the roster."""

from __future__ import annotations

from django.urls import path

from cunli.roster import views

app_name = "roster"
urlpatterns = [
    path("", views.entries, name="forces"),
    path("add", views.add, name="add_force"),
    path("<int:entry_id>/end", views.end, name="end_force"),
    path("<int:entry_id>/phone", views.phone, name="force_phone"),
]
