"""App configuration."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "cunli.law"
