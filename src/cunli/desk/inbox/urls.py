"""Lists of matters and messages."""

from __future__ import annotations

from django.urls import path

from cunli.desk.inbox import export, kept, own, views
from cunli.desk.together.views import together

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/export/", export.export, name="inbox_export"),
    path("inbox/together/", together, name="together"),
    path("inbox/kept/", kept.keep, name="keep_filter"),
    path("inbox/kept/<int:filter_id>/drop/", kept.drop, name="drop_filter"),
    path("mine/", own.mine, name="mine"),
    path("messages/", own.messages, name="messages"),
    path("messages/call/<int:message_id>/", own.call_made, name="call_made"),
]
