"""App configuration."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "cunli.papers"
