"""What runs on this machine, asked while it comes and goes."""

from __future__ import annotations

from pathlib import Path


def command_of(pid: str) -> bytes:
    """Its command line; empty when it ended between being listed and being looked at."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
