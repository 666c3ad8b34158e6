"""Size: the same writes and pages with a county's data of ten years and with a little of it, served side by side."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import quote

from benchmarks.clients import Client, Crowd, during, milliseconds
from benchmarks.ground import Ground
from benchmarks.promises import ROUNDS, SECONDS, Promise, interleaved
from benchmarks.sites import Site

CLIENTS, LOADS = 8, 40
WRITES, PAGES, SEARCH = 0.85, 1.3, 6.0


@dataclass(frozen=True)
class Page:
    """``contains`` is on it at each of its addresses."""

    name: str
    who: str
    paths: list[str]
    contains: str


@dataclass(frozen=True)
class Known:
    """What ``inside.people`` tells of a site."""

    sessions: dict[str, list[str]]
    unit: int
    refs: list[str]
    households: list[int]
    words: list[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.sessions["grid_member"], self.sessions["peace_officer"], strict=True))

    def pages(self) -> list[Page]:
        matters, homes = [f"/m/{ref}/" for ref in self.refs], [f"/households/{pk}/" for pk in self.households]
        searches = [f"/search/?q={quote(word)}" for word in self.words]
        return [
            Page("Today (phone)", "grid_member", ["/"], "今天"),
            Page("inbox, 50 rows (desk)", "peace_officer", ["/inbox/"], "/m/HD-"),
            Page("matter (desk)", "peace_officer", matters, "杆子歪了"),
            Page("household (desk)", "peace_officer", homes, "家里人"),
            Page("search (desk)", "peace_officer", searches, "找人、找事"),
        ]


def promises(ground: Ground) -> Iterator[Promise]:
    """The large county against a thousand matters (writes) and against 1 % of it (pages)."""
    yield from writes(ground.large, ground.few)
    yield from pages(ground.large, ground.hundredth)
    yield from searching(ground.large)


def known(site: Site, clients: int = CLIENTS) -> Known:
    return Known(**site.ask("people", clients))


def writes(large: Site, few: Site) -> Iterator[Promise]:
    """Lives in both counties in turn; the ends are counted in the databases."""
    crowds = []
    for site in (large, few):
        people = known(site)
        crowds.append(Crowd(site.port, people.pairs, people.unit))
    with large.serving(), few.serving():
        for crowd in crowds:
            crowd.writes_per_second(during(SECONDS))
        ours, base = interleaved(
            lambda: crowds[0].writes_per_second(during(SECONDS)),
            lambda: crowds[1].writes_per_second(during(SECONDS)),
            rounds=ROUNDS,
        )
    for site, crowd in zip((large, few), crowds, strict=True):
        count_ends(site, crowd)
    note = f"{ours:.0f}/s against {base:.0f}/s"
    yield Promise("writes of a matter's life, × at 1,000 matters", WRITES, ours / base, True, note)


def count_ends(site: Site, crowd: Crowd) -> None:
    """An error of the run when a life that was acknowledged to the end is not solved in the database."""
    refs = [end.split("/")[2] for end in crowd.ends]
    if (found := site.ask("solved", refs)) != len(refs):
        raise AssertionError(f"{len(refs)} lives were acknowledged to the end, {found} matters are solved")


def pages(large: Site, small: Site) -> Iterator[Promise]:
    """Each page in both counties in turn; where a page has many addresses, one after the other."""
    people = known(large, 1), known(small, 1)
    with large.serving(), small.serving():
        for ours, theirs in zip(*(told.pages() for told in people), strict=True):
            walks = [_walk(*one) for one in zip((large, small), people, (ours, theirs), strict=True)]
            for walk in walks:
                walk.milliseconds()
            spent, base = interleaved(walks[0].milliseconds, walks[1].milliseconds, rounds=ROUNDS)
            yield Promise(
                f"{ours.name}: × at 1 %", PAGES, spent / base, note=f"{spent:.1f} ms against {base:.1f} ms"
            )  # fmt: skip


def searching(site: Site) -> Iterator[Promise]:
    """Without HTTP: what it costs to find, against fetching ten people whose numbers are known."""
    spent = site.ask("searching")
    note = f"{spent['search']:.1f} ms against {spent['fetch']:.1f} ms"
    yield Promise("search, × ten persons by primary key", SEARCH, spent["search"] / spent["fetch"], note=note)


def _walk(site: Site, people: Known, page: Page) -> _Walk:
    return _Walk(Client(site.port, people.sessions[page.who][0]), page.paths, page.contains)


@dataclass(frozen=True)
class _Walk:
    client: Client
    paths: list[str]
    contains: str

    def milliseconds(self) -> float:
        """The median page of a round."""
        return statistics.median(
            milliseconds(self.client, path, contains=self.contains) for path in islice(cycle(self.paths), LOADS)
        )
