"""App configuration."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "cunli.ledgers"
