from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from django.core.management import call_command

from cunli.registry.models import Household, Person
from tests.registry.conftest import World
from tests.registry.imports.county_rows import HEADER, Village, rows


def clean_csv(world: World, path: Path, count: int = 30, encoding: str = "utf-8-sig") -> Path:
    villages = [Village("云岭县", "柳湾镇", name) for name in ("石桥村", "上坪村")]
    text = io.StringIO()
    out = csv.DictWriter(text, HEADER)
    out.writeheader()
    out.writerows(rows(count, villages))
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def run(path: Path, *options: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("import", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_a_clean_file_is_imported_and_the_second_time_changes_nothing(world: World, tmp_path: Path) -> None:
    path = clean_csv(world, tmp_path / "户册.csv")
    assert run(path, "--dry-run")["new"] == 30
    assert Person.objects.unscoped("test").count() == 0
    assert run(path) == {"new": 30, "changed": 0, "unchanged": 0, "refused": 0, "refused_rows": []}
    assert Person.objects.unscoped("test").count() == 30
    houses = Household.objects.unscoped("test").count()
    assert run(path) == {"new": 0, "changed": 0, "unchanged": 30, "refused": 0, "refused_rows": []}
    assert Household.objects.unscoped("test").count() == houses
