"""Bring a backup back: everything is unpacked and compared first, then put in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from cunli.config import readiness
from cunli.config.backups import manifest as manifests
from cunli.config.backups.engines import engine
from cunli.config.backups.making import stored_files
from cunli.config.backups.manifest import Manifest
from cunli.journal import witness

CHUNK = 1 << 20


def restore(source: Path, *, overwrite: bool) -> Manifest:
    """Put the backup in the place of what is here. Any refusal or damage comes before anything is touched.

    The database changes in one transaction, then the files; then it is brought up to this release.
    """
    with _opened(source) as archive:
        manifest = _manifest(archive)
        _refuse_unfit(manifest)
        if not overwrite:
            _refuse_full()
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
            staging = Path(name)
            _unpack(archive, manifest, staging)
            engine().bring_back(staging / engine().member)
            _put_files(staging)
    ContentType.objects.clear_cache()
    witness.forget()
    readiness.migrate()
    return manifest


def wrong_keys(manifest: Manifest) -> list[str]:
    """Names of the key files that the backup needs and that are missing here, or are others."""
    here = manifests.key_fingerprints()
    return sorted(name for name, needed in manifest.keys.items() if here.get(name) != needed)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, "r:") as archive:
            yield archive
    except FileNotFoundError:
        raise CommandError(_("没有 %(path)s 这个文件。") % {"path": source}) from None
    except tarfile.TarError as error:
        raise _damaged(source.name) from error


def _manifest(archive: tarfile.TarFile) -> Manifest:
    try:
        found = archive.extractfile(manifests.NAME)
    except KeyError:
        found = None
    if found is None:
        raise CommandError(_("这不是 cunli backup 做的备份，或者已经坏了。"))
    return Manifest.from_bytes(found.read())


def _refuse_unfit(manifest: Manifest) -> None:
    """A backup of the other engine, or of a later release, cannot be read here."""
    if manifest.engine != connection.vendor:
        raise CommandError(
            _("备份是 %(there)s 的，这里用的是 %(here)s。把 DATABASE_URL 设成同一种数据库再恢复。")
            % {"there": manifest.engine, "here": connection.vendor}
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if unknown := set(manifest.migrations) - known:
        raise CommandError(
            _("备份来自更新的版本（%(version)s），这里还不认得：%(names)s。先装上那个版本。")
            % {"version": manifest.version, "names": ", ".join(sorted(unknown))}
        )


def _refuse_full() -> None:
    """Where anything is kept already, only ``--overwrite`` puts a backup in its place."""
    tables = set(connection.introspection.table_names())
    ours = (model for model in apps.get_models() if model.__module__.startswith("cunli."))
    full = any(model._meta.db_table in tables and model._base_manager.exists() for model in ours)
    if full or next(stored_files(), None):
        raise CommandError(
            _("这里已经有数据了，恢复会把它们全部换掉。先备份一份；确实要换，再加上 --overwrite。什么都没有动。")
        )


def _unpack(archive: tarfile.TarFile, manifest: Manifest, staging: Path) -> None:
    """Every member of the manifest, below our own names, compared with its hash as it is written."""
    wanting = {name for name in manifest.members if manifests.MEMBER.fullmatch(name)} | {engine().member}
    for header in archive:
        content = archive.extractfile(header) if header.name in wanting else None
        if content is None:
            continue
        path = staging / header.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        expected = manifest.members.get(header.name)
        if expected is None or _written(content, path) != expected.sha256:
            raise _damaged(header.name)
        wanting.remove(header.name)
    if wanting:
        raise _damaged(min(wanting))


def _written(content: IO[bytes], path: Path) -> str:
    """Write one member; the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with path.open("xb") as file:
        while part := content.read(CHUNK):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _put_files(staging: Path) -> None:
    """The files of the backup instead of those that are here; what was here goes with the staging folder."""
    here, there = Path(settings.MEDIA_ROOT), staging / "files"
    if here.exists():
        shutil.move(here, staging / "before")
    if there.exists():
        shutil.move(there, here)
    os.sync()


def _damaged(name: str) -> CommandError:
    return CommandError(_("备份坏了：%(name)s 和当初写下的不一样。什么都没有动，请换一份备份。") % {"name": name})
