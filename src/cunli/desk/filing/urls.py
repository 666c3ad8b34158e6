"""Where matters come in."""

from __future__ import annotations

from django.urls import path

from cunli.desk.filing import hazard, service

urlpatterns = [
    path("report/", hazard.file_hazard, name="file_hazard"),
    path("service/", service.file_service, name="file_service"),
    path("service/who", service.find_person, name="find_person"),
    path("filed/<str:ref>/", service.filed, name="filed"),
]
