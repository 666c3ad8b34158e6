"""A backup taken while people work brings everything back, on another machine too; a bad one touches nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as loaded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, connections
from tools import postgresql

from cunli.accounts.models import User
from cunli.cases.models import Matter
from cunli.config.backups import engines
from cunli.config.backups.manifest import NAME
from cunli.files import services as files
from cunli.files.models import Kind, StoredFile
from cunli.journal.models import Entry
from cunli.journal.sealing import seal
from cunli.journal.signing import FIRST_KEY
from cunli.lib.actors import SYSTEM
from tests.acts.stories import minutes, report
from tests.cast import NOW, Cast, make_cast
from tests.config import whole
from tests.files import samples

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = minutes(1)


@pytest.fixture(autouse=True)
def _own_ground(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of this test's own; and PostgreSQL's programs of the release that the tests run on."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.DATA_DIR.mkdir()
    if connection.vendor == "postgresql":
        monkeypatch.setenv("PATH", f"{postgresql.programs()}:{os.environ['PATH']}")


@pytest.fixture
def cast(_own_ground: None) -> Cast:
    """The cast, committed; with a matter, a photo and a sealed journal."""
    cast = make_cast()
    report(cast, "grid_member", "杆子歪了")
    photo = SimpleUploadedFile("a.jpg", samples.photo())
    files.keep(actor=SYSTEM, upload=photo, at=NOW, kind=Kind.PHOTO)
    seal(at=AFTER)
    return cast


def backup(path: Path) -> str:
    out = StringIO()
    call_command("backup", str(path), stdout=out)
    return out.getvalue()


def restore(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("restore", str(path), *options, stdout=out)
    return out.getvalue()


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive}


def rewritten(path: Path, **changed: bytes) -> None:
    """The same archive with other content in some members (their dots and slashes written as underscores)."""
    old = members(path)
    with tarfile.open(path, "w") as archive:
        for name, content in old.items():
            new = changed.get(name.replace(".", "_").replace("/", "_"), content)
            header = tarfile.TarInfo(name)
            header.size = len(new)
            archive.addfile(header, BytesIO(new))


def test_what_was_there_is_there_again(cast: Cast, tmp_path: Path) -> None:
    path, users, entries = tmp_path / "b.tar", User.objects.count(), Entry.objects.count()
    stored = StoredFile.objects.get()
    said = backup(path)
    assert str(loaded.KEYS_DIR) in said, "says where the keys are"
    report(cast, "villager", "桥栏杆断了", kind="road")
    shutil.rmtree(loaded.MEDIA_ROOT)
    assert "都对得上" in restore(path, "--overwrite")
    assert [matter.title for matter in Matter.objects.unscoped("test")] == ["杆子歪了"]
    assert (User.objects.count(), Entry.objects.count()) == (users, entries)
    assert stored.path.read_bytes()
    report(cast, "villager", "日子照样过", kind="road")


def test_no_key_is_in_it_and_others_cannot_read_it(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "b.tar"
    backup(path)
    keys = [key.read_text().strip() for key in Path(loaded.KEYS_DIR).iterdir()]
    assert keys
    content = path.read_bytes()
    assert not [key for key in keys if key.encode() in content or bytes.fromhex(key) in content]
    assert path.stat().st_mode & 0o077 == 0


def test_it_appears_whole_or_not_at_all(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.tar"

    def fail(*_: object) -> None:
        raise CommandError("the disk is full")

    monkeypatch.setattr(type(engines.engine()), "copy", fail)
    with pytest.raises(CommandError):
        backup(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["data"], "nothing half-made is left"


def test_an_earlier_backup_is_not_written_over(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "b.tar"
    path.write_text("the one of yesterday")
    with pytest.raises(CommandError, match="换一个名字"):
        backup(path)
    assert path.read_text() == "the one of yesterday"


def test_a_place_that_holds_anything_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "b.tar"
    backup(path)
    later = report(cast, "villager", "桥栏杆断了", kind="road")
    with pytest.raises(CommandError, match="--overwrite"):
        restore(path)
    assert Matter.objects.unscoped("test").filter(pk=later.pk).exists()


@pytest.mark.parametrize("damage", ["database", "file", "cut", "no backup", "other engine", "later release", "shorter"])
def test_a_bad_backup_touches_nothing(cast: Cast, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "b.tar"
    backup(path)
    later = report(cast, "villager", "桥栏杆断了", kind="road")
    spoil(path, damage)
    with pytest.raises(CommandError):
        restore(path, "--overwrite")
    assert Matter.objects.unscoped("test").filter(pk=later.pk).exists()
    assert StoredFile.objects.get().path.exists()
    assert {entry.name for entry in loaded.DATA_DIR.iterdir()} <= {"files", "newest-root.json", "keys"}


def spoil(path: Path, damage: str) -> None:
    held = members(path)
    told = json.loads(held[NAME])
    photo = next(name for name in held if name.startswith("files/"))
    if damage == "database":
        name = engines.engine().member
        rewritten(path, **{name.replace(".", "_"): held[name][:-9] + bytes(9)})
    elif damage == "file":
        rewritten(path, **{photo.replace("/", "_"): b"another photo"})
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:9_000])
    elif damage == "no backup":
        path.write_text("holiday pictures")
    elif damage == "other engine":
        rewritten(path, manifest_json=json.dumps({**told, "engine": "oracle"}).encode())
    elif damage == "later release":
        rewritten(path, manifest_json=json.dumps({**told, "migrations": ["cases.0999_future"]}).encode())
    else:
        told["members"]["files/aa/bb/" + "c" * 64] = {"sha256": "c" * 64, "size": 1}
        rewritten(path, manifest_json=json.dumps(told).encode())


def test_nothing_is_written_outside_whatever_the_archive_names(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "b.tar"
    backup(path)
    told = json.loads(members(path)[NAME])
    told["members"]["../../evil"] = {"sha256": "0" * 64, "size": 4}
    rewritten(path, manifest_json=json.dumps(told).encode())
    with tarfile.open(path, "a") as archive:
        archive.addfile(tarfile.TarInfo("../../evil"))
    restore(path, "--overwrite")
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("content", [None, "00" * 32])
def test_another_key_folder_is_said_plainly_and_fails(
    cast: Cast, tmp_path: Path, settings: Any, content: str | None
) -> None:
    path = tmp_path / "b.tar"
    backup(path)
    settings.KEYS_DIR = tmp_path / "other-keys"
    settings.KEYS_DIR.mkdir()
    if content:
        (settings.KEYS_DIR / FIRST_KEY).write_text(content)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("restore", str(path), "--overwrite", stdout=out)
    assert "密钥不对" in out.getvalue()
    assert FIRST_KEY in out.getvalue()
    assert Matter.objects.unscoped("test").count() == 1, "what can be read is there"
    made = [key.name for key in settings.KEYS_DIR.iterdir()]
    assert made == ([FIRST_KEY] if content else []), "no key is made in place of a lost one"


def test_without_the_programs_the_package_is_named(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(engines, "_release", lambda _: 9)
    with pytest.raises(CommandError, match="apt install postgresql-client-"):
        backup(tmp_path / "b.tar")


def file_on(cast: Cast, stop: Event, filed: Any) -> None:
    """Another process, in which a grid member goes on reporting while the backup is made."""
    while not stop.is_set():
        filed.put(report(cast, "grid_member", "杆子歪了").ref)
    filed.put(None)
    connections.close_all()


def seal_on(stop: Event) -> None:
    """What the sweep does beside the server, more often."""
    for minute in range(2, 10_000):
        seal(at=minutes(minute))
        if stop.wait(0.2):
            break
    connections.close_all()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new machine: an empty data folder with the keys brought along, an empty database."""
    data = tmp_path / "elsewhere"
    shutil.copytree(loaded.KEYS_DIR, data / "keys")
    environment = {
        **os.environ,
        "DATA": str(data),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cunli.config.settings",
    }
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    before, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    yield {**environment, "DATABASE_URL": f"{before}/{name}"}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def test_one_taken_under_load_is_whole_and_equals_the_source_on_an_empty_machine(
    cast: Cast, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    """Four people report and the sweep seals meanwhile. What was acknowledged before is in it; of what came later each
    matter is there with everything that belongs to it, or not at all."""
    path = tmp_path / "b.tar"
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    stop, filed = fork.Event(), fork.Queue()
    crowd = [fork.Process(target=file_on, args=(cast, stop, filed)) for _ in range(4)]
    crowd.append(fork.Process(target=seal_on, args=(stop,)))
    for process in crowd:
        process.start()
    before = {filed.get(timeout=60) for _ in range(40)}
    backup(path)
    during = {filed.get(timeout=60) for _ in range(40)}
    stop.set()
    meanwhile = during | set(drained(filed, writers=4))
    for process in crowd:
        process.join(30)
        assert process.exitcode == 0

    there = cunli(elsewhere, "restore", str(path))
    assert there.returncode == 0, there.stdout + there.stderr
    restored = held(elsewhere)
    assert before <= set(restored["refs"]) <= before | meanwhile | {Matter.objects.unscoped("test").earliest("pk").ref}
    assert restored["shapes"] == whole.told()["shapes"]
    assert len(restored["shapes"]) == 1, "no half matter: each has its steps, clocks, dues and entries like all others"
    assert restored["shapes"][0]["journal.Entry"] == restored["shapes"][0]["cases.StepTaken"] == 1
    assert restored["strangers"] == [], "no entry and no row of a matter that is not there"
    here = {(number, bytes(leaf).hex()) for number, leaf in Entry.objects.values_list("pk", "leaf")}
    assert {tuple(entry) for entry in restored["entries"]} <= here
    said = json.loads(cunli(elsewhere, "verify", "--json").stdout)
    assert (said["ok"], said["entries"]) == (True, len(restored["entries"]))
    assert told("--json", "--root", said["root"])["ok"], "its newest root is in the chain of the source"
    assert cunli(elsewhere, "restore", str(path)).returncode == 1, "now it holds something"


def test_one_taken_at_rest_equals_the_source_by_count_and_root(
    cast: Cast, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    path = tmp_path / "b.tar"
    for number in range(5):
        report(cast, "grid_member", f"第 {number} 根杆子歪了")
    seal(at=minutes(2))
    backup(path)
    assert cunli(elsewhere, "restore", str(path)).returncode == 0
    there, here = json.loads(cunli(elsewhere, "verify", "--json").stdout), told("--json")
    same = ("ok", "entries", "blocks", "unsealed", "root")
    assert [there[name] for name in same] == [here[name] for name in same]
    assert held(elsewhere)["refs"] == sorted(Matter.objects.unscoped("test").values_list("ref", flat=True))


def drained(filed: Any, *, writers: int) -> Iterator[str]:
    """What is still in the queue, until each writer has said that it ends."""
    while writers:
        ref = filed.get(timeout=60)
        writers -= ref is None
        if ref is not None:
            yield ref


def told(*options: str) -> dict[str, Any]:
    """What ``verify`` says of the source."""
    out = StringIO()
    call_command("verify", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def held(environment: dict[str, str]) -> dict[str, Any]:
    """What the other machine holds."""
    found: dict[str, Any] = json.loads(run(environment, "tests.config.whole").stdout)
    return found


def cunli(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(environment, "cunli.config.command", *arguments)


def run(environment: dict[str, str], module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    known = {**environment, "PYTHONPATH": os.pathsep.join(["src", "."])}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=known, capture_output=True, text=True, check=False)
