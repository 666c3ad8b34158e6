"""Addresses of papers: the file behind its access check, and the public question whether a paper is genuine."""

from __future__ import annotations

from django.urls import path

from cunli.papers import views

app_name = "papers"
urlpatterns = [
    path("verify", views.verify, name="verify"),
    path("<int:paper_id>/file", views.paper_file, name="file"),
]
