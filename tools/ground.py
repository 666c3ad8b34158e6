"""The environment of its own, made from a lock file and left alone while nothing changed."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
LOCKS = {"run": ROOT / "requirements" / "lock.txt", "test": ROOT / "requirements" / "dev.txt"}
OLDEST = (3, 11)


class CannotSetUp(SystemExit):
    """Ends the tool with a sentence saying what to do."""


def ensure(purpose: str) -> Path:
    """Make ``.venv`` fit for ``run`` or ``test`` and return its ``bin`` folder. Quick when it already is.

    Two tools started at once wait for each other.
    """
    if sys.version_info < OLDEST:
        raise CannotSetUp(
            f"Cunli needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …"
        )
    with (ROOT / "pyproject.toml").open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _is_current(purpose):
            _install(purpose)
    return BIN


def _wanted(purpose: str) -> str:
    digest = hashlib.sha256(sys.version.split()[0].encode())
    for path in (LOCKS[purpose], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp(purpose: str) -> Path:
    return VENV / f".cunli-{purpose}"


def _is_current(purpose: str) -> bool:
    stamp = _stamp(purpose)
    return (BIN / "cunli").exists() and stamp.is_file() and stamp.read_text() == _wanted(purpose)


def _install(purpose: str) -> None:
    _say(f"Setting up {VENV.name} from requirements/{LOCKS[purpose].name} (the first time takes a minute or two) …")
    if not (BIN / "python").exists():
        _create()
    _pip("install", "--require-hashes", "-r", str(LOCKS[purpose]))
    _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    for done in {purpose, "run"}:  # what tests need contains what running needs, at the same versions
        _stamp(done).write_text(_wanted(done))


def _create() -> None:
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise CannotSetUp(
            f"Python could not make an environment in {VENV} ({error}). On Debian and Ubuntu: apt install python3-venv"
        ) from error


def _pip(*arguments: str) -> None:
    command = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotSetUp("Installing did not work; the reason is above. Nothing was started. Try the same again.")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    ensure(sys.argv[1])
