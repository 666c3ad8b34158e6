"""Logs are kept for a year: what is handed over keeps them so, and ``cunli check`` says where a machine does not."""

from __future__ import annotations

import shutil
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cunli.config import keys, retention
from tests.architecture.checkers.house import ROOT

DEPLOY = ROOT / "deploy"
TODAY = date(2026, 11, 23)
DEBIAN = "/var/log/{}/*.log {{\n\tweekly\n\tmissingok\n\trotate {}\n\tcompress\n}}\n"


@pytest.fixture
def etc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine set up as the manual says, on Debian, whose own rules are there too."""
    for source, target in (
        ("systemd/cunli.service", retention.UNIT_FILE),
        ("systemd/journald@cunli.conf", retention.JOURNAL),
        ("nginx/cunli.conf", retention.PROXY),
        ("nginx/logrotate", "logrotate.d/nginx-cunli"),
    ):
        (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEPLOY / source, tmp_path / target)
    (tmp_path / "logrotate.d" / "nginx").write_text(DEBIAN.format("nginx", 14))
    (tmp_path / "logrotate.d" / "postgresql-common").write_text(DEBIAN.format("postgresql", 60))
    (tmp_path / "postgresql").mkdir()
    monkeypatch.setattr(retention, "ETC", tmp_path)
    return tmp_path


def faults() -> list[str]:
    return list(retention.faults(TODAY))


def change(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_year_is_the_longest_there_is() -> None:
    assert retention.needed_days(TODAY) == 366


def test_what_is_handed_over_keeps_every_log_long_enough(etc: Path) -> None:
    assert faults() == []


def test_a_machine_without_these_files_is_asked_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "ETC", tmp_path)
    assert faults() == []


@pytest.mark.parametrize("said", ["MaxRetentionSec=90day", "MaxRetentionSec=11month", "MaxRetentionSec=0", ""])
def test_a_short_journal_is_named(etc: Path, said: str) -> None:
    change(etc / retention.JOURNAL, "MaxRetentionSec=400day", said)
    assert len(faults()) == 1 and "the server's log" in faults()[0]


@pytest.mark.parametrize("said", ["400day", "400days", "2year", "1y 2w", "60week", "34560000"])
def test_a_long_journal_is_read_however_it_is_written(etc: Path, said: str) -> None:
    change(etc / retention.JOURNAL, "400day", said)
    assert faults() == []


def test_a_missing_journal_rule_is_named(etc: Path) -> None:
    (etc / retention.JOURNAL).unlink()
    assert "0 days" in faults()[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rotate 400", "rotate 30"),
        ("rotate 400", "rotate 400\n    maxage 90"),
        ("rotate 400", "rotate 400\n    size 1M"),
    ],
)
def test_a_short_log_of_the_proxy_is_named(etc: Path, old: str, new: str) -> None:
    change(etc / "logrotate.d" / "nginx-cunli", old, new)
    assert len(faults()) == 1 and faults()[0].startswith("/var/log/nginx/cunli.access is kept")


def test_a_rule_of_debian_that_takes_the_log_for_its_own_is_found_out(etc: Path) -> None:
    """logrotate passes over the second file that names a log: only the first counts."""
    change(etc / retention.PROXY, "/var/log/nginx/cunli.access", "/var/log/nginx/cunli.log")
    change(etc / "logrotate.d" / "nginx-cunli", "/var/log/nginx/cunli.access", "/var/log/nginx/cunli.log")
    assert "is kept 98 days" in faults()[0]
    assert faults()[0].endswith("logrotate.d/nginx")


def test_the_log_of_the_database_counts_where_it_is_on_this_machine(etc: Path) -> None:
    change(etc / "logrotate.d" / "postgresql-common", "rotate 60", "rotate 10")
    assert [one.partition(" is kept")[0] for one in faults()] == (
        ["PostgreSQL's log"] if connection.vendor == "postgresql" else []
    )


@pytest.mark.django_db
def test_check_says_so_and_fails(etc: Path, settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    keys.make()
    call_command("check", stdout=StringIO(), stderr=StringIO())
    change(etc / retention.JOURNAL, "400day", "30day")
    with pytest.raises(CommandError, match="kept 30 days, less than 366"):
        call_command("check", stdout=StringIO(), stderr=StringIO())
