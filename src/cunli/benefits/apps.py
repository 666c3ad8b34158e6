"""App configuration."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "cunli.benefits"
