"""The sign-ins of the demo county, shown on the sign-in page of a demo only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FILE = "demo-logins.json"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """``role`` and ``name`` for people, ``login`` and ``password`` to type; ``phone`` for who has no password."""

    role: str
    name: str
    login: str
    password: str = ""
    phone: str = ""


def demo_logins() -> list[DemoLogin]:
    """What the demo command has written into the data folder; nothing unless ``DEMO`` is on."""
    if not settings.DEMO:
        return []
    try:
        rows = json.loads((Path(settings.DATA_DIR) / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [DemoLogin(**row) for row in rows]


def write_demo_logins(logins: list[DemoLogin]) -> None:
    """Called by the demo command with what it made up."""
    rows = [{name: getattr(row, name) for name in DemoLogin.__slots__} for row in logins]
    path = Path(settings.DATA_DIR) / FILE
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
