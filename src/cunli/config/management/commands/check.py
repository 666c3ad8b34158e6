"""``cunli check``: Django's checks, what the floors add to them, a database that is up to date, its keys, and logs
that are kept for a year. It says which ways out are set up; a county may have none."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import check
from django.utils import timezone

from cunli.config import keys, readiness, retention
from cunli.county.selectors import missing_year
from cunli.lib.terms import day_of
from cunli.messages.selectors import ways_out


class Command(check.Command):
    help = "Is everything well? Exit status 0 only when it is.  自查"

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Warnings fail too: a warning nobody reads is an error later."""
        if options["fail_level"] == "ERROR":
            options["fail_level"] = "WARNING"
        not_ready = readiness.what_to_do()
        if not not_ready:
            options["databases"] = options["databases"] or ["default"]
        super().handle(*app_labels, **options)
        if options["list_tags"]:
            return
        if not_ready:
            raise CommandError(not_ready)
        if lost := keys.lost():
            raise CommandError(f"Keys that this database needs are not in the keys folder: {', '.join(lost)}")
        if short := list(retention.faults(day_of(timezone.now()))):
            raise CommandError("Logs are kept too short a time: " + "; ".join(short))
        if missing := missing_year(day_of(timezone.now())):
            self.stderr.write(
                f"The holidays of {missing} are not entered: days in it are provisional.  {missing}年的放假通知还没登记"
            )
        self.stdout.write("\n".join(ways_out()))
        self.stdout.write("All is well.  一切正常。")
