"""What a backup says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from cunli.config import keys
from cunli.lib.crypto import fingerprint

NAME = "manifest.json"
FORMAT = "cunli-backup/1"
MEMBER = re.compile(r"database\.(sqlite3\.gz|pgdump)|files/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}", re.ASCII)
"""Nothing else is written to disk, whatever an archive holds."""


@dataclass(frozen=True, slots=True)
class Member:
    sha256: str
    size: int


@dataclass(slots=True)
class Manifest:
    """``keys``: the fingerprint of each key file that the backup needs; the keys themselves are never in it."""

    created: str
    version: str
    engine: str
    migrations: list[str]
    keys: dict[str, str]
    members: dict[str, Member] = field(default_factory=dict)
    format: str = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, text: bytes) -> Manifest:
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise ValueError(told["format"])
            members = {name: Member(**member) for name, member in told.pop("members").items()}
            return cls(**told, members=members)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(_("这不是 cunli backup 做的备份，或者已经坏了。")) from error


def begin(at: datetime) -> Manifest:
    """The manifest of a backup of this installation, before it has members."""
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        created=at.isoformat(),
        version=version("cunli"),
        engine=connection.vendor,
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        keys=key_fingerprints(),
    )


def key_fingerprints() -> dict[str, str]:
    """{file name: fingerprint} of the keys here without which the database cannot be read or proven."""
    return {path.name: fingerprint(bytes.fromhex(path.read_text().strip())).hex() for path in keys.files()}
