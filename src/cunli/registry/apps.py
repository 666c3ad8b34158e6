"""App configuration."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "cunli.registry"
