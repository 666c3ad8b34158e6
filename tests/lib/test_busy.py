from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError
from psycopg import errors

from cunli.lib.busy import is_busy


def test_a_writer_who_waited_in_vain_is_told_apart_from_a_fault(tmp_path: Path) -> None:
    first, second = (sqlite3.connect(tmp_path / "town.sqlite3", timeout=0.01) for _ in range(2))
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as locked:
        second.execute("BEGIN IMMEDIATE")
    assert is_busy(locked.value)
    with pytest.raises(sqlite3.OperationalError) as fault:
        second.execute("SELECT nothing FROM nowhere")
    assert not is_busy(fault.value)


@pytest.mark.parametrize("cause", [errors.TooManyConnections, errors.DeadlockDetected, errors.LockNotAvailable])
def test_so_is_what_postgresql_has_no_room_for(cause: type[errors.Error]) -> None:
    error = OperationalError("wrapped")
    error.__cause__ = cause("from the server")
    assert is_busy(error)


def test_a_broken_rule_of_the_data_is_no_matter_of_waiting() -> None:
    error = IntegrityError("wrapped")
    error.__cause__ = errors.UniqueViolation("twice")
    assert not is_busy(error)
