"""Whatever is done to the record behind the program's back is named; what is not sealed yet is said to be so."""

from __future__ import annotations

import multiprocessing
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, connections, transaction

from cunli.acts.sweep import sweep
from cunli.journal import rules, sealing, signing
from cunli.journal.models import Block, Entry
from cunli.journal.numbers import Numbers
from cunli.journal.proof import Broken, Named, Report, verify
from cunli.journal.sealing import seal
from tests.acts.stories import days, minutes, report, step
from tests.append_only import unprotected
from tests.cast import NOW, Cast
from tests.journal.tampering import insert, tamper, write

AFTER = minutes(2)
pytestmark = pytest.mark.usefixtures("own_folder")


def found(at: datetime = AFTER) -> Report:
    return verify(at=at)


def ids(named: list[Named]) -> list[int]:
    return [one.id for one in named]


def test_what_was_only_written_verifies(written: list[Entry]) -> None:
    report_ = found()
    assert report_.ok
    assert (report_.entries, report_.blocks, report_.unsealed) == (10, 3, 0)
    assert report_.root == bytes(Block.objects.get(number=3).root).hex()


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "matter.drop"), ("actor_name", "李四"), ("reason", "补的"), ("leaf", b"x" * 32), ("mac", b"x" * 32)],
)
def test_an_edited_entry_is_named(written: list[Entry], column: str, value: object) -> None:
    tamper(f"UPDATE journal_entry SET {column} = %s WHERE id = %s", value, written[5].pk)
    report_ = found()
    assert not report_.ok
    assert ids(report_.changed) == [written[5].pk]
    assert (report_.changed[0].at, report_.changed[0].subject) == (NOW, "HD-2026-00005")
    assert not (report_.missing or report_.inserted or report_.broken)


def test_an_edit_with_a_new_leaf_that_fits_is_named(written: list[Entry]) -> None:
    changed = Entry.objects.get(pk=written[5].pk)
    changed.reason = "后来补的"
    leaf = rules.leaf_of({name: getattr(changed, name) for name in signing.CONTENT})
    tamper("UPDATE journal_entry SET reason = %s, leaf = %s WHERE id = %s", changed.reason, leaf, changed.pk)
    assert ids(found().changed) == [changed.pk]


def test_a_removed_entry_is_named_by_its_number_and_the_time_of_its_block(written: list[Entry]) -> None:
    tamper("DELETE FROM journal_entry WHERE id = %s", written[2].pk)
    report_ = found()
    assert not report_.ok
    assert report_.missing == [Named(written[2].pk, minutes(1))]
    assert not (report_.changed or report_.inserted)


def test_an_inserted_entry_is_named_whether_or_not_a_sweep_came_by(written: list[Entry]) -> None:
    made_up = insert()
    assert ids(found().inserted) == [made_up]
    assert seal(at=minutes(3)) == 0, "what nobody here wrote is not sealed"
    report_ = found(minutes(4))
    assert [(one.id, one.verb, one.subject) for one in report_.inserted] == [
        (made_up, "matter.report", "HD-2026-99999")
    ]


def test_a_copy_of_an_entry_is_named(written: list[Entry]) -> None:
    copy = Entry.objects.get(pk=written[3].pk)
    copy.pk = None
    copy.save(force_insert=True)
    seal(at=minutes(3))
    report_ = found(minutes(4))
    assert not report_.ok
    assert ids(report_.inserted) == [copy.pk]


def test_a_true_entry_that_comes_to_light_days_later_is_named(written: list[Entry]) -> None:
    """Somebody took it away before it was sealed, and brings it back when its hour is over."""
    kept = write(10)
    row = Entry.objects.filter(pk=kept.pk).values().get()
    tamper("DELETE FROM journal_entry WHERE id = %s", kept.pk)
    for number in (11, 12):
        write(number, at=days(number))
        seal(at=days(number))
    Entry(**row).save(force_insert=True)
    seal(at=days(12) + timedelta(minutes=1))
    assert ids(found(days(13)).inserted) == [kept.pk]


def test_an_entry_removed_before_it_was_sealed_is_in_the_window_and_nowhere_else(written: list[Entry]) -> None:
    late = write(10)
    before = found(minutes(1) + timedelta(seconds=40))
    assert (before.unsealed, before.window_from, before.window_seconds) == (1, minutes(1), 40)
    tamper("DELETE FROM journal_entry WHERE id = %s", late.pk)
    after = found(minutes(1) + timedelta(seconds=50))
    assert after.ok
    assert (after.unsealed, after.window_seconds) == (0, 50)


def test_the_window_ends_when_sealing_last_looked_even_if_there_was_nothing(written: list[Entry]) -> None:
    seal(at=minutes(30))
    assert found(minutes(31)).window_seconds == 60


def test_an_entry_committed_late_is_sealed_by_the_next_round(written: list[Entry]) -> None:
    row = Entry.objects.filter(pk=written[9].pk).values().get()
    with unprotected():
        Block.objects.all().delete()
        Entry.objects.filter(pk=row["id"]).delete()
    later = write(11)
    assert later.pk > row["id"]
    (sealing.witness.path()).unlink()
    seal(at=minutes(1))
    Entry(**row).save(force_insert=True)
    assert seal(at=minutes(2)) == 1
    assert [number for number, _leaf in rules.unpacked(bytes(Block.objects.latest("number").members))] == [row["id"]]
    assert found(minutes(3)).ok


