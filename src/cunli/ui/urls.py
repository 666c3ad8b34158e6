from __future__ import annotations

from django.urls import path

from cunli.ui import views

app_name = "ui"
urlpatterns = [
    path("face", views.choose_face, name="face"),
    path("elder", views.choose_elder, name="elder"),
    path("theme", views.choose_theme, name="theme"),
    path("language", views.choose_language, name="language"),
    path("offline", views.offline, name="offline"),
    path("examples", views.show_examples, name="examples"),
]
