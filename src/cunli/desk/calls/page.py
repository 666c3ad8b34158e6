"""A call as a page: what is needed, how many come, and whoever the viewer may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.cases.calling import hands_seen
from cunli.cases.models import Hand, Matter
from cunli.cases.said import value_words
from cunli.cases.selectors import reaches
from cunli.cases.services import Mark
from cunli.cases.services.hands import keeps_call, may_mark
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.ui import words

NEEDS = ("gather_at", "how_many", "skills", "machines", "until")
STANDS = {
    "coming": (gettext_lazy("在路上"), "due"),
    "there": (gettext_lazy("到了"), "brand"),
    "home": (gettext_lazy("到家了"), "calm"),
    "off": (gettext_lazy("没来"), "calm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One name on the board, with what may be said of them now."""

    number: int
    name: str
    people: int
    brings: str
    comes: str
    whose: str
    tel: str
    word: str
    tone: str
    marks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    matter: Matter
    needs: Sequence[tuple[str, str]]
    coming: int
    there: int
    home: int
    rows: Sequence[HandRow]
    is_calling: bool
    for_others: bool
    is_coming: bool
    """The viewer has said that they come, and is not home."""
    opens_matter: bool
    """Whether the viewer may read the matter itself."""


def call_page(actor: Actor, matter: Matter, *, for_others: bool, today: datetime) -> CallPage:
    """For a call that the actor has been let see. Three queries."""
    hands = list(matter.hands.all()) if matter.is_open else []
    seen = hands_seen(actor, matter)
    return CallPage(
        matter=matter,
        needs=_needs(matter, today),
        coming=_people(hands, "coming"),
        there=_people(hands, "there"),
        home=_people(hands, "home"),
        rows=[_row(actor, matter, hand) for hand in sorted(seen, key=lambda one: list(STANDS).index(one.stands))],
        is_calling=matter.state in matter.law.hands_in,
        for_others=for_others,
        is_coming=any(hand.user_id == actor.user_id and hand.stands in ("coming", "there") for hand in hands),
        opens_matter=reaches(actor, matter.ref),
    )


def _needs(matter: Matter, today: datetime) -> list[tuple[str, str]]:
    known = {fact.key: fact.value for fact in matter.facts.filter(key__in=NEEDS).order_by("id")}
    return [
        (str(matter.law.fact(key).label), value_words(matter.law, key, known[key], {}, words.day_of(today)))
        for key in NEEDS
        if known.get(key)
    ]


def _people(hands: Sequence[Hand], stands: str) -> int:
    return sum(hand.people for hand in hands if hand.stands == stands)


def _row(actor: Actor, matter: Matter, hand: Hand) -> HandRow:
    word, tone = STANDS[hand.stands]
    marks = _marks(hand) if may_mark(actor, matter, hand) else []
    phone = hand.phone or (hand.user.phone if hand.user and keeps_call(actor, matter) else "")
    return HandRow(
        number=hand.pk,
        name=hand.name,
        people=hand.people,
        brings=hand.brings,
        comes=hand.comes if hand.stands == "coming" else "",
        whose=hand.unit.short_name if hand.unit else "",
        tel=local_phone(phone) if phone else "",
        word=str(word),
        tone=tone,
        marks=marks,
    )


def _marks(hand: Hand) -> list[tuple[str, str]]:
    """The largest button first: what comes next."""
    if hand.stands == "coming":
        return [(Mark.ARRIVED, _("到了")), (Mark.HOME, _("到家了")), (Mark.OFF, _("没来"))]
    return [(Mark.HOME, _("到家了"))] if hand.stands == "there" else []
