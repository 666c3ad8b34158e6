"""App configuration."""

from django.apps import AppConfig


class ExclusionsConfig(AppConfig):
    name = "cunli.exclusions"
