"""What is read from the environment, in one place, failing loudly."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """The folder for everything that is written: ``DATA``, or ``data`` beside the source."""
    folder = Path(os.environ.get("DATA") or ROOT / "data").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise SystemExit(f"DATA={folder} cannot be written to: give a folder of your own  这个文件夹写不进去，请换一个")
    return folder


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def port() -> int:
    """The port to serve on: ``PORT``, or 8000."""
    raw = os.environ.get("PORT") or "8000"
    if not raw.isdigit() or not 0 < int(raw) < 65536:
        raise SystemExit(f"PORT={raw} is not a port: give a number from 1 to 65535")
    return int(raw)


def count(name: str, *, default: int) -> int:
    """A whole number from 1 to 64, such as how many workers serve."""
    raw = os.environ.get(name) or str(default)
    if not raw.isdigit() or not 0 < int(raw) <= 64:
        raise SystemExit(f"{name}={raw}: give a whole number from 1 to 64")
    return int(raw)


def map_tiles() -> tuple[tuple[str, ...], str]:
    """Where map pictures come from, the lowest layer first, and the map's approval number; nothing unless given.

    ``MAP_TILES`` holds addresses with {z}, {x} and {y}, parted by blanks. A map that is shown bears its number
    (审图号), so addresses without ``MAP_APPROVAL`` are refused.
    """
    addresses, approval = tuple(os.environ.get("MAP_TILES", "").split()), os.environ.get("MAP_APPROVAL", "").strip()
    for address in addresses:
        there = urlsplit(address)
        strange = set("\"'<>,;{}") & set(there.netloc) or there.scheme not in {"http", "https"} or not there.netloc
        if strange or any(part not in address for part in ("{z}", "{x}", "{y}")):
            raise SystemExit(f"MAP_TILES: {there.netloc or 'it'} needs https://, a host, {{z}}, {{x}} and {{y}}")
    if addresses and not approval:
        raise SystemExit("MAP_TILES is given without MAP_APPROVAL: a map shows its 审图号, such as GS(2024)0568号")
    return addresses, approval


def key_file(folder: Path, name: str, *, size: int = 32) -> str:
    """A secret kept outside the database, made at first start, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(size))
    return path.read_text().strip()
