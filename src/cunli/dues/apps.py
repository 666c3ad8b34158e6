"""App configuration."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "cunli.dues"
