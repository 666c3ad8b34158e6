"""Where people are needed."""

from __future__ import annotations

from django.urls import path

from cunli.desk.calls import views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("m/<str:ref>/hands/", views.hands, name="matter_hands"),
    path("m/<str:ref>/hands/<int:hand_id>/<slug:word>", views.mark, name="hand_mark"),
]
