"""App configuration."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cunli.cases"
