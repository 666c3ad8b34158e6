"""App configuration."""

from django.apps import AppConfig


class CountyConfig(AppConfig):
    name = "cunli.county"
