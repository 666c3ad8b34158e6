"""The first part: a small county against bare work. Imported by ``heart.py`` once Django is set up."""

from __future__ import annotations

import gzip
import re
import statistics
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext

from benchmarks.clients import Client, Crowd, bare, during, milliseconds
from benchmarks.promises import Promise, interleaved
from benchmarks.world import World
from cunli.cases.models import Matter

QUERIES, TIMES_BARE, WRITES, WIRE_KB, MEMORY_MB = 12, 3.0, 0.35, 120, 160
LINKED = re.compile(r"""(?:href|src)="([^"]+\.(?:css|js|svg|png|ico|webmanifest|woff2)[^"]*)\"""")


@dataclass(frozen=True)
class Bench:
    port: int
    server: subprocess.Popen[bytes]
    world: World

    def all(self, *, rounds: int, seconds: float, pages: int) -> Iterator[Promise]:
        """Everything, in the order of the plan's table; memory last, after the load."""
        yield from self.writes(rounds=rounds, seconds=seconds)
        yield from self.reads(rounds=rounds, pages=pages)
        yield from self.first_load()
        yield from self.memory()

    def writes(self, *, rounds: int, seconds: float) -> Iterator[Promise]:
        """A matter's life against bare INSERTs, eight clients, every answer checked, the ends counted afterwards."""
        pairs = list(zip(self.world.sessions["grid_member"], self.world.sessions["peace_officer"], strict=True))
        lives = Crowd(self.port, pairs, self.world.unit)
        plain = Crowd(self.port, pairs, self.world.unit, bare)

        def rate_of(crowd: Crowd) -> float:
            return crowd.writes_per_second(during(seconds))

        rate_of(lives)
        rate, base = interleaved(lambda: rate_of(lives), lambda: rate_of(plain), rounds=rounds)
        solved = Matter.objects.unscoped("the benchmark's own").filter(state="solved").count()
        if solved != len(lives.ends):
            raise AssertionError(f"{len(lives.ends)} lives were acknowledged to the end, {solved} matters are solved")
        yield Promise(
            "writes of a matter's life, 8 clients, × bare",
            WRITES,
            rate / base,
            True,
            f"{rate:.0f}/s against {base:.0f}/s",
        )

    def reads(self, *, rounds: int, pages: int) -> Iterator[Promise]:
        """Each page's queries (in process) and its time against a bare page of fifty rows."""
        for name, who, path, contains in self._pages():
            session = self.world.sessions[who][0]
            yield Promise(f"{name}: queries", QUERIES, queries(session, path), False)
            client = Client(self.port, session)

            def page(client: Client = client, path: str = path, contains: str = contains) -> float:
                return statistics.median(milliseconds(client, path, contains=contains) for _ in range(pages))

            def plain(client: Client = client) -> float:
                return statistics.median(milliseconds(client, "/bare/rows", contains="第") for _ in range(pages))

            ours, base = interleaved(page, plain, rounds=rounds)
            yield Promise(f"{name}: × bare", TIMES_BARE, ours / base, False, f"{ours:.1f} ms against {base:.1f} ms")

    def first_load(self) -> Iterator[Promise]:
        """Everything a phone fetches for Today the first time, as it travels; and from how many hosts."""
        base = f"http://127.0.0.1:{self.port}/"
        sizes, hosts = 0, {urlsplit(base).netloc}
        size, page = fetch(base, self.world.sessions["grid_member"][0])
        sizes += size
        for link in dict.fromkeys(LINKED.findall(page)):
            url = urljoin(base, link.replace("&amp;", "&"))
            hosts.add(urlsplit(url).netloc)
            sizes += fetch(url, "")[0]
        yield Promise("first load of the phone's Today: KB on the wire", WIRE_KB, sizes / 1024, False)
        yield Promise("first load of the phone's Today: hosts", 1, len(hosts), False)

    def memory(self) -> Iterator[Promise]:
        """Resident memory of the largest worker, after everything above."""
        children = subprocess.run(
            ["ps", "--ppid", str(self.server.pid), "-o", "rss="], capture_output=True, text=True, check=True
        ).stdout.split()
        yield Promise("memory of a worker after the load: MB", MEMORY_MB, max(map(int, children)) / 1024, False)

    def _pages(self) -> list[tuple[str, str, str, str]]:
        return [
            ("Today (phone)", "grid_member", "/", "今天"),
            ("inbox, 50 rows (desk)", "peace_officer", "/inbox/", "杆子歪了"),
            ("matter (desk)", "peace_officer", f"/m/{self.world.ref}/", "杆子歪了"),
            ("matter (phone)", "grid_member", f"/m/{self.world.ref}/", "杆子歪了"),
            ("household (desk)", "peace_officer", f"/households/{self.world.household}/", "张有"),
        ]


def queries(session: str, path: str) -> float:
    """How many statements one page takes, session and user included."""
    client = InProcess(headers={"host": "127.0.0.1"})
    client.cookies["sessionid"] = session
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def fetch(url: str, session: str) -> tuple[int, str]:
    """Bytes on the wire (headers left out) with gzip allowed, and the text."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Cookie": f"sessionid={session}"})
    with urllib.request.urlopen(request) as answer:
        content = answer.read()
        plain = gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content
    return len(content), plain.decode("utf-8", "replace")
