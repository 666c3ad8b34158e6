"""App configuration: Django's own flash messages already have the label ``messages``."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "cunli.messages"
    label = "cunli_messages"
