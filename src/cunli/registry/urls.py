"""Addresses of this floor."""

from __future__ import annotations

from django.urls import path

from cunli.registry import views

app_name = "registry"
urlpatterns = [
    path("privacy", views.what_is_held, name="privacy"),
    path("register/persons/<int:person_id>/child", views.child, name="child"),
    path("register/persons/<int:person_id>/<str:field>", views.look, name="look"),
]
