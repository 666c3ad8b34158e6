"""The front page."""

from __future__ import annotations

from django.urls import path

from cunli.desk.today import views

urlpatterns = [path("", views.today, name="today"), path("more/", views.more, name="more")]
