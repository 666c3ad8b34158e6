"""App configuration."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "cunli.acts"
