"""Everything that a post may open, by whatever page: one list, found by the words that people use for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Capability, Role
from cunli.county.values import Item
from cunli.desk.filing.doors import AS
from cunli.desk.filing.kinds import OTHER
from cunli.lib.actors import Actor
from cunli.lib.bigrams import plain, tokens, wanted
from cunli.procedures import catalogue
from cunli.procedures.grammar import Door, DoorGroup, Opening, Procedure

MOST_HITS = 8
GROUPS: Mapping[DoorGroup, Promise] = {
    DoorGroup.SERVICE: _("给人办事"),
    DoorGroup.SAFETY: _("安全"),
    DoorGroup.QUARREL: _("矛盾、意见"),
    DoorGroup.HOUSEHOLD: _("户和人、帮扶"),
    DoorGroup.UPWARD: _("上下之间"),
    DoorGroup.OTHER: _("别的"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page that asks otherwise than the one that all procedures share. ``carries``: it takes what was typed first."""

    name: str
    law: str
    title: Promise
    invites: Promise
    icon: str
    group: DoorGroup
    needs: str = Capability.FILE_MATTER
    carries: bool = True


OWN_PAGES = (
    OwnPage(name="desk:file_service", law="service_request", title=_("便民服务"), icon="hand-helping",
            invites=_("替人办事：手机、缴费、低保、养老、证件"), group=DoorGroup.SERVICE),
    OwnPage(name="desk:file_hazard", law="hazard", title=_("上报隐患"), icon="triangle-alert",
            invites=_("哪里不安全：杆子、路、房子、水、火"), group=DoorGroup.SAFETY),
    OwnPage(name="desk:file_mediation", law="mediation", title=_("调解纠纷"), icon="heart-handshake",
            invites=_("两边闹了矛盾，请人来劝，不收钱"), group=DoorGroup.QUARREL),
    OwnPage(name="desk:complain", law="objection", title=_("提意见、投诉"), icon="megaphone",
            invites=_("对公示、决定、怎么办事有意见"), group=DoorGroup.QUARREL),
    OwnPage(name="desk:households", law="life_event", title=_("家里有变化"), icon="house", carries=False,
            invites=_("出生、去世、结婚、搬走搬来、分户并户：先找到是哪一户"), group=DoorGroup.HOUSEHOLD,
            needs=Capability.SEE_REGISTER),
    OwnPage(name="notices:draft", law="", title=_("拟一份公示"), icon="file-text", carries=False,
            invites=_("名单、方案、账目，挂出来给大家看"), group=DoorGroup.OTHER, needs=Capability.DRAFT_NOTICE),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One kind of matter, and the page that opens it. ``words``: what it may be looked for by, beside its kinds."""

    title: str
    invites: str
    icon: str
    href: str
    group: DoorGroup
    carries: bool
    kinds: str
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One kind of one way, for whoever typed its name."""

    way: Way
    kind: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Found:
    """``exact``: whether something says just what was typed; else what says some of it, or everything."""

    ways: Sequence[Way]
    hits: Sequence[Hit]
    exact: bool


def may_open(actor: Actor, *, on: date) -> bool:
    """Whether there is anything. No query."""
    if actor.role == Role.VILLAGER or not actor.is_signed_in:
        return False
    return any(actor.may(page.needs) for page in OWN_PAGES) or any(
        actor.role in opening.by for _law, opening, _door in _shared(on)
    )


def ways_for(actor: Actor, *, on: date) -> list[Way]:
    """In the order of the groups, pages of their own first. No query."""
    found = [_own(page, on) for page in OWN_PAGES if actor.may(page.needs)]
    found += by_doors(actor.role, on=on)
    order = list(GROUPS)
    return sorted(found, key=lambda way: order.index(way.group))


def by_doors(role: str, *, on: date) -> list[Way]:
    """What the role opens on the page that procedures share, in the order of the catalogue: the first opening is the
    page itself, what else the role may open there is named behind it. No query."""
    seen: set[str] = set()
    found = []
    for law, opening, door in _shared(on):
        if role in opening.by:
            found.append(_by_door(law, opening, door, is_first=law.key not in seen))
            seen.add(law.key)
    return found


def grouped(ways: Sequence[Way]) -> list[tuple[str, list[Way]]]:
    """Under their headings; empty ones are left out."""
    headed = [(str(word), [way for way in ways if way.group is group]) for group, word in GROUPS.items()]
    return [(word, under) for word, under in headed if under]


def search(ways: Sequence[Way], text: str, kinds: Mapping[str, Sequence[Item]]) -> Found:
    """What says every word of ``text``; where nothing does, whatever shares two neighbouring characters with it."""
    parts = plain(text).split()
    if not parts:
        return Found(ways, (), exact=True)
    words = {way: _all_words(way, kinds.get(way.kinds, ())) for way in ways}
    exact = [way for way in ways if all(part in words[way] for part in parts)]
    if exact:
        return Found(exact, _hits(exact, parts, kinds), exact=True)
    pairs = set(wanted(text))
    near = [way for way in ways if pairs & set(tokens(words[way]))]
    return Found(near or ways, _hits(near, sorted(pairs), kinds), exact=False)


def _hits(ways: Sequence[Way], parts: Sequence[str], kinds: Mapping[str, Sequence[Item]]) -> list[Hit]:
    """The kinds that say most of what was typed come first."""
    said = [
        (sum(part in plain(f"{item['word']} {item.get('title', '')}") for part in parts), way, item)
        for way in ways
        for item in kinds.get(way.kinds, ())
        if way.carries and item["key"] != OTHER
    ]
    best = sorted((row for row in said if row[0]), key=lambda row: -row[0])
    return [Hit(way, item["key"], item.get("title") or item["word"], way.icon) for _n, way, item in best[:MOST_HITS]]


def _all_words(way: Way, kinds: Sequence[Item]) -> str:
    return plain(" ".join([way.words, *(f"{item['word']} {item.get('title', '')}" for item in kinds)]))


def _own(page: OwnPage, on: date) -> Way:
    law = catalogue.current(page.law, on)
    said = [page.title, page.invites, GROUPS[page.group], *([law.title, law.plain] if law else [])]
    return Way(
        title=str(page.title), invites=str(page.invites), icon=page.icon, href=reverse(page.name), group=page.group,
        carries=page.carries, kinds=law.kinds if law else "", words=" ".join(map(str, said)),
    )  # fmt: skip


def _by_door(law: Procedure, opening: Opening, door: Door, *, is_first: bool) -> Way:
    page = reverse("desk:file_new", args=[law.key])
    href = page if is_first else f"{page}?{AS}={opening.key}"
    said = (door.title, door.invites, door.kinds, door.says, door.example, GROUPS[door.group], law.title, law.plain)
    return Way(
        title=str(door.title), invites=_beside(door), icon=law.icon, href=href,
        group=door.group, carries=True, kinds=law.kinds, words=" ".join(map(str, said)),
    )  # fmt: skip


def _beside(door: Door) -> str:
    """What it invites to, without the title that stands before it already."""
    return str(door.invites).removeprefix(str(door.title)).lstrip("：: ") or str(door.invites)


def _shared(on: date) -> tuple[tuple[Procedure, Opening, Door], ...]:
    """The procedures that share one page, in the order of the catalogue: the same all day, whoever asks."""
    keys = dict.fromkeys(law.key for law in catalogue.EDITIONS)
    laws = [law for key in keys if (law := catalogue.current(key, on))]
    return tuple((law, opening, opening.door) for law in laws for opening in law.openings if opening.door)
