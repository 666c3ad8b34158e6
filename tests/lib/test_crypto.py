from __future__ import annotations

import base64
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from cunli.lib import crypto

PLACE = "registry_person.phone"
OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.FIXED_KEY_RING = None
    settings.KEYS_DIR = tmp_path / "keys"
    yield settings.KEYS_DIR


@given(st.text(min_size=1))
def test_what_is_sealed_opens(value: str) -> None:
    assert crypto.open_sealed(crypto.seal(value, place=PLACE), place=PLACE) == value


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert crypto.seal("13800001111", place=PLACE) != crypto.seal("13800001111", place=PLACE)


def test_it_refuses_a_value_of_another_column() -> None:
    sealed = crypto.seal("13800001111", place=PLACE)
    with pytest.raises(crypto.CannotOpen, match="another column"):
        crypto.open_sealed(sealed, place="accounts_user.phone")


def test_it_refuses_a_changed_value() -> None:
    raw = bytearray(base64.b64decode(crypto.seal("13800001111", place=PLACE)))
    raw[-1] ^= 1
    with pytest.raises(crypto.CannotOpen):
        crypto.open_sealed(base64.b64encode(raw).decode(), place=PLACE)


@pytest.mark.parametrize("text", ["13800001111", "不是密文", "AAAA", base64.b64encode(b"\x09" * 60).decode()])
def test_it_refuses_what_was_never_sealed(text: str) -> None:
    with pytest.raises(crypto.CannotOpen, match="not a sealed value"):
        crypto.open_sealed(text, place=PLACE)


def test_keys_are_made_at_first_use_and_readable_by_the_owner_only(folder: Path) -> None:
    crypto.seal("x", place=PLACE)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["index.key", "sealing-0001.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_second_start_uses_the_same_keys(folder: Path) -> None:
    sealed, index = crypto.seal("x", place=PLACE), crypto.blind_index("phone", "13800001111")
    assert crypto.open_sealed(sealed, place=PLACE) == "x"
    assert crypto.blind_index("phone", "13800001111") == index


def test_many_first_uses_at_once_agree_on_one_key(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: crypto._read(folder), range(32)))
    assert rings == [rings[0]] * 32
    assert sorted(found.name for found in folder.iterdir()) == ["index.key", "sealing-0001.key"]


def test_after_rotation_the_newest_seals_and_the_old_still_opens(folder: Path) -> None:
    before = crypto.seal("x", place=PLACE)
    assert not crypto.needs_resealing(before)
    crypto.add_sealing_key()
    after = crypto.seal("x", place=PLACE)
    assert crypto.needs_resealing(before)
    assert not crypto.needs_resealing(after)
    assert [crypto.open_sealed(text, place=PLACE) for text in (before, after)] == ["x", "x"]


def test_a_key_that_another_process_added_is_found(folder: Path) -> None:
    crypto.seal("x", place=PLACE)
    os.utime(folder, (0, 0))
    mine = crypto.key_ring()
    assert crypto.key_ring() is mine, "kept as long as no file comes or goes"
    (folder / "sealing-0002.key").write_text(NEW.hex())
    assert crypto.key_ring().newest == crypto.fingerprint(NEW)
    assert set(crypto.key_ring().sealing) > set(mine.sealing)


def test_a_folder_that_changed_this_second_is_not_trusted_to_show_it_by_its_time(folder: Path) -> None:
    """The clock of a file system is coarse: the second of two keys may leave the folder's time as it was."""
    crypto.key_ring()
    at = folder.stat().st_mtime_ns
    (folder / "sealing-0002.key").write_text(NEW.hex())
    os.utime(folder, ns=(at, at))
    assert crypto.key_ring().newest == crypto.fingerprint(NEW)


def test_a_lost_key_is_named(settings: Settings) -> None:
    settings.FIXED_KEY_RING = crypto.KeyRing.of(OLD, index=INDEX)
    sealed = crypto.seal("x", place=PLACE)
    settings.FIXED_KEY_RING = crypto.KeyRing.of(NEW, index=INDEX)
    with pytest.raises(crypto.CannotOpen, match=crypto.fingerprint(OLD).hex()):
        crypto.open_sealed(sealed, place=PLACE)


def test_it_refuses_a_short_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        crypto.KeyRing.of(b"short", index=INDEX)


def test_a_blind_index_finds_the_same_phone_however_it_was_typed() -> None:
    wanted = crypto.blind_index("phone", "13800001111")
    assert len(wanted) == 32
    for typed in ("138 0000 1111", "+86 138-0000-1111", "１３８００００１１１１"):
        assert crypto.blind_index("phone", typed) == wanted


def test_a_blind_index_keeps_kinds_and_installations_apart(settings: Settings) -> None:
    settings.FIXED_KEY_RING = crypto.KeyRing.of(OLD, index=INDEX)
    here = crypto.blind_index("bank", "6222000000000000")
    assert here != crypto.blind_index("id_number", "6222000000000000")
    settings.FIXED_KEY_RING = crypto.KeyRing.of(OLD, index=NEW)
    assert here != crypto.blind_index("bank", "6222000000000000")


def test_while_two_keys_are_in_use_a_search_asks_for_both_and_the_newest_is_stored(folder: Path) -> None:
    before = crypto.blind_index("phone", "13800001111")
    assert crypto.add_index_key() == "index-0002.key"
    now = crypto.blind_index("phone", "13800001111")
    assert now != before
    assert crypto.blind_indexes("phone", "13800001111") == [now, before]
    assert crypto.add_index_key() == "index-0003.key"
    assert crypto.blind_indexes("phone", "13800001111")[1:] == [now, before]


def test_how_a_sealed_value_begins_says_which_key_it_needs(folder: Path) -> None:
    before = crypto.seal("x", place=PLACE)
    old = bytes.fromhex((folder / "sealing-0001.key").read_text())
    crypto.add_sealing_key()
    assert before.startswith(crypto.opening_of(old))
    assert not crypto.seal("x", place=PLACE).startswith(crypto.opening_of(old))


def test_nothing_has_no_blind_index() -> None:
    assert crypto.blind_index("phone", "  ") == ""
    assert crypto.blind_indexes("phone", "  ") == []
