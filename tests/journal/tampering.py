"""What somebody does who has the database open: the hands of the tests of the proof."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from cunli.journal import rules, services, signing
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from tests.append_only import unprotected
from tests.cast import NOW

CLERK = Actor(role="village_cadre", user_id=7, post_id=9, name="王秀梅", title="石头村村委会")


def write(number: int, at: datetime = NOW) -> Entry:
    """An entry as the house writes it."""
    return services.record(
        actor=CLERK, verb="matter.report", subject=f"HD-2026-{number:05}", at=at, after={"title": "杆子歪了"}
    )


def tamper(statement: str, *values: object) -> None:
    """As somebody does who has the database open, with the triggers taken away."""
    with unprotected(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(**values: object) -> int:
    """A row that somebody makes up, with a leaf that fits and no key to prove it with; its number."""
    entry = Entry(at=NOW, happened_at=NOW, user_id=7, verb="matter.report", subject="HD-2026-99999")
    entry.key_id, entry.mac = signing.FIRST_KEY, bytes(32)
    for name, value in values.items():
        setattr(entry, name, value)
    entry.leaf = rules.leaf_of({name: getattr(entry, name) for name in signing.CONTENT})
    entry.save(force_insert=True)
    return entry.pk
