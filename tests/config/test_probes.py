"""What a watching machine is told, and what a stranger is not."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from cunli.acts import pulse
from cunli.config import environment, keys, metrics, probes
from cunli.config.management.commands import serve
from cunli.dues.models import Due
from tests.acts.stories import report
from tests.cast import Cast

STRANGER = {"REMOTE_ADDR": "203.0.113.9"}
THROUGH_THE_PROXY = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}


@pytest.fixture
def installed(settings: Any, tmp_path: Path) -> Path:
    """A data folder of this test's own, with a copy of the keys."""
    keys.make()
    shutil.copytree(settings.KEYS_DIR, tmp_path / "keys")
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path, tmp_path / "keys"
    return tmp_path


def ask(path: str, **where: str) -> Any:
    return Client().get(path, **where)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_all_there_is_ready(cast: Cast, installed: Path) -> None:
    pulse.beat(at=timezone.now(), failed=0)
    answer = ask("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "database": "ok", "migrations": "ok", "keys": "ok", "disk": "ok", "sweep": "ok"},
    )


@pytest.mark.django_db
def test_each_missing_thing_is_named_to_the_own_machine_and_to_nobody_else(
    cast: Cast, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(cast, "grid_member", "杆子歪了")
    pulse.beat(at=timezone.now() - timedelta(minutes=11), failed=0)
    MigrationRecorder(connection).record_unapplied("journal", "0001_initial")
    monkeypatch.setattr(probes, "FREE_BYTES", 2**62)
    for key in installed.glob("keys/*"):
        key.unlink()
    answer = ask("/readyz")
    said = answer.json()
    assert answer.status_code == 503
    assert said["migrations"] == "journal.0001_initial is not applied"
    assert all(name in said["keys"] for name in ("sealing-0001.key", "index.key", "journal-1"))
    assert "MB left" in said["disk"] and said["sweep"] == "the last sweep was 11 minutes ago"
    for where in (STRANGER, THROUGH_THE_PROXY):
        answer = ask("/readyz", **where)
        assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_a_database_that_is_away_is_an_answer_and_not_a_fault(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> Any:
        raise OperationalError("password of user cunli at db.internal")

    monkeypatch.setattr(connections["default"], "cursor", away)
    answer = ask("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "the database does not answer (OperationalError)"
    assert "db.internal" not in answer.content.decode()
    assert ask("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_metrics_are_for_the_own_machine_or_the_token(cast: Cast, installed: Path) -> None:
    token = environment.key_file(installed / "keys", "metrics")
    for where in (STRANGER, THROUGH_THE_PROXY, {**STRANGER, "HTTP_AUTHORIZATION": "Bearer "}):
        assert ask("/metrics", **where).status_code == 404
    assert ask("/metrics", HTTP_AUTHORIZATION="Bearer wrong").status_code == 404
    assert ask("/metrics").status_code == 200
    assert ask("/metrics", **STRANGER, HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 200


@pytest.mark.django_db
def test_metrics_count_by_route_and_tell_of_the_sweep(cast: Cast, installed: Path) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    call_command("sweep", verbosity=0)
    Due.objects.unscoped("the test").update(due_at=timezone.now() + timedelta(hours=1))
    call_command("sweep", verbosity=0)
    before = figures()
    status = ask(f"/s/{matter.code}").status_code
    after = figures()
    counted = f'cunli_requests_total{{method="GET",route="desk:slip_code",status="{status}"}}'
    assert after[counted] - before.get(counted, 0) == 1
    assert after['cunli_request_seconds_count{route="desk:slip_code"}'] >= 1
    assert 0 <= after["cunli_sweep_age_seconds"] < 60
    assert (after["cunli_waiting"], after["cunli_late"], after["cunli_sweep_failed"]) == (1, 0, 0)
    pulse.beat(at=timezone.now() + timedelta(hours=2), failed=0)
    assert (figures()["cunli_waiting"], figures()["cunli_late"]) == (1, 1)
    assert matter.code not in metrics.page().decode() and matter.ref not in metrics.page().decode()


def figures() -> dict[str, float]:
    lines = [line for line in metrics.page().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.django_db
def test_a_look_back_in_time_is_no_sweep_of_now(installed: Path) -> None:
    call_command("sweep", on="2026-01-05", verbosity=0)
    assert pulse.last() is None
    (installed / "run").mkdir()
    (installed / "run" / "sweep.json").write_text("{")
    assert pulse.last() is None and not json.loads(ask("/readyz").content)["ready"]


@pytest.mark.django_db
def test_the_server_does_not_start_without_the_keys_its_database_was_written_with(cast: Cast, installed: Path) -> None:
    serve._refuse_lost_keys()
    (installed / "keys" / "index.key").unlink()
    with pytest.raises(CommandError, match=r"index\.key"):
        serve._refuse_lost_keys()
    assert not (installed / "keys" / "index.key").exists(), "no new one in the place of the lost one"


@pytest.mark.django_db
def test_an_empty_installation_gets_its_keys_at_the_first_start(installed: Path) -> None:
    for key in installed.glob("keys/*"):
        key.unlink()
    serve._refuse_lost_keys()
    assert {key.name for key in installed.glob("keys/*")} == {"index.key", "journal-1", "sealing-0001.key"}
