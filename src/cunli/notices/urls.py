"""Addresses of notices: the staff's under ``notices/``, everybody's short ones under ``n/``."""

from __future__ import annotations

from django.urls import path

from cunli.notices import public_views, views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/new", views.draft, name="draft"),
    path("notices/<int:notice_id>/", views.notice, name="notice"),
    path("notices/<int:notice_id>/edit", views.revise, name="revise"),
    path("notices/<int:notice_id>/sheet", views.sheet, name="sheet"),
    path("n/<str:code>", public_views.read, name="read"),
    path("n/at/<int:area_id>", public_views.board, name="board"),
]
