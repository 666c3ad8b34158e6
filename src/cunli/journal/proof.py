"""Recompute the whole journal and name whatever is not as it was written.

Every entry's leaf and code, every block's root and place in the chain. Reads in pages: memory does not grow with the
journal, only with what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Min

from cunli.journal import rules, signing, witness
from cunli.journal.models import Block, Entry
from cunli.journal.numbers import Numbers
from cunli.journal.sealing import PAGE, fresh, ids_after, is_proven, settled
from cunli.journal.signing import CONTENT

KEY_RIGHT, KEY_WRONG, KEY_MISSING = "right", "wrong", "missing"
SAMPLE = 10
_FIRST = -(2**63)
"""Below every number, also one that somebody made up."""
Row = Mapping[str, Any]
Keys = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that is not as it should be. Of one that is missing only the id and the time of its block are known."""

    id: int
    at: datetime | None
    """None where what somebody wrote into the column is no time."""
    verb: str = ""
    subject: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "at": self.at.isoformat() if self.at else None,
            "verb": self.verb,
            "subject": self.subject,
        }


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that does not hold. ``why``: "lost", "chain", "root", "code", "twice" or "rolled_back"."""

    number: int
    why: str

    def as_json(self) -> dict[str, object]:
        return {"number": self.number, "why": self.why}


@dataclass(slots=True)
class Report:
    """What ``verify`` found. ``key``: whether the folder holds the journal's keys ("right", "wrong", "missing")."""

    key: str = KEY_RIGHT
    keys_missing: list[str] = field(default_factory=list)
    """Names that blocks bear and that are not in the folder."""
    entries: int = 0
    blocks: int = 0
    changed: list[Named] = field(default_factory=list)
    missing: list[Named] = field(default_factory=list)
    inserted: list[Named] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    unsealed: int = 0
    window_from: datetime | None = None
    """When sealing last looked. What was written and taken away since leaves no trace. None: nothing sealed yet."""
    window_seconds: int | None = None
    root: str = ""
    expected_found: bool = True
    expected_in: Block | None = None
    """The block that the root kept elsewhere was found in, when one was given."""

    @property
    def ok(self) -> bool:
        wrong = self.changed or self.missing or self.inserted or self.broken
        return self.key == KEY_RIGHT and self.expected_found and not wrong

    def as_json(self) -> dict[str, object]:
        return {
            "entries": self.entries,
            "blocks": self.blocks,
            "changed": [named.as_json() for named in self.changed],
            "missing": [named.as_json() for named in self.missing],
            "inserted": [named.as_json() for named in self.inserted],
            "broken_blocks": [broken.as_json() for broken in self.broken],
            "unsealed": self.unsealed,
            "window_seconds": self.window_seconds,
            "root": self.root,
            "root_expected_found": self.expected_found,
            "key": self.key,
            "keys_missing": self.keys_missing if self.key == KEY_MISSING else [],
            "ok": self.ok,
        }


def verify(*, at: datetime, expected: str = "") -> Report:
    """Read everything, write nothing. ``expected``: a root kept elsewhere (hex), which must be in the chain."""
    known = witness.read()
    report = Report(expected_found=not expected)
    keys = _keys(report)
    if known and not known.is_borne_out():
        report.broken.append(Broken(known.number, "rolled_back"))
    seen = Numbers()
    newest: Block | None = None
    for block in _blocks():
        _check_place(block, newest, report, keys)
        _check_members(block, seen, report, keys)
        if bytes(block.root).hex() == expected:
            report.expected_found, report.expected_in = True, block
        newest = block
    _check_others(seen, newest, report, keys)
    _check_copies(report)
    _say_window(report, newest, known, at)
    return report


def _keys(report: Report) -> Keys | None:
    """The journal's keys, if the folder has them all. None that proves what is there: they are another journal's."""
    keys = signing.known_keys()
    used = set(Block.objects.order_by().values_list("key_id", flat=True).distinct())
    report.keys_missing = sorted(used - keys.keys()) or ([] if keys else [signing.FIRST_KEY])
    if report.keys_missing:
        report.key = KEY_MISSING if Entry.objects.exists() else KEY_RIGHT
        return None
    codes = Entry.objects.values_list("leaf", "mac", "key_id")
    sample = [*codes.order_by("pk")[:SAMPLE], *codes.order_by("-pk")[:SAMPLE]]
    if sample and not any(is_proven(bytes(leaf), bytes(mac), key_id, keys) for leaf, mac, key_id in sample):
        report.key = KEY_WRONG
        return None
    return keys


