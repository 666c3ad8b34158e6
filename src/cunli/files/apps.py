"""App configuration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "cunli.files"