@pytest.mark.parametrize("statement", ["UPDATE journal_block SET count = 1", "DELETE FROM journal_block"])
def test_the_database_itself_refuses_to_change_a_block(written: list[Entry], statement: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Block.objects.count() == 3


def test_a_block_that_was_touched_is_named(written: list[Entry]) -> None:
    tamper("UPDATE journal_block SET at = %s WHERE number = 2", days(1))
    assert found().broken == [Broken(2, "root")]


def test_a_block_rewritten_without_the_key_is_named_and_so_is_the_next(written: list[Entry]) -> None:
    block = Block.objects.get(number=2)
    members = list(rules.unpacked(bytes(block.members)))[1:]
    body = rules.packed(members)
    root = rules.root_of(2, block.at, bytes(block.previous), body)
    tamper("UPDATE journal_block SET members = %s, count = 3, root = %s WHERE number = 2", body, root)
    assert found().broken == [Broken(2, "code"), Broken(3, "chain")]


def test_a_block_taken_away_is_named_and_its_entries_are_not_accused(written: list[Entry]) -> None:
    tamper("DELETE FROM journal_block WHERE number = 2")
    report_ = found()
    assert report_.broken == [Broken(2, "lost")]
    assert not (report_.changed or report_.inserted)


def test_the_newest_blocks_and_their_entries_cannot_go_together(written: list[Entry]) -> None:
    """Nothing in the database shows it; the file beside the database does, also after the next sweep."""
    tamper("DELETE FROM journal_entry WHERE id > %s", written[7].pk)
    tamper("DELETE FROM journal_block WHERE number = 3")
    assert found().broken == [Broken(3, "rolled_back")]
    write(11)
    seal(at=minutes(3))
    assert found(minutes(4)).broken == [Broken(3, "rolled_back")]


def test_a_root_kept_elsewhere_is_found_or_missed(written: list[Entry]) -> None:
    kept = bytes(Block.objects.get(number=2).root).hex()
    assert verify(at=minutes(2), expected=kept).ok
    assert not verify(at=minutes(2), expected="ab" * 32).ok


@pytest.mark.parametrize(("found_there", "state"), [("00" * 32, "wrong"), (None, "missing")])
def test_another_key_folder_is_said_to_be_that_and_accuses_nobody(
    written: list[Entry], settings: Any, tmp_path: Path, found_there: str | None, state: str
) -> None:
    settings.KEYS_DIR = tmp_path / "other"
    settings.KEYS_DIR.mkdir()
    if found_there:
        (settings.KEYS_DIR / signing.FIRST_KEY).write_text(found_there)
    report_ = found()
    assert (report_.ok, report_.key) == (False, state)
    assert not (report_.changed or report_.missing or report_.inserted or report_.broken)
    assert (settings.KEYS_DIR / signing.FIRST_KEY).exists() == bool(found_there), "looking makes no key"


def test_an_empty_journal_is_well(db: Any) -> None:
    assert found().ok
    assert seal(at=NOW) == 0


def test_the_whole_record_of_a_story_verifies(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.actor("peace_officer").unit_id)
    report(cast, "villager", "桥栏杆断了", kind="road", at=minutes(3))
    sweep(at=days(20))
    assert seal(at=days(20)) == Entry.objects.count() > 3
    assert found(days(21)).ok


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9])
def test_the_tree_is_that_of_rfc_6962(count: int) -> None:
    members = [(number, bytes([number]) * 32) for number in range(1, count + 1)]
    previous = b"p" * 32
    header = (7).to_bytes(8, "big") + int(NOW.timestamp() * 1_000_000).to_bytes(8, "big") + previous
    inputs = [header, *(number.to_bytes(8, "big") + leaf for number, leaf in members)]
    assert rules.root_of(7, NOW, previous, rules.packed(members)) == by_the_book(inputs)


def by_the_book(inputs: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: split at the largest power of two below the number of inputs."""
    if len(inputs) == 1:
        return rules._hashed(b"\x00", inputs[0])
    split = 1 << ((len(inputs) - 1).bit_length() - 1)
    return rules._hashed(b"\x01", by_the_book(inputs[:split]), by_the_book(inputs[split:]))


def test_a_set_of_numbers_knows_what_was_put_in() -> None:
    numbers = Numbers()
    put = [1, 2, 32_767, 32_768, 10**15, -5]
    assert all(numbers.add(number) for number in put)
    assert not any(numbers.add(number) for number in put)
    assert [number in numbers for number in (1, 3, 32_769, 10**15, -5, -4)] == [True, False, False, True, True, False]


def shout(together: Barrier, results: Any) -> None:
    together.wait(60)
    try:
        results.put(seal(at=minutes(1)))
    except Exception as error:
        results.put(repr(error))
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_seal_each_entry_once() -> None:
    for number in range(40):
        write(number)
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    together, results = fork.Barrier(4), fork.Queue()
    crowd = [fork.Process(target=shout, args=(together, results)) for _ in range(4)]
    for process in crowd:
        process.start()
    sealed = [results.get(timeout=60) for _ in crowd]
    for process in crowd:
        process.join(10)
    seal(at=minutes(2))
    assert all(isinstance(count, int) for count in sealed), sealed
    assert sum(Block.objects.values_list("count", flat=True)) == 40
    assert found(minutes(3)).ok
