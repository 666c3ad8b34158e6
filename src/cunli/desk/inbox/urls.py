"""Lists of matters and messages."""

from __future__ import annotations

from django.urls import path

from cunli.desk.inbox import own, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("mine/", own.mine, name="mine"),
    path("messages/", own.messages, name="messages"),
    path("messages/call/<int:message_id>/", own.call_made, name="call_made"),
]
