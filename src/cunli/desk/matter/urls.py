"""Addresses about one matter, within the desk's namespace. Slips and letters carry them: never change one."""

from __future__ import annotations

from django.urls import path

from cunli.desk.matter import ask_views, paper_views, person_views, rating_views, sheet_views, views, volume

urlpatterns = [
    path("m/<str:ref>/", views.matter, name="matter"),
    path("m/<str:ref>/step/<slug:key>/", views.step, name="matter_step"),
    path("m/<str:ref>/ask/<int:ask_id>/", ask_views.ask, name="matter_ask"),
    path("m/<str:ref>/ask/<int:ask_id>/reply", ask_views.reply, name="matter_ask_reply"),
    path("m/<str:ref>/photo/<int:photo_id>", paper_views.photo, name="matter_photo"),
    path("m/<str:ref>/paper/<int:paper_id>.docx", paper_views.paper, name="matter_paper"),
    path("m/<str:ref>/volume", volume.volume, name="matter_volume"),
    path("m/<str:ref>/outside/<slug:system>/", sheet_views.sheet, name="matter_outside"),
    path("m/<str:ref>/outside/<slug:system>/excel", sheet_views.take, name="matter_outside_excel"),
    path("m/<str:ref>/outside/<slug:system>/number", sheet_views.number, name="matter_outside_number"),
    path("m/<str:ref>/slip", paper_views.slip, name="matter_slip"),
    path("m/<str:ref>/slip/given", paper_views.slip_given, name="slip_given"),
    path("m/<str:ref>/rate", person_views.rate, name="matter_rate"),
    path("m/<str:ref>/rating", rating_views.answer_rating, name="matter_rating"),
    path("m/<str:ref>/delegate", person_views.delegate, name="matter_delegate"),
    path("m/<str:ref>/delegate/<int:grant_id>/end", person_views.take_back, name="matter_take_back"),
    path("s/", person_views.slip_door, name="slip_door"),
    path("s/<str:code>", person_views.slip_code, name="slip_code"),
    path("verify/<str:code>", paper_views.verify, name="verify"),
]
