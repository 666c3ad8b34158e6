"""One's own data."""

from __future__ import annotations

from django.urls import path

from cunli.desk.own import views

urlpatterns = [
    path("mine/data/", views.my_data, name="my_data"),
    path("mine/data/copy/", views.my_copy, name="my_copy"),
    path("mine/data/notice/", views.my_notice, name="my_notice"),
    path("mine/data/consent/", views.my_consent, name="my_consent"),
    path("mine/data/erasure/", views.my_erasure, name="my_erasure"),
    path("people/<int:person_id>/copy/", views.copy_given, name="copy_given"),
]
