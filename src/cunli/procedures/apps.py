"""App configuration: a procedure that is not whole keeps the process from starting."""

from django.apps import AppConfig
from django.core.checks import register


class ProceduresConfig(AppConfig):
    name = "cunli.procedures"

    def ready(self) -> None:
        from cunli.procedures.checks import check_catalogue

        register(check_catalogue, "cunli")
