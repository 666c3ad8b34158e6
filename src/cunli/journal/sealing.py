"""Put entries that are not sealed yet into blocks.

An entry gets its id when it is written and is seen when it is committed, so a smaller id may come to light after a
larger one was sealed. Each round therefore looks back over the ids of an hour of blocks. What comes to light later
than that is not sealed: ``verify`` names it as inserted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hmac import compare_digest
from itertools import islice

from django.db import IntegrityError, transaction

from cunli.journal import rules, signing, witness
from cunli.journal.models import Block, Entry
from cunli.journal.numbers import Numbers

SIZE = 10_000
"""Entries in one block, at most: 400 KB."""
PAGE = 2_000
"""Entries read at once."""
LATE = timedelta(hours=1)
DEPTH = 500_000
"""Ids looked back over, at most: more than an hour's acts of any county, so that a large import costs one hour of
sweeps no more than this."""


def seal(*, at: datetime) -> int:
    """Seal every entry not sealed yet; returns how many were.

    Each block is a transaction of its own. An entry whose code does not prove it is left out: it was not written here.
    """
    newest = newest_block()
    waiting = _waiting(newest)
    sealed = 0
    while members := list(islice(waiting, SIZE)):
        written = _write(newest, members, at)
        if written is None:
            return sealed
        newest = written
        sealed += len(members)
    witness.note(newest, at=at)
    return sealed


def newest_block() -> Block | None:
    return Block.objects.order_by("-number").defer("members").first()


def has_root(number: int, root: str) -> bool:
    """Whether the block of that number has that root (hex). It covers every block before."""
    return Block.objects.filter(number=number, root=bytes.fromhex(root)).exists()


def settled(newest: Block | None) -> int:
    """The id up to which nothing is sealed any more after ``newest``."""
    if newest is None:
        return 0
    old = _hour_before(newest)
    return max(old.top if old else 0, newest.top - DEPTH)


def fresh(newest: Block | None, keys: dict[str, bytes]) -> dict[str, bytes]:
    """The keys that prove an entry not sealed yet.

    After a new key was made, an older one counts for an hour more (what had begun was still proven with it). From then
    on whoever left with a copy of it writes nothing that passes for ours.
    """
    old = _hour_before(newest) if newest else None
    last = next(reversed(keys), "")
    return {last: keys[last]} if old and old.key_id == last else keys


def is_proven(leaf: bytes, mac: bytes, key_id: str, keys: dict[str, bytes]) -> bool:
    """Whether the code belongs to the leaf, so that it was written by somebody who has one of the ``keys``."""
    key = keys.get(key_id)
    return key is not None and compare_digest(rules.mac_of(leaf, key), mac)


def ids_after(number: int) -> Iterator[list[int]]:
    """The ids of all entries beyond ``number``, a page at a time."""
    while page := list(Entry.objects.filter(pk__gt=number).order_by("pk").values_list("pk", flat=True)[:PAGE]):
        yield page
        number = page[-1]


def _hour_before(newest: Block) -> Block | None:
    """The last block that is an hour older than ``newest``."""
    old = Block.objects.filter(number__lt=newest.number, at__lt=newest.at - LATE)
    return old.order_by("-number").defer("members").first()


def _waiting(newest: Block | None) -> Iterator[tuple[int, bytes]]:
    """(id, leaf) of what is not sealed yet, by id."""
    signing.newest_key()
    keys = fresh(newest, signing.known_keys())
    after = settled(newest)
    sealed = _sealed_since(after)
    for page in ids_after(after):
        wanted = [number for number in page if number not in sealed]
        rows = Entry.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "leaf", "mac", "key_id")
        for number, leaf, mac, key_id in rows if wanted else ():
            if is_proven(bytes(leaf), bytes(mac), key_id, keys):
                yield number, bytes(leaf)


def _sealed_since(number: int) -> Numbers:
    """The ids beyond ``number`` that are in blocks."""
    sealed = Numbers()
    blocks = Block.objects.filter(top__gt=number).order_by("-number").values_list("members", flat=True)
    for members in blocks.iterator(chunk_size=10):
        for member, _leaf in rules.unpacked(bytes(members)):
            sealed.add(member)
    return sealed


def _write(newest: Block | None, members: list[tuple[int, bytes]], at: datetime) -> Block | None:
    """The block after ``newest``; None when another sweep has written it in the meantime."""
    number = newest.number + 1 if newest else 1
    previous = bytes(newest.root) if newest else rules.NO_ROOT
    body = rules.packed(members)
    root = rules.root_of(number, at, previous, body)
    key_id, key = signing.newest_key()
    block = Block(
        number=number,
        at=at,
        count=len(members),
        members=body,
        top=max(members[-1][0], newest.top if newest else 0),
        previous=previous,
        root=root,
        mac=rules.mac_of(root, key),
        key_id=key_id,
    )
    try:
        with transaction.atomic():
            block.save(force_insert=True)
    except IntegrityError:
        return None
    return block
