"""What an earlier release has stored is brought up to this one, and its story goes on through the doors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tools import postgresql

from tests.upgrades import FOLDER

RELEASES = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def machine(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a machine with an empty data folder and an empty database."""
    known = {**os.environ, "DATA": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": os.pathsep.join(["src", "."]),
             "DJANGO_SETTINGS_MODULE": "cunli.config.settings"}  # fmt: skip
    if connection.vendor == "sqlite":
        yield known
        return
    name = f"{connection.settings_dict['NAME']}_upgrade"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    before, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    yield {**known, "DATABASE_URL": f"{before}/{name}", "PATH": f"{postgresql.programs()}:{os.environ['PATH']}"}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(machine: dict[str, str], module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=machine, capture_output=True, text=True, check=False)


def well(machine: dict[str, str], module: str, *arguments: str) -> str:
    done = run(machine, module, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_story_goes_on(release: str, machine: dict[str, str]) -> None:
    known = json.loads((FOLDER / f"{release}.json").read_text())
    well(machine, "tests.upgrades.recall", release)
    early = run(machine, "cunli.config.command", "serve")
    assert early.returncode == 1 and "not up to date" in early.stderr, "nothing is served half upgraded"
    well(machine, "cunli.config.command", "migrate", "-v0")
    said = json.loads(well(machine, "cunli.config.command", "verify", "--json"))
    assert {name: said[name] for name in known["verify"]} == known["verify"], "not one entry became another"
    assert "the story ends well" in well(machine, "tests.upgrades.going_on")


def test_a_backup_of_it_is_restored_and_brought_up_to_this_release(
    release: str, machine: dict[str, str], tmp_path: Path
) -> None:
    well(machine, "tests.upgrades.recall", release)
    well(machine, "cunli.config.command", "backup", str(tmp_path / "b.tar"))
    there = tmp_path / "there"
    shutil.copytree(tmp_path / "keys", there / "keys")
    if connection.vendor == "sqlite":
        machine = {**machine, "DATA": str(there)}
    said = well(machine, "cunli.config.command", "restore", str(tmp_path / "b.tar"), "--overwrite")
    assert "都对得上" in said
