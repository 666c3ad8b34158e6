"""The newest root on a sheet, and a sheet of last year held against the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cunli.journal.models import Block
from cunli.journal.sealing import seal
from tests.acts.stories import minutes, report
from tests.cast import Cast
from tests.journal.tampering import tamper

pytestmark = pytest.mark.django_db
PAGE, SHEET = "/record/seal/", "/record/seal/sheet/"


@pytest.fixture
def sealed(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Two blocks."""
    settings.DATA_DIR = tmp_path
    for minute in (1, 2):
        report(cast, "grid_member", f"第 {minute} 根杆子歪了", at=minutes(minute))
        seal(at=minutes(minute))
    return cast


def text(cast: Cast, path: str, **asked: object) -> str:
    answer = cast.client("audit_admin").get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def root(number: int) -> str:
    return bytes(Block.objects.get(number=number).root).hex()


@pytest.mark.parametrize("path", [PAGE, SHEET])
def test_the_newest_root_stands_in_groups_that_can_be_copied(sealed: Cast, path: str) -> None:
    page = text(sealed, path)
    assert "第 2 块，2026年11月23日" in page
    for start in range(0, 64, 8):
        assert f"<code>{root(2)[start : start + 8]}</code>" in page
    assert root(1)[:8] not in page


def test_the_sheet_names_who_printed_it_and_leaves_room_to_sign(sealed: Cast) -> None:
    page = text(sealed, SHEET)
    assert "申记 打印" in page
    assert page.count("dk-sign") == 2, "who signs and who keeps it, each on a line of their own"
    assert 'data-paper="a6"' in page


def test_a_sheet_put_away_is_still_there_however_it_was_copied(sealed: Cast) -> None:
    typed = " ".join(root(1)[start : start + 8] for start in range(0, 64, 8)).upper()
    assert "还在，是第 1 块的" in text(sealed, PAGE, number=1, root=typed)


def test_one_of_another_record_or_another_block_is_not(sealed: Cast) -> None:
    for number, asked in ((1, "ab" * 32), (2, root(1)), (3, root(2)), (2**61, root(2))):
        assert "不在这里" in text(sealed, PAGE, number=number, root=asked)


def test_it_is_not_there_any_more_when_the_chain_was_written_anew(sealed: Cast) -> None:
    kept = root(2)
    tamper("UPDATE journal_block SET root = %s WHERE number = 2", bytes(32))
    assert "不在这里" in text(sealed, PAGE, number=2, root=kept)


def test_what_is_no_root_is_said_at_the_field_and_kept(sealed: Cast) -> None:
    page = text(sealed, PAGE, number="x", root="deadbeef")
    assert "封条是 64 个字符" in page
    assert "deadbeef" in page
    assert "不在这里" not in page


def test_before_anything_was_sealed_the_page_says_so(cast: Cast) -> None:
    for path in (PAGE, SHEET):
        assert "还没有封存过" in text(cast, path)


def test_the_way_there_is_on_the_own_page_of_the_audit_administrator_and_nobody_else(sealed: Cast) -> None:
    assert PAGE in text(sealed, "/mine/")
    assert PAGE not in sealed.client("wang_clerk").get("/mine/").content.decode()
    for who in ("system_admin", "security_admin", "supervisor", "wang_clerk", "villager"):
        assert sealed.client(who).get(PAGE).status_code == 403
