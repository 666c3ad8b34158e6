"""What a phone keeps."""

from __future__ import annotations

from django.urls import path

from cunli.desk.kept import views

urlpatterns = [
    path("", views.kept, name="kept"),
    path("state", views.state, name="kept_state"),
]
