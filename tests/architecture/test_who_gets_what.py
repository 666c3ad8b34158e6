"""Every URL × every member of the cast: who reads what and who may act, kept as tables that a person can read.

``docs/who-gets-what.md`` has the tables. When a page is added or an access changes, the test writes what it saw to
``build/who-gets-what.md``: read the difference, and copy it only if it is what was meant. What a new address names
needs an example in ``one_of_each.py``.

Every request is made inside a transaction of its own that is rolled back, with the cookies that the browser had
before: whoever acts leaves everything as it was for the next.
"""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from cunli.registry.imports.page.shelf import Shelf
from tests.architecture.checkers.house import ROOT
from tests.architecture.checkers.running import every_url, methods_of
from tests.architecture.one_of_each import PARTS, STEPS, World, build
from tests.cast import NOW, Cast

TABLE = ROOT / "docs" / "who-gets-what.md"
SEEN = ROOT / "build" / "who-gets-what.md"
NOBODY, SLIP = "nobody", "slip"
TOKEN = "a" * 32
"""What a page of ours would have put into the form, and the browser into its cookie."""
READS = {200: "page", 302: "led on", 403: "refused", 404: "nothing", 409: "refused", 422: "page", 503: "page"}
# 503: /readyz, when no sweep has run here yet; that is its page
ACTS = {
    200: "may",
    204: "may",
    302: "may",
    400: "form",
    401: "sign in",
    403: "refused",
    404: "nothing",
    409: "not now",
    422: "form",
}
HEAD = """# Who gets what

What each member of the tests' cast gets from each address of 石头村's matters, households and people. Written by
`tests/architecture/test_who_gets_what.py`.
"""
READING = """
## Who reads what

*page*: it opens; *sign in*: led to signing in; *led on*: led to another page; *refused*: told why not; *nothing*: as if
it did not exist; *token*: a door for machines, which no session opens.

"""
ACTING = """
## Who may act

Posted with the token of a page and the least that is worth deciding on. *may*: done; *form*: may, and is asked for more
first; *not now*: may, at another time; *sign in*: led to signing in; *refused*: told why not; *nothing*: as if it did
not exist. Without the token nobody may do any of it.

"""


@dataclass(frozen=True)
class Row:
    """One address with everything it names; ``matter`` is the key of the matter it is about."""

    name: str
    path: str
    matter: str
    methods: frozenset[str]
    body: Mapping[str, object]
    names: frozenset[str]


