"""Real files, made here so that nothing binary has to be trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from struct import pack

import docx
from PIL import Image


def photo(*, size: tuple[int, int] = (400, 300), orientation: int = 6, progressive: bool = False) -> bytes:
    """A JPEG from a phone: camera, time, turned sideways, and the place it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Cunli Phone"
    exif[0x0112] = orientation
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (41.0, 54.0, 7.0), 3: "E", 4: (114.0, 0.0, 41.0)})
    written = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    picture.save(written, "JPEG", exif=exif, comment=b"secret comment", progressive=progressive)
    return written.getvalue()


def png(*, size: tuple[int, int] = (40, 30), mode: str = "RGBA") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, "PNG")
    return written.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A valid small file that unpacks to 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\x00" * (side // 8 + 1)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(package: bytes, **parts: bytes) -> bytes:
    """The Office file with parts added or replaced; ``__`` in a name stands for ``/`` and ``_dot_`` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, content in named.items():
            new.writestr(name, content)
    return written.getvalue()


def part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def docm() -> bytes:
    types = part(word("x"), "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    package = changed(word("x"), word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0macro")
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    return written.getvalue()


def zip_bomb() -> bytes:
    return changed(word("x"), word__media__zeros_dot_xml=b"\x00" * 70_000_000)
