"""Addresses of papers: the file behind its access check, its templates, and the public question if it is genuine."""

from __future__ import annotations

from django.urls import path

from cunli.papers import template_views, views

app_name = "papers"
urlpatterns = [
    path("verify", views.verify, name="verify"),
    path("templates", template_views.templates, name="templates"),
    path("templates/<slug:kind>.docx", template_views.template_file, name="template_file"),
]
