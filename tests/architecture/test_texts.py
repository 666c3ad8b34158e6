"""The rules on templates, documents and everything tracked hold in this tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import engines

from tests.architecture.checkers import house, texts

TEMPLATES = sorted(path for path in house.SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".svg", ".txt"})
STATIC = sorted(path for path in house.SOURCE.rglob("static/**/*") if path.suffix in {".css", ".webmanifest"})
COMMANDS = sorted(path.stem for path in house.SOURCE.rglob("management/commands/*.py") if not path.stem.startswith("_"))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _faults(paths: list[Path], checker: Callable[[str, str], list[str]]) -> list[str]:
    return [fault for path in paths for fault in checker(_read(path), house.name(path))]


@pytest.mark.parametrize("path", TEMPLATES, ids=house.name)
def test_every_template_compiles(path: Path) -> None:
    engines["django"].from_string(_read(path))


def test_no_template_keeps_its_words_from_translation() -> None:
    # When everything is broken the page for it is plain: it is shown without a request, so without a language.
    house.hold(_faults([path for path in TEMPLATES if path.name != "500.html"], texts.untranslated))


def test_no_template_holds_what_the_security_policy_blocks() -> None:
    house.hold(_faults(TEMPLATES, texts.against_the_policy))


def test_nothing_is_loaded_from_another_host() -> None:
    house.hold(_faults([*TEMPLATES, *STATIC], texts.outside_hosts))


def test_the_map_shows_the_floors_that_exist() -> None:
    existing = {path.parent.name for path in house.SOURCE.glob("*/__init__.py")}
    assert set(house.floors()) == existing
    house.hold(texts.map_differs(_read(house.ROOT / "docs" / "map.md"), house.floors()))


def test_every_command_is_documented() -> None:
    documents = "\n".join(_read(path) for path in sorted((house.ROOT / "docs").rglob("*.md")))
    house.hold(texts.undocumented_commands(COMMANDS, documents))


def test_nothing_names_the_place_it_was_written_in() -> None:
    found = []
    for path in house.tracked_files():
        try:
            found += texts.names_the_workplace(_read(path), house.name(path))
        except UnicodeDecodeError:
            continue  # pictures, compiled messages
    house.hold(found)
