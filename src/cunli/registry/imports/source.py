"""The file as it came: its name, where it lies, what it is, and its hash."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from cunli.files.rules import OLE, ZIP
from cunli.lib.refusals import Invalid

MAX_BYTES = 100 * 1024 * 1024
"""A county's 300,000 rows of 30 columns are 40 MB; the photos and papers of the files floor stay at its own limit."""
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 2_000
MAX_ROW = 500_000
_FAR_ROW = rb"[A-Z](?:[5-9]\d{5}|\d{7,})"
_FAR_COLUMN = rb"(?:[A-Z]{3}|[J-Z][A-Z])\d+"
_FAR = re.compile(rb'r="(?:[A-Z]{0,2}' + _FAR_ROW + rb"|" + _FAR_COLUMN + rb')"')
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Source:
    """``name`` is what people called the file; ``path`` where this machine keeps it."""

    name: str
    path: Path

    def fresh_hash(self) -> str:
        """SHA-256 of what lies there now."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def is_workbook(self) -> bool:
        """Whether it is an Excel file, by its first bytes. Raises Invalid where it is too large, empty or unsafe."""
        size = self.path.stat().st_size
        if size > MAX_BYTES:
            raise Invalid(
                _("文件太大"),
                why=_("最多 %(n)d MB。") % {"n": MAX_BYTES // 1024 // 1024},
                instead=_("请按乡镇分成几个文件。"),
            )
        with self.path.open("rb") as file:
            head = file.read(8)
        if not head.strip():
            raise Invalid(_("文件是空的"), instead=_("请打开看一看，存好再传。"))
        if head.startswith(ZIP):
            _refuse_unsafe(self.path)
        return head.startswith((ZIP, OLE))


def _refuse_unsafe(path: Path) -> None:
    """Raises Invalid for a package that unpacks to more than is sane, or spreads few cells over a huge sheet."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or any(_is_bomb(entry) for entry in entries):
                raise _too_much()
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    with package.open(entry) as sheet:
                        _refuse_far_cells(sheet)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as broken:
        raise broken_file() from broken


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _refuse_far_cells(sheet: IO[bytes]) -> None:
    """A reader lays out the whole rectangle up to the last cell: one cell at XFD1048576 would take all memory."""
    rest = b""
    while piece := sheet.read(_PIECE):
        if _FAR.search(rest + piece):
            raise _too_much()
        rest = piece[-40:]


def _too_much() -> Invalid:
    return Invalid(
        _("这个表大得不正常，没有打开"),
        why=_("表里可能有很远的空格子，或者压了太多东西。最多 %(n)d 行、250 列左右。") % {"n": MAX_ROW},
        instead=_("请把要导的行复制到一个新表里再传。"),
    )


def broken_file() -> Invalid:
    return Invalid(
        _("文件打不开，可能坏了或者加了密码"), instead=_("请用 Excel 打开，另存为 .xlsx 再传；有密码的先去掉密码。")
    )
