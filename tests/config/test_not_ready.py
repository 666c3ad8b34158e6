"""A command on a data folder that holds nothing yet says one sentence, and leaves no database behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import management
from django.db import OperationalError

from cunli.config import command, readiness
from tests.architecture.checkers.house import ROOT


def cunli(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {**kept, "DATA": str(data), "DJANGO_SETTINGS_MODULE": "cunli.config.settings", "PORT": "8997"}
    asked = [sys.executable, "-m", "cunli.config.command", *arguments]
    return subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["places", "demo", "check", "serve", "backup"])
def test_a_new_folder_is_told_to_migrate_and_stays_without_a_database(tmp_path: Path, name: str) -> None:
    said = cunli(tmp_path, name)
    assert said.returncode == 1 and "Run: cunli migrate" in said.stderr
    assert "Traceback" not in said.stderr and len(said.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.glob("*.sqlite3*"))


def test_every_command_of_ours_that_reads_tables_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "what_to_do", lambda: "not ready")
    ours = {name for _title, commands in command.MENU for name, _line in commands}
    for name in (ours | {"import"}) - command.BY_THEMSELVES - command.AS_IT_IS:
        with pytest.raises(SystemExit, match="not ready"):
            command.main([name])


def test_a_database_that_waits_says_how_many_migrations_do(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "cunli.sqlite3").close()
    (tmp_path / "cunli.sqlite3").touch()
    for name in ("check", "places"):
        said = cunli(tmp_path, name)
        assert said.returncode == 1 and "migrations wait" in said.stderr and "0001" not in said.stderr


def test_what_needs_no_database_works_without_one(tmp_path: Path) -> None:
    assert cunli(tmp_path, "places", "--help").returncode == 0
    assert "2026-10-08" in cunli(tmp_path, "term", "2026-09-20", "15d").stdout
    assert not list(tmp_path.glob("*.sqlite3*"))


@pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "1 migration waits"), (3, "3 migrations wait")])
def test_the_sentence_counts(monkeypatch: pytest.MonkeyPatch, count: int, words: str) -> None:
    monkeypatch.setattr(readiness, "database_file", lambda: None)
    monkeypatch.setattr(readiness, "waiting_migrations", lambda: ["cases.0002"] * count)
    said = readiness.what_to_do()
    assert words in said and bool(said) is bool(count)


@pytest.mark.parametrize(("fault", "told"), [("database is locked", True), ("no such column", False)])
def test_a_database_that_another_program_writes_to_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: str, *, told: bool
) -> None:
    def fail(_arguments: list[str]) -> None:
        raise OperationalError(fault)

    monkeypatch.setattr(management, "execute_from_command_line", fail)
    with pytest.raises(SystemExit if told else OperationalError) as end:
        command.main(["term"])
    assert not told or "writing to this database" in str(end.value.args[0])
