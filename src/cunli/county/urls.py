"""Addresses of what the county decides for itself."""

from __future__ import annotations

from django.urls import path

from cunli.county import holiday_views, views

app_name = "county"
urlpatterns = [
    path("settings", views.settings, name="settings"),
    path("settings/<str:setting>", views.setting, name="setting"),
    path("settings/<str:setting>/decide", views.decide, name="decide"),
    path("settings/<str:setting>/withdraw", views.withdraw, name="withdraw"),
    path("holidays", holiday_views.holidays, name="holidays"),
    path("holidays/notice", holiday_views.read_notice, name="read_notice"),
    path("holidays/announce", holiday_views.announce, name="announce"),
]
