"""The map and the sketches of villages."""

from __future__ import annotations

from django.urls import path

from cunli.desk.map import sketch_views, views

urlpatterns = [
    path("", views.show_map, name="map"),
    path("sketch/<int:village_id>/", sketch_views.sketch, name="sketch"),
    path("sketch/<int:village_id>/picture/", sketch_views.picture, name="sketch_picture"),
    path("sketch/<int:village_id>/draw/", sketch_views.draw, name="sketch_draw"),
    path("sketch/<int:village_id>/pins/", sketch_views.pins, name="sketch_pins"),
]
