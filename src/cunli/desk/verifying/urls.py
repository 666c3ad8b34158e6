"""Lists of people to verify."""

from __future__ import annotations

from django.urls import path

from cunli.desk.verifying import views

urlpatterns = [
    path("verification/", views.lists, name="verification"),
    path("verification/<int:batch_id>/", views.one, name="verification_list"),
    path("verification/<int:batch_id>/open", views.open_more, name="verification_open"),
]
