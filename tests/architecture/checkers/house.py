"""Where things lie: the source tree and the order of the floors."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "cunli"


def hold(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def floors() -> list[str]:
    """From top to bottom, as import-linter is told; siblings that are blind to each other one after the other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [floor for layer in layers for floor in layer.split(" | ")]


def python_files(*folders: Path) -> list[Path]:
    """Ours, without migrations, which Django writes."""
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def tracked_files() -> list[Path]:
    """Everything that a clone would contain."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / entry for entry in listed.split("\0") if entry and (ROOT / entry).is_file()]
