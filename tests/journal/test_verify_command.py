"""``cunli verify`` as people and programs ask it, after somebody has been at the database itself."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cunli.journal import sealing
from cunli.journal.models import Block, Entry
from cunli.journal.sealing import seal
from tests.acts.stories import minutes
from tests.journal.tampering import insert, tamper, write

pytestmark = pytest.mark.usefixtures("own_folder")
FINDINGS = ("changed", "missing", "inserted", "broken_blocks")


def ran(*arguments: str) -> str:
    out = StringIO()
    call_command("verify", *arguments, stdout=out)
    return out.getvalue()


def failed(*arguments: str) -> str:
    """What it says when it ends with a fault."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", *arguments, stdout=out)
    return out.getvalue()


def found() -> dict[str, Any]:
    """Only what is wrong, as a program is told it."""
    told = json.loads(failed("--json"))
    assert told["ok"] is False
    return {name: told[name] for name in FINDINGS if told[name]}


def test_says_that_all_is_well(written: list[Entry]) -> None:
    assert ran().endswith("都对得上。\n")
    told = json.loads(ran("--json"))
    assert {name: told[name] for name in ("entries", "blocks", "unsealed", *FINDINGS)} == {
        "entries": 10, "blocks": 3, "unsealed": 0, "changed": [], "missing": [], "inserted": [], "broken_blocks": [],
    }  # fmt: skip
    assert (told["ok"], told["key"]) == (True, "right")


def test_an_edit_is_named(written: list[Entry]) -> None:
    tamper("UPDATE journal_entry SET reason = %s WHERE id = %s", "后来补的", written[5].pk)
    entry = {"id": written[5].pk, "at": "2026-11-23T02:00:00+00:00", "verb": "matter.report"}
    assert found() == {"changed": [{**entry, "subject": "HD-2026-00005"}]}
    assert f"第 {written[5].pk} 号记录被人改过：2026-11-23 10:00:00 matter.report HD-2026-00005。" in failed()


def test_a_removal_is_named_by_its_number_and_when_it_was_sealed(written: list[Entry]) -> None:
    tamper("DELETE FROM journal_entry WHERE id = %s", written[2].pk)
    entry = {"id": written[2].pk, "at": "2026-11-23T02:01:00+00:00", "verb": "", "subject": ""}
    assert found() == {"missing": [entry]}
    assert f"第 {written[2].pk} 号记录不见了：2026-11-23 10:01:00 封存的时候还在。" in failed()


def test_an_insertion_is_named(written: list[Entry]) -> None:
    made_up = insert()
    assert [one["id"] for one in found()["inserted"]] == [made_up]
    seal(at=minutes(3))
    assert [one["id"] for one in found()["inserted"]] == [made_up], "sealing does not make it true"
    assert f"第 {made_up} 号记录是后来塞进来的：" in failed()


def test_each_of_three_is_named_at_once_and_nobody_else(written: list[Entry]) -> None:
    tamper("UPDATE journal_entry SET actor_name = %s WHERE id = %s", "李四", written[1].pk)
    tamper("DELETE FROM journal_entry WHERE id = %s", written[7].pk)
    made_up = insert()
    assert {name: [one["id"] for one in named] for name, named in found().items()} == {
        "changed": [written[1].pk], "missing": [written[7].pk], "inserted": [made_up],
    }  # fmt: skip


def test_a_removal_before_sealing_falls_in_the_stated_window_and_nowhere_else(written: list[Entry]) -> None:
    seal(at=timezone.now())
    late = write(10)
    assert json.loads(ran("--json"))["unsealed"] == 1
    tamper("DELETE FROM journal_entry WHERE id = %s", late.pk)
    told = json.loads(ran("--json"))
    assert told["unsealed"] == 0
    assert 0 <= told["window_seconds"] < 60, "since the last sealing, a moment ago"
    assert "这之后写下又被删掉的，查不出来" in ran()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM journal_block WHERE number = 2", "lost"),
        ("UPDATE journal_block SET count = 3 WHERE number = 2", "root"),
        ("UPDATE journal_block SET mac = root WHERE number = 2", "code"),
    ],
)
def test_a_block_removed_or_changed_is_named(written: list[Entry], statement: str, why: str) -> None:
    tamper(statement)
    assert found() == {"broken_blocks": [{"number": 2, "why": why}]}
    assert "第 2 个封存块有问题：" in failed()


def test_the_newest_block_taken_away_with_its_entries_is_found_through_the_file_beside_the_database(
    written: list[Entry],
) -> None:
    tamper("DELETE FROM journal_entry WHERE id > %s", written[7].pk)
    tamper("DELETE FROM journal_block WHERE number = 3")
    assert found() == {"broken_blocks": [{"number": 3, "why": "rolled_back"}]}
    assert str(sealing.witness.path()) in failed(), "says what to do where the database was replaced on purpose"


def test_without_that_file_a_root_kept_elsewhere_finds_it(written: list[Entry]) -> None:
    kept = ran("--root")
    tamper("DELETE FROM journal_entry WHERE id > %s", written[7].pk)
    tamper("DELETE FROM journal_block WHERE number = 3")
    sealing.witness.path().unlink()
    assert json.loads(ran("--json"))["ok"], "nothing on this machine shows it"
    assert json.loads(failed("--json", "--root", kept))["root_expected_found"] is False
    assert "您给的封条不在这里" in failed("--root", kept)


def test_the_newest_root_is_printed_and_found_again_however_it_is_typed(written: list[Entry]) -> None:
    line = ran("--root")
    number, _at, root = line.split()
    assert (number, root) == ("3", bytes(Block.objects.get(number=3).root).hex())
    groups = [root[start : start + 8].upper() for start in range(0, 64, 8)]
    for typed in ([root], [line], line.split(), groups, [" ".join(groups)]):
        assert "您给的封条还在：是第 3 块的" in ran("--root", *typed)


def test_what_is_no_root_is_not_looked_for(written: list[Entry]) -> None:
    with pytest.raises(CommandError, match="64 个字符"):
        ran("--root", "3 2026-11-23")


def test_a_sweep_seals(db: Any) -> None:
    write(1)
    call_command("sweep", stdout=StringIO())
    assert Block.objects.get().count == 1
