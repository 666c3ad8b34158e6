"""Word and Excel files: what they are, and what must not be inside."""

from __future__ import annotations

import io
import re
import zipfile

from cunli.files.refusals import Bomb, HasMacros, UnknownType, Unreadable
from cunli.files.rules import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, MediaType

MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": MediaType.DOCX,
    b"spreadsheetml.sheet.main+xml": MediaType.XLSX,
}
ACTIVE_PARTS = re.compile(r"vbaproject|vbadata|activex|oleobject|\.bin$|externallinks/|/macrosheets/", re.IGNORECASE)
ACTIVE_TYPES = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
REMOTE = re.compile(rb"(?:attachedTemplate|oleObject|frame|subDocument)\"[^>]*TargetMode=\"External\"", re.IGNORECASE)
FIELD_PROGRAMS = re.compile(rb"\bDDE(?:AUTO)?\b|\bINCLUDE(?:TEXT|PICTURE)\b")
INSTRUCTIONS = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
HARMLESS_BINARIES = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)


def inspect(content: bytes) -> MediaType:
    """The type of an Office file that carries nothing active. Raises UnknownType, Unreadable, Bomb, HasMacros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_bomb(package)
            _check_active(package)
            return _main_type(package)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as broken:
        raise Unreadable from broken


def _check_bomb(package: zipfile.ZipFile) -> None:
    """Judged from the directory; reading never unpacks more than the directory declares."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Bomb
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Bomb


def _check_active(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if ACTIVE_PARTS.search(name) and not HARMLESS_BINARIES.search(name):
            raise HasMacros
        if name.endswith(".rels") and REMOTE.search(package.read(name)):
            raise HasMacros
        if name.startswith("word/") and name.endswith(".xml") and FIELD_PROGRAMS.search(_field_text(package, name)):
            raise HasMacros
    if ACTIVE_TYPES.search(package.read("[Content_Types].xml")):
        raise HasMacros


def _field_text(package: zipfile.ZipFile, name: str) -> bytes:
    """Only field instructions, joined: Word splits them, and a letter may well contain the word in its text."""
    return b"".join(plain + simple for plain, simple in INSTRUCTIONS.findall(package.read(name)))


def _main_type(package: zipfile.ZipFile) -> MediaType:
    types = package.read("[Content_Types].xml")
    for mark, media_type in MAIN_PARTS.items():
        if mark in types:
            return media_type
    raise UnknownType
