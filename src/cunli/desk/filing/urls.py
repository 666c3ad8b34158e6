"""Where matters come in."""

from __future__ import annotations

from django.urls import path

from cunli.desk.filing import hardship, hazard, life, mediation, new, objection, service

urlpatterns = [
    path("report/", hazard.file_hazard, name="file_hazard"),
    path("service/", service.file_service, name="file_service"),
    path("mediation/", mediation.file_mediation, name="file_mediation"),
    path("new/", new.new_matter, name="new_matter"),
    path("hardship/", hardship.file_hardship, name="file_hardship"),
    path("new/<slug:procedure>/", new.file_new, name="file_new"),
    path("households/<int:household_id>/change/", life.choose_event, name="life"),
    path("households/<int:household_id>/change/<slug:event>/", life.file_life, name="file_life"),
    path("object/", objection.complain, name="complain"),
    path("n/<str:code>/object", objection.object_to_notice, name="object_to_notice"),
    path("service/who", service.find_person, name="find_person"),
    path("filed/<str:ref>/", service.filed, name="filed"),
]
