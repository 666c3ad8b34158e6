"""Every URL × every member of the cast: who gets what, kept as a table that a person can read.

``docs/who-gets-what.md`` is the table. When a page is added or an access changes, the test writes what it saw to
``build/who-gets-what.md``: read the difference, and copy it only if it is what was meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver

from cunli.cases.models import Matter
from cunli.registry import services as registry
from cunli.registry.kinds import Relation
from tests.acts.stories import report, step
from tests.architecture.checkers.house import ROOT
from tests.architecture.checkers.running import every_url
from tests.cast import NOW, TODAY, Cast

TABLE = ROOT / "docs" / "who-gets-what.md"
SEEN = ROOT / "build" / "who-gets-what.md"
ELSEWHERE = "203.0.113.9"
"""Everybody asks from outside, not from the server's own machine."""
NOBODY, SLIP = "nobody", "slip"
# 503: /readyz, when no sweep has run here yet; that is its page
WORDS = {200: "page", 302: "sign in", 403: "refused", 404: "nothing", 405: "post only", 409: "refused", 503: "page"}
HEAD = """# Who gets what

What each member of the tests' cast gets from each address of 石头村's matter, household and people. Written by
`tests/architecture/test_who_gets_what.py`. *page*: it opens; *sign in*: led to signing in (or on to another page);
*refused*: told why not; *nothing*: as if it did not exist; *post only*: nothing to look at.

"""


@dataclass(frozen=True)
class World:
    """One thing of each kind that an address may name, all of them of 石头村."""

    matter: Matter
    household: int
    person: int
    paper: int
    user: int
    post: int
    ask: int
    village: int
    correction: int

    def arguments(self, names: Iterator[str]) -> dict[str, object]:
        known: dict[str, object] = {
            "ref": self.matter.ref,
            "code": self.matter.code,
            "key": "fix",
            "kind": "letter",
            "field": "phone",
            "household_id": self.household,
            "person_id": self.person,
            "paper_id": self.paper,
            "user_id": self.user,
            "post_id": self.post,
            "ask_id": self.ask,
            "village_id": self.village,
            "setting": "confirm",
            "correction_id": self.correction,
        }
        return {name: known.get(name, 1) for name in names}


@pytest.mark.django_db
def test_who_gets_what_is_what_the_table_says(cast: Cast) -> None:
    world = build(cast)
    seen = HEAD + "\n".join(table(cast, world)) + "\n"
    kept = TABLE.read_text() if TABLE.exists() else ""
    if seen != kept:
        SEEN.parent.mkdir(exist_ok=True)
        SEEN.write_text(seen)
        changed = difflib.unified_diff(kept.splitlines(), seen.splitlines(), "table", "seen", lineterm="", n=0)
        pytest.fail("\n".join(["who gets what has changed:", *changed]))


@pytest.mark.django_db
def test_the_clerk_of_the_other_village_gets_nothing_of_this_one(cast: Cast) -> None:
    world = build(cast)
    client = cast.client("li_clerk")
    for name, path in addresses(world):
        if world.matter.ref in path or (f"/{world.household}/" in path and "household" in name):
            assert client.get(path).status_code in (404, 405), path
            assert client.post(path).status_code in (404, 405), path


def build(cast: Cast) -> World:
    """A hazard with a sent letter, a household with a head, in 石头村."""
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id)
    step(cast, "peace_officer", matter, "arrive")
    letter = {"letter_to": [cast.units["dianxin"].pk], "letter_title": "商请修杆", "letter_body": "请三日内函复。"}
    step(cast, "peace_officer", matter, "draft_letter", **letter)
    step(cast, "peace_chief", matter, "sign_letter")
    step(cast, "peace_officer", matter, "deliver_letter", delivered_how="by_hand")
    clerk = cast.actor("wang_clerk")
    household = registry.register_household(
        actor=clerk, area_id=cast.village.pk, since=TODAY.replace(year=2020), at=NOW
    )
    person = registry.add_person(
        actor=clerk,
        household_id=household.pk,
        name="张有田",
        relation=Relation.HEAD,
        since=TODAY.replace(year=2020),
        at=NOW,
    )
    correction = registry.ask_correction(
        actor=cast.actor("window"), person_id=person.pk, field="phone", value="13900000001", reason="换了号码", at=NOW
    )
    ask = matter.asks.get()
    assert ask.paper_id is not None
    return World(
        matter=Matter.objects.unscoped("the table").get(pk=matter.pk),
        household=household.pk,
        person=person.pk,
        paper=ask.paper_id,
        user=cast.users["window"].pk,
        post=cast.posts["window"].pk,
        ask=ask.pk,
        village=cast.village.pk,
        correction=correction.pk,
    )


def table(cast: Cast, world: World) -> Iterator[str]:
    members = [NOBODY, SLIP, *cast.keys()]
    yield "| address | " + " | ".join(members) + " |"
    yield "|---" * (len(members) + 1) + "|"
    browsers: dict[str, Client] = {}
    for name, path in addresses(world):
        browsers = browsers or {member: browser(cast, world, member) for member in members}
        yield f"| {name} | " + " | ".join(word(browsers[member], path) for member in members) + " |"
        if path.startswith("/s/"):
            browsers = {}  # a slip opens its matter for whoever holds it, so these browsers now know too much


def browser(cast: Cast, world: World, member: str) -> Client:
    if member != SLIP:
        return cast.client(None if member == NOBODY else member)
    client = Client()
    client.get(f"/s/{world.matter.code}")
    return client


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Every address that can be looked at, with its name, by name."""
    found = {}
    for prefix, pattern in every_url(get_resolver().url_patterns):
        names = pattern.pattern.converters
        path = prefix
        for argument, value in world.arguments(iter(names)).items():
            converter = type(names[argument]).__name__.removesuffix("Converter").lower()
            path = path.replace(f"<{'' if converter == 'string' else converter + ':'}{argument}>", str(value))
            path = path.replace(f"<str:{argument}>", str(value)).replace(f"<slug:{argument}>", str(value))
        found[pattern.name or path] = f"/{path}"
    yield from sorted(found.items())


def word(client: Client, path: str) -> str:
    status = client.get(path, REMOTE_ADDR=ELSEWHERE).status_code
    return WORDS.get(status, str(status))
