"""Addresses of this floor."""

from __future__ import annotations

from django.urls import path

from cunli.registry import child_views, consent_views, views

app_name = "registry"
urlpatterns = [
    path("privacy", views.what_is_held, name="privacy"),
    path("register/children", child_views.looks, name="child_looks"),
    path("register/children/looks/<int:look_id>", child_views.answer, name="answer_child_look"),
    path("register/persons/<int:person_id>/child", child_views.child, name="child"),
    path("register/persons/<int:person_id>/consents", consent_views.consents, name="consents"),
    path("register/consents/<int:consent_id>/withdraw", consent_views.withdraw, name="withdraw_consent"),
    path("register/persons/<int:person_id>/<str:field>", views.look, name="look"),
]
