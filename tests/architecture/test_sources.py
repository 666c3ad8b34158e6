"""The rules on Python source hold in this tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.apps import apps

from tests.architecture.checkers import house, running, sources

OURS = house.python_files(house.SOURCE)
TOLD = {"rules", "selectors", "services"}
EDGE = {"management", "config", "middleware.py", "context.py"}


def _inside(part: str) -> list[Path]:
    """Files of each floor's ``part``, whether a module or a package."""
    return [path for path in OURS if path.stem == part or part in path.relative_to(house.SOURCE).parts[:-1]]


def _views() -> list[Path]:
    return [*_inside("views"), *(path for path in OURS if path.stem.endswith("_views"))]


def _faults(paths: list[Path], checker: Callable[..., list[str]], *more: object) -> list[str]:
    return [fault for path in paths for fault in checker(house.tree(path), house.name(path), *more)]


def test_no_file_is_longer_than_one_can_read() -> None:
    everything = [*OURS, *house.python_files(*(house.ROOT / name for name in ("tests", "tools", "benchmarks")))]
    house.hold(sources.long_files(everything))


def test_views_parse_check_call_and_respond() -> None:
    house.hold(_faults(OURS, sources.long_views))


def test_services_are_keyword_only_actor_first_and_typed() -> None:
    faults = []
    for path in _inside("services"):
        door = path if path.stem == "services" else path.parent / "__init__.py"
        faults += sources.loose_services(house.tree(path), house.name(path), sources.exported_names(house.tree(door)))
    house.hold(faults)


def test_no_signal_has_a_receiver() -> None:
    house.hold(_faults(OURS, sources.signal_receivers))


def test_no_generic_keys_and_no_logic_in_save() -> None:
    house.hold(_faults(OURS, sources.forbidden_names) + _faults(OURS, sources.logic_in_save))


def test_the_clock_is_read_at_the_edge() -> None:
    pages = [path for path in OURS if house.SOURCE / "desk" in path.parents and path.stem not in TOLD]
    edge = [*_views(), *pages]
    told = [path for path in OURS if path not in edge and not EDGE & set(path.relative_to(house.SOURCE).parts)]
    house.hold(_faults(told, sources.clock_reads))


def test_area_bound_rows_are_read_within_a_scope() -> None:
    scoped = running.scoped_models([model for model in apps.get_models() if model.__module__.startswith("cunli.")])
    house.hold(_faults(OURS, sources.unscoped_reads, scoped))
