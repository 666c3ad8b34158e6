"""What a matter came out of, and what came out of it: only what the reader may open, in the words of its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cunli.cases.models import Matter
from cunli.cases.selectors import linked_to
from cunli.desk import words
from cunli.desk.matter.viewer import Viewer, viewer_of
from cunli.lib.actors import Actor

READS = frozenset({Viewer.PERSON, Viewer.STAFF})
"""A voice that joined calls a matter otherwise, and a unit that was asked knows only what was put to it."""


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    title: str
    what: str
    """The procedure and the printed reference."""
    standing: str
    waits_for: str
    tone: str


@dataclass(frozen=True, slots=True)
class Links:
    came_from: Sequence[Link] = ()
    led_to: Sequence[Link] = ()


def links_of(actor: Actor, matter: Matter, viewer: Viewer) -> Links:
    if viewer not in READS:
        return Links()
    found = linked_to(actor, matter)
    return Links(_read(actor, [found.came_from] if found.came_from else []), _read(actor, found.led_to))


def _read(actor: Actor, matters: Sequence[Matter]) -> list[Link]:
    return [_link(matter) for matter in matters if viewer_of(actor, matter) in READS]


def _link(matter: Matter) -> Link:
    return Link(
        href=words.matter_url(matter.ref),
        title=matter.title,
        what=f"{matter.law.title} · {matter.ref}",
        standing=words.state_words(matter),
        waits_for=words.waits_words(matter),
        tone=matter.stands.tone,
    )