def _blocks() -> Iterator[Block]:
    number = _FIRST
    while block := Block.objects.filter(number__gt=number).order_by("number").first():
        yield block
        number = block.number


def _check_place(block: Block, before: Block | None, report: Report, keys: Keys | None) -> None:
    """Number, chain, root, code, and what is stored beside them."""
    report.blocks += 1
    number, members, root = block.number, bytes(block.members), bytes(block.root)
    follows = before.number + 1 if before else 1
    if number > follows:
        report.broken.extend(Broken(lost, "lost") for lost in range(follows, min(number, follows + PAGE)))
    elif bytes(block.previous) != (bytes(before.root) if before else rules.NO_ROOT):
        report.broken.append(Broken(number, "chain"))
    ids = [member for member, _leaf in rules.unpacked(members)]
    top = max([*ids, before.top if before else 0])
    stored = (block.count * rules.MEMBER.size, block.top)
    if rules.root_of(number, block.at, bytes(block.previous), members) != root or stored != (len(members), top):
        report.broken.append(Broken(number, "root"))
    elif keys and not _sealed_here(block, before, keys):
        report.broken.append(Broken(number, "code"))


def _sealed_here(block: Block, before: Block | None, keys: Keys) -> bool:
    """Proven, and not with a key older than that of the block before."""
    if before and signing.number_of(block.key_id) < signing.number_of(before.key_id):
        return False
    return is_proven(bytes(block.root), bytes(block.mac), block.key_id, keys)


def _check_members(block: Block, seen: Numbers, report: Report, keys: Keys | None) -> None:
    """Each entry the block names is there, and is what it was."""
    members = rules.unpacked(bytes(block.members))
    again = False
    while page := dict(islice(members, PAGE)):
        rows = _rows(list(page))
        for number, leaf in page.items():
            again |= not seen.add(number)
            row = rows.get(number)
            if row is None:
                report.missing.append(Named(number, block.at))
            elif bytes(row["leaf"]) != leaf or not _is_as_written(row) or (keys and not _proven(row, keys)):
                report.changed.append(_named(row))
    if again:
        report.broken.append(Broken(block.number, "twice"))


def _check_others(seen: Numbers, newest: Block | None, report: Report, keys: Keys | None) -> None:
    """Entries that no block names: waiting for the next one, or put in by somebody."""
    settled_to, counting = settled(newest), fresh(newest, keys) if keys else None
    lost = any(broken.why == "lost" for broken in report.broken)
    for page in ids_after(_FIRST):
        report.entries += len(page)
        others = [number for number in page if number not in seen]
        for number, row in sorted(_rows(others).items()) if others else ():
            if counting and not _proven(row, counting):
                report.inserted.append(_named(row))
            elif not _is_as_written(row):
                report.changed.append(_named(row))
            elif number <= settled_to and not lost:
                report.inserted.append(_named(row))
            else:
                report.unsealed += 1


def _check_copies(report: Report) -> None:
    """A copy of an entry proves itself as the entry does; but nothing happens twice in one microsecond."""
    leaves = Entry.objects.order_by().values("leaf").annotate(first=Min("pk"), copies=Count("pk")).filter(copies__gt=1)
    known = {named.id for named in report.inserted}
    for group in leaves.iterator():
        for row in Entry.objects.filter(leaf=group["leaf"], pk__gt=group["first"]).values("pk", *CONTENT):
            if row["pk"] not in known:
                report.inserted.append(_named(row))


def _say_window(report: Report, newest: Block | None, known: witness.Witness | None, at: datetime) -> None:
    looked = [newest.at] if newest else []
    if known and known.is_borne_out():
        looked.append(known.looked_at)
    if looked:
        report.window_from = max(looked)
        report.window_seconds = max(0, int((at - report.window_from).total_seconds()))
    report.root = bytes(newest.root).hex() if newest else ""


def _rows(ids: list[int]) -> dict[int, Row]:
    rows = Entry.objects.filter(pk__in=ids).values("pk", "leaf", "mac", "key_id", *CONTENT)
    return {row["pk"]: row for row in rows}


def _is_as_written(row: Row) -> bool:
    return rules.leaf_of({name: row[name] for name in CONTENT}) == bytes(row["leaf"])


def _proven(row: Row, keys: Keys) -> bool:
    return is_proven(bytes(row["leaf"]), bytes(row["mac"]), row["key_id"], keys)


def _named(row: Row) -> Named:
    return Named(row["pk"], row["at"], row["verb"], row["subject"])
