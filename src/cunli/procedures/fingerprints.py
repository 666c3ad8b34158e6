"""A published edition does not change: running matters rest on it. What may change are its words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path

from cunli.procedures.grammar import Procedure

PATH = Path(__file__).parent / "fingerprints.json"
"""``{"hazard 2026-03-01": "<sha256>"}``: the editions that counties run."""

WORDS = frozenset(
    {
        "title",
        "text",
        "plain",
        "villager",
        "sentence",
        "recalls",
        "label",
        "hint",
        "done",
        "tells",
        "why",
        "instead",
        "reason",
        "question_words",
        "ways",
        "icon",
        "tone",
        "unmet",
        "met",
        "rule",
        "change",
        "decided",
        "at_sight",
        "door",
        "outside",
    }
)
"""What people read, the code of a guard, whose key stands for it, and the forms of other systems, which change when
those do."""


class AlreadyPublished(ValueError):
    """This edition was published with another structure: a change of law is a new edition."""


def fingerprint(procedure: Procedure) -> str:
    """SHA-256 of the structure in canonical JSON. Words and looks leave it unchanged."""
    told = {step.key: bool(step.tells) for step in procedure.steps}
    canonical = json.dumps([_plain(procedure), told], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def published(path: Path | None = None) -> dict[str, str]:
    """By name of the edition, from the file beside this module unless another is named."""
    path = path or PATH
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def name_of(procedure: Procedure) -> str:
    return f"{procedure.key} {procedure.edition.isoformat()}"


def changed(procedures: Sequence[Procedure], known: Mapping[str, str]) -> list[str]:
    """One sentence for each published edition that is gone or is no longer what it was."""
    here = {name_of(procedure): fingerprint(procedure) for procedure in procedures}
    return [
        f"{name} was published and is gone" if name not in here else f"{name} was published and has changed since"
        for name, mark in known.items()
        if here.get(name) != mark
    ]


def publish(procedure: Procedure, path: Path | None = None) -> bool:
    """Add an edition; False when it stands there already. Raises AlreadyPublished when it stands there otherwise."""
    known, name, mark = published(path), name_of(procedure), fingerprint(procedure)
    if name in known:
        if known[name] != mark:
            raise AlreadyPublished(name)
        return False
    (path or PATH).write_text(json.dumps({**known, name: mark}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return True


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        named = {item.name: getattr(value, item.name) for item in fields(value) if item.name not in WORDS}
        # What is as it is by default is left out, so that a new word in the grammar changes no published edition.
        usual = {item.name: item.default for item in fields(value)}
        return {name: _plain(inner) for name, inner in named.items() if inner != usual[name]}
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [_plain(inner) for inner in (sorted(value) if isinstance(value, frozenset) else value)]
    return value.isoformat() if isinstance(value, date) else value
