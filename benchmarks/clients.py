"""People at once over HTTP, each answer checked."""

from __future__ import annotations

import http.client
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = "b" * 32
KEPT = 2.0
"""Seconds that an idle connection is used again; the server ends it after five."""


@dataclass
class Client:
    """One connection kept alive, one signed-in person."""

    port: int
    session: str
    connection: http.client.HTTPConnection = field(init=False)
    used: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> tuple[int, str, bytes]:
        return self._send("GET", path, None)

    def post(self, path: str, **fields: object) -> tuple[int, str, bytes]:
        return self._send("POST", path, urlencode({**fields, "csrfmiddlewaretoken": CSRF}))

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str, bytes]:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if time.monotonic() - self.used > KEPT:
            self.connection.close()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.used = time.monotonic()
        return answer.status, answer.headers.get("Location", ""), content


def expect(answer: tuple[int, str, bytes], where: str) -> str:
    """The Location of a redirect that begins with ``where``; anything else is an error of the run."""
    status, location, content = answer
    if status != 302 or not location.startswith(where):
        raise AssertionError(f"{status} {location!r}, expected a redirect to {where}…: {content[:300]!r}")
    return location


def live(member: Client, officer: Client, unit: int) -> Iterator[str]:
    """One matter's life, one write at a time; yields after each acknowledged write."""
    filed = member.post(
        "/report/", kind="pole", say="杆子歪到屋顶上了，一刮风就晃", place="3组", key=uuid.uuid4(), sure="1"
    )
    page = expect(filed, "/m/HD-").split("?", 1)[0]
    yield page
    steps: list[tuple[Client, str, dict[str, object]]] = [
        (officer, "screen", {"level": "L2", "assignee": unit}),
        (officer, "arrive", {"seen": "杆根已松"}),
        (officer, "fix", {"outcome": "新杆立好了"}),
        (member, "confirm", {}),
    ]
    for who, step, fields in steps:
        expect(who.post(f"{page}step/{step}/", key=uuid.uuid4(), **fields), page)
        yield page


def bare(member: Client, officer: Client, unit: int) -> Iterator[str]:
    """The same number of writes by the same two people, each one INSERT."""
    del unit
    for who in (member, officer, officer, officer, member):
        yield expect(who.post("/bare/insert", title="杆子歪到屋顶上了，一刮风就晃"), "/bare/done")


Script = Callable[[Client, Client, int], Iterator[str]]


@dataclass
class Crowd:
    """Pairs of a member and an officer who live ``script`` again and again, all at once, until ``goes_on`` is False."""

    port: int
    pairs: list[tuple[str, str]]
    unit: int
    script: Script = live
    ends: list[str] = field(default_factory=list)
    """The pages of lives lived to the end."""
    waits: list[float] = field(default_factory=list)
    """Seconds to each acknowledgement."""
    errors: list[Exception] = field(default_factory=list)

    def writes_per_second(self, goes_on: Callable[[], bool]) -> float:
        """Acknowledged writes a second; raises the first error of anybody."""
        before, begun = len(self.waits), time.monotonic()
        threads = [threading.Thread(target=self._run, args=(pair, goes_on)) for pair in self.pairs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.errors:
            raise self.errors[0]
        return (len(self.waits) - before) / (time.monotonic() - begun)

    def _run(self, sessions: tuple[str, str], goes_on: Callable[[], bool]) -> None:
        member, officer = Client(self.port, sessions[0]), Client(self.port, sessions[1])
        try:
            while goes_on():
                page, asked = "", time.perf_counter()
                for page in self.script(member, officer, self.unit):  # noqa: B007 - the last one is the life's page
                    answered = time.perf_counter()
                    self.waits.append(answered - asked)
                    asked = answered
                self.ends.append(page)
        except Exception as error:
            self.errors.append(error)


def during(seconds: float) -> Callable[[], bool]:
    """True from now on for so long."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until


def milliseconds(client: Client, path: str, *, contains: str) -> float:
    """One page, its content checked."""
    begun = time.perf_counter()
    status, _location, content = client.get(path)
    spent = (time.perf_counter() - begun) * 1000
    if status != 200 or contains.encode() not in content:
        raise AssertionError(f"{path}: {status}, without {contains!r}: {content[:200]!r}")
    return spent
