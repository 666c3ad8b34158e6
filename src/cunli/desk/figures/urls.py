"""Numbers, and what they count."""

from __future__ import annotations

from django.urls import path

from cunli.desk.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("<str:what>/", views.counted, name="counted"),
]
