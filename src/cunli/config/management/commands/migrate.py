"""``cunli migrate``: Django's own, the ledgers' triggers set aside meanwhile; then the table of the shared cache."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from cunli.ledgers import triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        triggers.drop(connection)
        try:
            super().handle(*args, **options)
        finally:
            triggers.install(connection)
        call_command("createcachetable", database=options["database"], verbosity=0)
