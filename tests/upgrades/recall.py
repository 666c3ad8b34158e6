"""``python -m tests.upgrades.recall NAME``: an empty database becomes that of an earlier release."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.upgrades import FOLDER, rows


def recall(known: dict[str, Any]) -> None:
    folder = Path(settings.KEYS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    for name, key in known["keys"].items():
        (folder / name).write_text(key)
    executor = MigrationExecutor(connection)
    gone = {(app, name) for app, name in known["migrations"]} - executor.loader.graph.nodes.keys()
    assert not gone, f"migrations of that release are gone, nobody could upgrade from it: {gone}"
    targets = list(dict(known["migrations"]).items())  # of each app the last; their names are numbered
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    with transaction.atomic():
        rows.read(apps, known["rows"])
    with connection.cursor() as cursor:
        tables = [apps.get_model(label) for label in known["rows"]]
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    recall(json.loads((FOLDER / f"{sys.argv[1]}.json").read_text()))
