"""Pairs that may be one person."""

from __future__ import annotations

from django.urls import path

from cunli.desk.same_person import views

urlpatterns = [
    path("", views.duplicates, name="duplicates"),
    path("decided/", views.decided_duplicates, name="decided_duplicates"),
    path("<int:duplicate_id>/", views.duplicate, name="duplicate"),
    path("<int:duplicate_id>/take-back/", views.take_back, name="take_back_duplicate"),
]
