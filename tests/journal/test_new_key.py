"""Somebody has left who could have copied the key folder: a new key takes over, and the old entries stay proven."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cunli.journal import signing
from cunli.journal.models import Block, Entry
from cunli.journal.proof import Broken, Named, Report, verify
from cunli.journal.sealing import seal
from tests.acts.stories import minutes
from tests.journal.tampering import tamper, write


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


def found(at: datetime) -> Report:
    return verify(at=at)


def ids(named: list[Named]) -> list[int]:
    return [one.id for one in named]


def test_what_was_written_before_is_proven_with_the_old_key(written: list[Entry]) -> None:
    assert signing.add_key() == "journal-2"
    late = write(10)
    assert (written[0].key_id, late.key_id) == ("journal-1", "journal-2")
    seal(at=minutes(3))
    assert Block.objects.get(number=4).key_id == "journal-2"
    assert found(minutes(4)).ok


def test_an_edit_of_what_was_written_before_is_named(written: list[Entry]) -> None:
    signing.add_key()
    write(10)
    seal(at=minutes(3))
    tamper("UPDATE journal_entry SET reason = 'x' WHERE id = %s", written[2].pk)
    assert ids(found(minutes(4)).changed) == [written[2].pk]


def test_what_had_begun_with_the_old_key_is_still_sealed(written: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    old = signing.newest_key()
    signing.add_key()
    with monkeypatch.context() as begun:
        begun.setattr(signing, "newest_key", lambda: old)
        assert write(10).key_id == "journal-1"
    assert found(minutes(2)).ok
    assert seal(at=minutes(3)) == 1
    assert found(minutes(4)).ok


def test_an_hour_later_the_old_key_proves_nothing_new(written: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    old = signing.newest_key()
    signing.add_key()
    for number, minute in ((10, 3), (11, 70)):
        write(number)
        seal(at=minutes(minute))
    with monkeypatch.context() as stolen:
        stolen.setattr(signing, "newest_key", lambda: old)
        made_up = write(12).pk
    assert ids(found(minutes(71)).inserted) == [made_up]
    assert seal(at=minutes(72)) == 0
    assert ids(found(minutes(73)).inserted) == [made_up]


def test_a_block_sealed_with_the_old_key_after_the_new_is_named(
    written: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = signing.newest_key()
    signing.add_key()
    write(10)
    seal(at=minutes(3))
    monkeypatch.setattr(signing, "newest_key", lambda: old)
    write(11)
    seal(at=minutes(4))
    assert found(minutes(5)).broken == [Broken(5, "code")]


def test_a_lost_old_key_is_named_and_accuses_nobody(written: list[Entry], settings: Any) -> None:
    signing.add_key()
    write(10)
    seal(at=minutes(3))
    (settings.KEYS_DIR / "journal-1").unlink()
    report_ = found(minutes(4))
    assert (report_.key, report_.keys_missing) == ("missing", ["journal-1"])
    assert not (report_.ok or report_.changed or report_.inserted or report_.broken)
