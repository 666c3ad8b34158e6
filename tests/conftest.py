"""What every test stands on: no network but this machine's own."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tools import chromium

from cunli.county import memory
from tests import append_only
from tests.journeys.devices import CHROMIUM_FLAGS

pytest_plugins = ["tests.cast"]


class NetworkUsed(AssertionError):
    """A test tried to reach another machine. Cunli contacts no external host at run time."""


def is_own_machine(address: Any) -> bool:
    """Unix sockets and loopback addresses only."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).split("%")[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Any:
    patch = pytest.MonkeyPatch()

    def guarded(real: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_own_machine(address):
                raise NetworkUsed(f"a test tried to reach {address}")
            return real(self, address)

        return connect

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _journal_can_be_emptied_between_tests() -> None:
    append_only.install()


@pytest.fixture(autouse=True)
def _no_settings_from_another_test() -> None:
    memory.forget()


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for the whole run; a test that needs it is skipped where there is none."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
