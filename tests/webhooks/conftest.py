"""A receiver with a name, which the county allows though it stands on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from cunli.webhooks import noting, there
from tests.webhooks.receivers import NAME, Receiver, receiving, trust_it


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    noting.forget()
    yield
    noting.forget()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Where names lead; to be changed by a test."""
    known = {NAME: ["127.0.0.1"]}
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        found = known.get(host)
        if found is None:
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in found]

    monkeypatch.setattr(there.socket, "getaddrinfo", look_up)
    return known


@pytest.fixture
def receiver(
    names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> Iterator[Receiver]:
    monkeypatch.setattr(there, "trust", trust_it)
    settings.WEBHOOK_HOSTS = (NAME,)
    settings.PUBLIC_ADDRESS = "https://cunli.example"
    with receiving() as server:
        yield server