@pytest.fixture
def world(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made = build(cast, tmp_path)
    # What an act takes from disk does not come back with the rows.
    monkeypatch.setattr(Shelf, "remove", lambda self: None)
    # Who is let in is settled before a page is drawn; drawing thousands would be all that this waits for.
    monkeypatch.setattr("django.template.loader.render_to_string", lambda *args, **more: "")
    logging.disable()
    yield made
    logging.disable(logging.NOTSET)


def test_who_gets_what_is_what_the_table_says(world: World) -> None:
    browsers = Browsers(world)
    seen = HEAD + READING + table(browsers, "GET") + ACTING + table(browsers, "POST")
    kept = TABLE.read_text() if TABLE.exists() else ""
    if seen != kept:
        SEEN.parent.mkdir(exist_ok=True)
        SEEN.write_text(seen)
        changed = difflib.unified_diff(kept.splitlines(), seen.splitlines(), "table", "seen", lineterm="", n=0)
        pytest.fail("\n".join(["who gets what has changed:", *changed]))


def test_the_clerk_of_the_other_village_gets_nothing_of_this_one(world: World) -> None:
    client = browser(world, "li_clerk", 4)
    ours = {"ref", "household_id", "person_id", "paper_id", "consent_id", "look_id", "run_id", "filter_id"}
    for row in rows(world):
        if row.names & ours and not row.name.startswith("look"):
            for method in row.methods & {"GET", "POST"}:
                assert said(client, row, method) in ("nothing", "refused", "token"), (method, row.path)


def test_nobody_acts_without_the_token_of_a_page(world: World) -> None:
    client = world.cast.client("wang_clerk")
    client.handler.enforce_csrf_checks = True
    for row in rows(world):
        if "POST" in row.methods:
            with rolled_back(client):
                answer = client.post(row.path, row.body)
                assert answer.status_code == (401 if asks_a_token(answer) else 403), row.path


def test_an_address_that_names_something_without_an_example_is_found(world: World) -> None:
    with pytest.raises(KeyError, match="give an example"):
        world.example("new_page", "ledger_id")


class Browsers:
    """One for each member. Whoever comes with a slip holds that of the matter which is asked about."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.members = [NOBODY, SLIP, *world.cast.keys()]
        self._of = {member: browser(world, member, place) for place, member in enumerate(self.members, 1)}
        self._slips = {key: browser(world, SLIP, 2, key) for key in STEPS}

    def for_row(self, row: Row) -> Iterator[Client]:
        for member in self.members:
            yield self._slips[row.matter] if member == SLIP else self._of[member]


def table(browsers: Browsers, method: str) -> str:
    titles = [f"{member}: {PARTS[member]}" if member in PARTS else member for member in browsers.members]
    lines = ["| address | " + " | ".join(titles) + " |", "|---" * (len(titles) + 1) + "|"]
    for row in rows(browsers.world):
        if method in row.methods:
            words = [said(client, row, method) for client in browsers.for_row(row)]
            lines.append(f"| {row.name} | " + " | ".join(words) + " |")
    return "\n".join(lines) + "\n"


def browser(world: World, member: str, place: int, slip: str = "fix") -> Client:
    """Each asks from an address of their own, outside."""
    client = Client() if member in (NOBODY, SLIP) else world.cast.client(member)
    if member == SLIP:
        client.get(reverse("desk:slip_code", args=[world.matters[slip].code]))
    client.defaults["REMOTE_ADDR"] = f"203.0.113.{place}"
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = TOKEN
    return client


def rows(world: World) -> Iterator[Row]:
    """Every address, by name; that of the step form once for each step."""
    found = {pattern.name: (prefix, pattern) for prefix, pattern in every_url(get_resolver().url_patterns)}
    for name, (route, pattern) in sorted(found.items()):
        if name == "matter_step":
            yield from (_row(world, name, route, pattern, step) for step in STEPS)
        else:
            yield _row(world, name, route, pattern, "")


def _row(world: World, name: str, route: str, pattern: URLPattern, step: str) -> Row:
    given = {"ref": world.matters[step].ref, "key": step} if step else {}
    path, names = route, pattern.pattern.converters
    for parameter, converter in names.items():
        value = str(given.get(parameter) or world.example(name, parameter))
        kind = type(converter).__name__.removesuffix("Converter").lower()
        for written in (f"<{parameter}>", f"<{kind}:{parameter}>", f"<str:{parameter}>"):
            path = path.replace(written, value)
    methods = frozenset(methods_of(pattern.callback))
    title = f"{name} {step}".strip()
    return Row(title, f"/{path}", step or "fix", methods, world.body(step or name), frozenset(names))


def said(client: Client, row: Row, method: str) -> str:
    with rolled_back(client):
        if method == "GET":
            return word(client.get(row.path), READS)
        return word(client.post(row.path, row.body, headers={"X-CSRFToken": TOKEN}), ACTS)


@contextmanager
def rolled_back(client: Client) -> Iterator[None]:
    """Rows and cookies are afterwards what they were."""
    had = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(had)


def word(answer: HttpResponseBase, words: Mapping[int, str]) -> str:
    if answer.status_code == 302 and answer["Location"].split("?")[0] == reverse("accounts:sign_in"):
        return "sign in"
    if asks_a_token(answer):
        return "token"
    return words.get(answer.status_code, str(answer.status_code))


def asks_a_token(answer: HttpResponseBase) -> bool:
    """A door for machines: no browser's session opens it, whoever signed in."""
    return answer.status_code == 401 and "WWW-Authenticate" in answer.headers
