"""What is read from the environment, in one place, failing loudly."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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


def one_of(name: str, *words: str) -> str:
    """One of these words; the first unless given."""
    said = os.environ.get(name) or words[0]
    if said not in words:
        raise SystemExit(f"{name}={said}: give one of {', '.join(words)}")
    return said


def hosts(name: str) -> tuple[str, ...]:
    """Names of hosts parted by commas, in lower case; none unless given."""
    found = tuple(filter(None, (host.strip().lower() for host in os.environ.get(name, "").split(","))))
    if any({"/", ":", "*", "@"} & set(host) for host in found):
        raise SystemExit(f"{name}: give names of hosts only, parted by commas")
    return found


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


SMS_GIVEN = {
    "aliyun": ("key_id", "key_secret", "sign", "code_template", "news_template"),
    "tencent": ("key_id", "key_secret", "sign", "code_template", "news_template", "app"),
}
"""What each provider needs: ``SMS_KEY_ID`` and so on."""
SMS_MAY = {"aliyun": ("endpoint",), "tencent": ("endpoint", "region")}


def sms() -> tuple[str, dict[str, str]]:
    """Which provider sends text messages, and with what; ("", {}) unless ``SMS`` names one."""
    provider = os.environ.get("SMS", "")
    if not provider:
        return "", {}
    if provider not in SMS_GIVEN:
        raise SystemExit(f"SMS={provider} is not known: give {' or '.join(SMS_GIVEN)}")
    asked = SMS_GIVEN[provider] + SMS_MAY[provider]
    given = {name: os.environ.get(f"SMS_{name.upper()}", "").strip() for name in asked}
    if missing := [f"SMS_{name.upper()}" for name in SMS_GIVEN[provider] if not given[name]]:
        raise SystemExit(f"SMS={provider} needs {', '.join(missing)}  短信还缺这几项")
    _safe(given["endpoint"], "SMS_ENDPOINT")
    return provider, {name: value for name, value in given.items() if value}


WECHAT_GIVEN = ("app", "secret", "template", "field")
"""What an official account needs: ``WECHAT_APP`` and so on."""


def wechat() -> dict[str, str]:
    """The county's WeChat official account; {} unless ``WECHAT_APP`` names one."""
    asked = (*WECHAT_GIVEN, "way", "endpoint")
    given = {name: os.environ.get(f"WECHAT_{name.upper()}", "").strip() for name in asked}
    if not given["app"]:
        return {}
    if missing := [f"WECHAT_{name.upper()}" for name in WECHAT_GIVEN if not given[name]]:
        raise SystemExit(f"WECHAT_APP needs {', '.join(missing)}  微信公众号还缺这几项")
    one_of("WECHAT_WAY", "subscribe", "template")
    _safe(given["endpoint"], "WECHAT_ENDPOINT")
    return {name: value for name, value in given.items() if value}


def mail() -> tuple[dict[str, Any], str]:
    """How Django's sender reaches the mail server, and who sends; ({}, "") unless ``MAIL`` names one.

    ``smtps://user:password@host`` speaks TLS from the first byte, ``smtp://`` after STARTTLS; ``MAIL_FROM`` sends.
    """
    address, sender = os.environ.get("MAIL", ""), os.environ.get("MAIL_FROM", "").strip()
    if not address:
        return {}, ""
    there = urlsplit(address)
    if there.scheme not in {"smtp", "smtps"} or not there.hostname or "@" not in sender:
        raise SystemExit("MAIL needs smtps:// or smtp://, a host, and MAIL_FROM, such as cunli@example.gov.cn")
    at_once = there.scheme == "smtps"
    server = {
        "host": there.hostname,
        "port": there.port or (465 if at_once else 587),
        "username": unquote(there.username or ""),
        "password": unquote(there.password or ""),
        "use_ssl": at_once,
        "use_tls": not at_once,
    }
    return server, sender


def _safe(address: str, name: str) -> None:
    """Keys and numbers go over TLS, or do not leave this machine."""
    there = urlsplit(address)
    if address and there.scheme != "https" and (there.scheme, there.hostname) != ("http", "127.0.0.1"):
        raise SystemExit(f"{name} has to begin with https://")


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
