"""What leaves the house."""

from __future__ import annotations

from django.urls import path

from cunli.desk.outbox import views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("robot/", views.put_robot, name="put_robot"),
    path("robot/<int:unit_id>/stop/", views.stop_robot, name="stop_robot"),
]
