"""Visits."""

from __future__ import annotations

from django.urls import path

from cunli.desk.visiting import views

urlpatterns = [
    path("mine/households/", views.my_households, name="my_households"),
    path("mine/notes/", views.notebook, name="notebook"),
    path("households/<int:household_id>/visit/", views.visit, name="visit"),
    path("households/<int:household_id>/visits/", views.notes_of, name="notes_of"),
    path("visits/<int:note_id>/", views.note, name="note"),
    path("visits/<int:note_id>/correct/", views.correct_note, name="correct_note"),
    path("pairing/", views.pairing, name="pairing"),
    path("pairing/<int:village_id>/share-out/", views.share_out, name="share_out"),
]
