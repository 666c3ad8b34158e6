"""The programs among the gates refuse too: each is run once, with this repository's configuration, on something bad."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.test import Gate, Missing, Outcome, Report, run_gates

from tests.architecture.checkers import house

BIN = Path(sys.executable).parent
CONFIGURATION = house.ROOT / "pyproject.toml"


def _run(*command: object, text: str = "", folder: Path | None = None, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(part) for part in command], input=text, cwd=folder or house.ROOT, capture_output=True, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_ruff() -> None:
    ruff = [BIN / "ruff", "check", "--config", CONFIGURATION, "--no-cache", "--stdin-filename", "src/cunli/bad.py", "-"]
    status, said = _run(*ruff, text="import os\n\n\ndef f(x):\n    print(_(f'{x}'))\n")
    assert status == 1
    for rule in ("F401", "ANN001", "T201", "INT001"):
        assert rule in said
    assert _run(*ruff, text='"""Good."""\n')[0] == 0


def test_ruff_format() -> None:
    formatting = [
        BIN / "ruff",
        "format",
        "--check",
        "--config",
        CONFIGURATION,
        "--stdin-filename",
        "src/cunli/bad.py",
        "-",
    ]
    assert _run(*formatting, text="x  =  1\n")[0] == 1
    assert _run(*formatting, text="x = 1\n")[0] == 0


def test_mypy(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("from cunli.lib.actors import SYSTEM\n\n\ndef f(x):  # type: ignore\n    return SYSTEM.nobody\n")
    status, said = _run(BIN / "mypy", "--config-file", CONFIGURATION, "--cache-dir", tmp_path / "cache", bad)
    assert status == 1
    assert "attr-defined" in said
    assert "ignore-without-code" in said or "unused-ignore" in said or "no-untyped-def" in said


@pytest.mark.parametrize(
    ("module", "code", "broken"),
    [
        ("lib/values.py", "from cunli.cases import x", "cunli.lib is not allowed to import cunli.cases"),
        ("attic/__init__.py", "", "attic"),
        ("lib/values.py", "from cunli import lib", ""),
    ],
)
def test_import_linter(tmp_path: Path, module: str, code: str, broken: str) -> None:
    package = tmp_path / "cunli"
    for floor in house.floors():
        (package / floor).mkdir(parents=True)
        (package / floor / "__init__.py").write_text("x = 1\n")
    (package / "__init__.py").write_text("")
    (package / module).parent.mkdir(exist_ok=True)
    (package / module).write_text(code + "\n")
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION.read_text())
    status, said = _run(BIN / "lint-imports", "--no-cache", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert (status != 0) is bool(broken), said
    assert broken in said


def test_djade(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("{%load i18n%}\n{{x}}\n")
    assert _run(BIN / "djade", "--check", "--target-version", "5.2", bad)[0] == 1
    bad.write_text("{% load i18n %}\n{{ x }}\n")
    assert _run(BIN / "djade", "--check", "--target-version", "5.2", bad)[0] == 0


def test_check_deploy() -> None:
    status, said = _run(
        BIN / "python", "-m", "django", "check", "--deploy", "--fail-level", "WARNING", DEBUG="1", HTTPS="0"
    )
    assert status == 1
    assert "security.W" in said


def test_makemigrations(tmp_path: Path) -> None:
    app = tmp_path / "forgotten"
    (app / "migrations").mkdir(parents=True)
    (app / "migrations" / "__init__.py").write_text("")
    (app / "__init__.py").write_text("")
    (app / "models.py").write_text("from django.db import models\n\n\nclass New(models.Model):\n    pass\n")
    (tmp_path / "forgetful.py").write_text(
        'from tests.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, "forgotten"]\n'
    )
    status, said = _run(
        BIN / "python", "-m", "django", "makemigrations", "--check", "--dry-run", "forgotten",
        DJANGO_SETTINGS_MODULE="forgetful", PYTHONPATH=os.pathsep.join((str(tmp_path), str(house.ROOT))),
    )  # fmt: skip
    assert status == 1
    assert "Create model New" in said


def test_a_failed_gate_fails_the_whole() -> None:
    def absent() -> tuple[int, str]:
        raise Missing("no Chromium found", "apt-get install -y chromium")

    good, bad, missing = Gate("good", lambda: (0, "")), Gate("bad", lambda: (1, "")), Gate("browser", absent)
    assert run_gates([good]).exit_status(strict=True) == 0
    assert run_gates([bad, good]).exit_status(strict=False) == 1
    report = run_gates([missing, good])
    assert report.exit_status(strict=False) == 0
    assert report.exit_status(strict=True) == 1, "in CI nothing may be missing"
    assert "apt-get install -y chromium" in "\n".join(report.lines())
    assert Report([Outcome("x", "ok", 1.0)]).exit_status(strict=True) == 0
