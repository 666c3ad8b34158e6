"""A burst: two hundred people at once, each request on a connection of its own, as nginx hands them on.

Some read, some file; who is told to wait does so and asks again with the same key. Afterwards every matter that was
acknowledged is looked for in the database.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from benchmarks.clients import CSRF
from benchmarks.ground import Ground
from benchmarks.promises import SCALE, Promise
from benchmarks.size import Known, known

PEOPLE, SECONDS, PATIENCE = 200, 60, 120
"""``PATIENCE``: seconds after which a request counts as lost."""
WAIT = {429, 503}


@dataclass
class Tally:
    """``told``: how often somebody was told to wait. ``spent``: seconds to the final answer, waiting included."""

    told: int = 0
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    filed: list[str] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def slowest(self, share: float) -> float:
        return sorted(self.spent)[int(len(self.spent) * share)]


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    retry_after: float | None


@dataclass(frozen=True)
class Phone:
    """One person in the crowd."""

    port: int
    session: str
    tally: Tally

    async def ask(self, method: str, path: str, body: str = "") -> Answer | None:
        """The final answer; None when there was none (then it is lost)."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._exchange(method, path, body)
                while answer.status in WAIT and answer.retry_after is not None:
                    self.tally.told += 1
                    await asyncio.sleep(answer.retry_after)
                    answer = await self._exchange(method, path, body)
        except (OSError, TimeoutError, ValueError) as error:
            self.tally.lost.append(f"{method} {path}: {error!r}")
            return None
        self.tally.spent.append(time.monotonic() - begun)
        if answer.status not in {200, 302}:
            self.tally.broken.append(f"{method} {path}: {answer.status}")
        return answer

    async def _exchange(self, method: str, path: str, body: str) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._request(method, path, body.encode()))
            return parsed(await reader.read())
        finally:
            writer.close()

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        head = (
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Connection: close",
            f"Cookie: sessionid={self.session}; csrftoken={CSRF}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        )
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def parsed(raw: bytes) -> Answer:
    """The head of an answer. Raises ValueError for one that was cut off."""
    head, end, content = raw.partition(b"\r\n\r\n")
    if not end:
        raise ValueError("no answer")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    if int(headers.get("content-length", len(content))) != len(content):
        raise ValueError("an answer that was cut off")
    retry_after = headers.get("retry-after")
    return Answer(int(first.split()[1]), headers.get("location", ""), float(retry_after) if retry_after else None)


def promises(ground: Ground) -> Iterator[Promise]:
    site = ground.large
    people, tally = known(site, PEOPLE // 2), Tally()
    with site.serving():
        worked, begun = time.process_time(), time.monotonic()
        asyncio.run(_crowd(site.port, people, tally, max(5.0, SECONDS * SCALE)))
        took = time.monotonic() - begun
        client = (time.process_time() - worked) / took
    missing = len(tally.filed) - site.ask("stored", tally.filed)
    rate = f"{len(tally.spent) / took:.0f} answers/s"
    yield Promise(f"burst of {PEOPLE}: requests without an answer", 0, len(tally.lost), note=_some(tally.lost))
    yield Promise(f"burst of {PEOPLE}: answers that are errors", 0, len(tally.broken), note=_some(tally.broken))
    note = f"{len(tally.filed)} acknowledged, told to wait {tally.told} times"
    yield Promise(f"burst of {PEOPLE}: acknowledged matters not stored", 0, missing, note=note)
    yield Promise(f"burst of {PEOPLE}: seconds to an answer, p95", None, tally.slowest(0.95), note=rate)
    yield Promise(f"burst of {PEOPLE}: the crowd's own share of a core", None, client)


async def _crowd(port: int, people: Known, tally: Tally, seconds: float) -> None:
    """Everybody begins at once, and ends with the answer to their last request."""
    until = time.monotonic() + seconds
    phones = [Phone(port, session, tally) for session in people.sessions["grid_member"]]
    desks = [Phone(port, session, tally) for session in people.sessions["peace_officer"]]
    reads = [path for page in people.pages() if page.who == "peace_officer" for path in page.paths]
    async with asyncio.TaskGroup() as crowd:
        for phone in phones:
            crowd.create_task(_through(_filing(phone), until))
        for number, desk in enumerate(desks):
            crowd.create_task(_through(_reading(desk, reads[number % len(reads) :] + reads), until))


async def _through(doings: AsyncIterator[None], until: float) -> None:
    async for _done in doings:
        if time.monotonic() >= until:
            return


async def _filing(phone: Phone) -> AsyncIterator[None]:
    """A report, its page, then Today; the first report comes before anybody looks at the clock."""
    while True:
        fields = {"kind": "pole", "say": "杆子歪到屋顶上了", "place": "3组", "sure": "1", "csrfmiddlewaretoken": CSRF}
        answer = await phone.ask("POST", "/report/", urlencode({**fields, "key": str(uuid.uuid4())}))
        if answer and answer.location.startswith("/m/"):
            ref = answer.location.split("/")[2]
            phone.tally.filed.append(ref)
            yield
            await phone.ask("GET", f"/m/{ref}/")
        yield
        await phone.ask("GET", "/")
        yield


async def _reading(desk: Phone, paths: list[str]) -> AsyncIterator[None]:
    for path in cycle(paths):
        await desk.ask("GET", path)
        yield


def _some(faults: list[str]) -> str:
    return "; ".join(faults[:2])
