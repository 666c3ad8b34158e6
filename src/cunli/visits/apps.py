"""App configuration."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "cunli.visits"
