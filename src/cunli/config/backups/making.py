"""Make a backup while people work."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cunli.config.backups import manifest as manifests
from cunli.config.backups.engines import engine
from cunli.config.backups.manifest import Manifest, Member


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write everything but the keys to ``target``, which appears only when it is whole, readable by its owner only.

    The database is copied first and the files after it: a file is written before the row that names it, so that
    every file the copy knows of is there.
    """
    if target.exists():
        raise CommandError(_("%(path)s 已经有了，换一个名字，免得盖掉上一份备份。") % {"path": target})
    if not target.parent.is_dir():
        raise CommandError(_("没有 %(path)s 这个文件夹。") % {"path": target.parent})
    manifest = manifests.begin(at)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".cunli-backup-") as name:
        draft, copy = Path(name) / "draft", Path(name) / engine().member
        engine().copy(copy)
        with draft.open("xb") as file:
            draft.chmod(0o600)
            with tarfile.open(fileobj=file, mode="w") as archive:
                _add(archive, manifest, copy.name, copy)
                for path in stored_files():
                    _add(archive, manifest, f"files/{path.relative_to(settings.MEDIA_ROOT).as_posix()}", path)
                text = manifest.to_bytes()
                archive.addfile(_header(manifests.NAME, len(text), at.timestamp()), io.BytesIO(text))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    return manifest


def stored_files() -> Iterator[Path]:
    """Every file kept below the files folder; what is being written at this moment has no proper name yet."""
    root = Path(settings.MEDIA_ROOT)
    for folder, _folders, names in os.walk(root):
        for name in sorted(names):
            path = Path(folder) / name
            if manifests.MEMBER.fullmatch(f"files/{path.relative_to(root).as_posix()}"):
                yield path


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """One file, hashed as it is read."""
    with path.open("rb") as file:
        known = os.fstat(file.fileno())
        hashing = _Hashing(file)
        archive.addfile(_header(name, known.st_size, known.st_mtime), hashing)
    manifest.members[name] = Member(hashing.digest.hexdigest(), known.st_size)


def _header(name: str, size: int, mtime: float) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mtime, header.mode = size, int(mtime), 0o600
    return header


class _Hashing(io.RawIOBase):
    """Reads on, and hashes what it read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self.digest.update(part)
        return part
