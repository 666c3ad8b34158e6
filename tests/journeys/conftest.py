"""One prepared ground for all journeys; each journey has a server and a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import Crowd
from tests.journeys.serving import Village, prepare_village, village

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """So that the last page of everybody is kept when a journey ends early."""
    yield
    if call.when == "call" and call.excinfo is not None:
        item.stash[FAILED] = True


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ground")
    prepare_village(folder)
    return folder


@pytest.fixture
def place(ground: Path, tmp_path: Path) -> Iterator[Village]:
    """A running server of this journey's own."""
    with village(ground, tmp_path / "data") as running:
        yield running


@pytest.fixture
def crowd(chrome: Browser, place: Village, request: pytest.FixtureRequest) -> Iterator[Crowd]:
    """Everybody of this journey, each with a browser of their own; at the end nobody has seen a fault."""
    people = Crowd(chrome, place, story=request.node.name.removeprefix("test_"))
    yield people
    if request.node.stash.get(FAILED, False):
        people.keep_last_pages()
    people.leave()
    assert not people.faults, "\n" + "\n".join(dict.fromkeys(people.faults))
