"""What lies on disk while a file is on its way: the file, its preview, the refused rows, how far it is.

Not in the files floor: nothing of it is kept. The folder is the server's own (0700), is no part of a backup, and each
thing in it goes as soon as it is not needed. It is not encrypted: readers need the file as it is, and the key would lie
on the same disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from cunli.files.rules import OLE, ZIP
from cunli.registry.imports.plan import Step
from cunli.registry.imports.source import Source

SECONDS = 0.5
"""Between two notes of how far it is."""
_SUFFIXES = ((ZIP, ".xlsx"), (OLE, ".xls"))


def folder() -> Path:
    """Where all shelves stand."""
    found = Path(settings.DATA_DIR) / "imports"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def all_shelves() -> Iterator[Shelf]:
    for path in folder().iterdir():
        if path.is_dir():
            yield Shelf(path.name)


class Upload(Protocol):
    """A file as a form hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...
    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, place: int, /) -> int: ...


class Shelf:
    """One run's folder. The file keeps no name of the sender's: it is called by what its first bytes are."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.path = folder() / token

    @property
    def refused(self) -> Path:
        return self.path / "refused.xlsx"

    @property
    def touched_at(self) -> datetime:
        """When something was last put in or taken out."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    def put(self, upload: Upload, head: bytes) -> str:
        """Write what was sent; its SHA-256."""
        self.path.mkdir(mode=0o700)
        suffix = next((suffix for begins, suffix in _SUFFIXES if head.startswith(begins)), ".csv")
        digest = hashlib.sha256()
        with self._new(f"source{suffix}").open("wb") as file:
            for part in upload.chunks():
                digest.update(part)
                file.write(part)
        return digest.hexdigest()

    def source(self, name: str) -> Source | None:
        """What was sent, by the name its sender gave it; None once it is gone."""
        found = next(self.path.glob("source.*"), None)
        return Source(name, found) if found else None

    def keep_preview(self, preview: dict[str, Any]) -> None:
        self._write("preview.json", preview)

    def preview(self) -> dict[str, Any]:
        return self._read("preview.json")

    def note(self) -> Progress:
        return Progress(self)

    def progress(self) -> tuple[str, int]:
        """(step, how many); ("", 0) before the first note."""
        said = self._read("progress.json")
        return str(said.get("step", "")), int(said.get("done", 0))

    def drop_source(self) -> None:
        """All but the refused rows, which are to be corrected."""
        for path in self.path.glob("*"):
            if path != self.refused:
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _new(self, name: str) -> Path:
        path = self.path / name
        path.touch(mode=0o600)
        return path

    def _write(self, name: str, said: dict[str, Any]) -> None:
        draft = self._new(f".{name}")
        draft.write_text(json.dumps(said, ensure_ascii=False))
        os.replace(draft, self.path / name)

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self.path / name).read_text())
        except FileNotFoundError:
            return {}
        return found


class Progress:
    """Written to the shelf and not to the database: an import is one transaction, and nobody sees into it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._last, self._step = shelf, 0.0, ""

    def __call__(self, step: Step, done: int) -> None:
        now = time.monotonic()
        if step != self._step or now - self._last >= SECONDS:
            self._shelf._write("progress.json", {"step": step, "done": done})
            self._step, self._last = step, now
