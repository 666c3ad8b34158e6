"""What stands on a villager's first page: call, ask, mine, home; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.cases.parties import voice_of
from cunli.cases.selectors import asked_by
from cunli.desk import words
from cunli.desk.today.calling import FirstCall, first_call
from cunli.lib.actors import Actor
from cunli.messages.selectors import unread_count
from cunli.procedures.grammar import Party
from cunli.registry.selectors import persons_of_user, told_notice

MOST = 99
FIRST_ANSWER = "first_answer"


@dataclass(frozen=True, slots=True)
class Promised:
    """One matter as the person who asked sees it: what it is, how it stands, by when we promised."""

    href: str
    title: str
    state: str
    tone: str
    due_at: datetime | None
    ref: str
    is_promise: bool
    """Whether the day is one that we owe; not when we wait for the person's own word."""
    promise: str
    may_delegate: bool
    is_my_turn: bool


@dataclass(frozen=True, slots=True)
class Home:
    name: str
    call: FirstCall
    count: int
    first: Promised | None
    has_home: bool
    ask_url: str
    mine_url: str
    report_url: str
    home_url: str
    more_url: str
    board_url: str
    """What hangs in the own village; empty for who is in no register."""
    helper_url: str
    unread: int
    must_be_told: bool
    """The notice in force has not been shown to them yet."""


def build(actor: Actor, *, on: date) -> Home:
    """Nine queries at most: the person, what they asked for with who joined and helps, whom to call, whether they were
    told of their data."""
    person = next(iter(persons_of_user(actor.user_id or 0)), None)
    asked = asked_by(actor, limit=MOST)
    matters = [matter for matter in asked if matter.is_open]
    matters.sort(key=lambda matter: (not waits_for(actor, matter), matter.due_at or datetime.max.replace(tzinfo=UTC)))
    return Home(
        name=actor.name,
        call=first_call(person, asked, on=on),
        count=len(matters),
        first=promised(actor, matters[0]) if matters else None,
        has_home=person is not None,
        ask_url=reverse("desk:file_service"),
        mine_url=reverse("desk:mine"),
        report_url=reverse("desk:file_hazard"),
        home_url=reverse("desk:my_household"),
        more_url=reverse("desk:more"),
        board_url=reverse("notices:board", args=[person.village_id]) if person else "",
        helper_url=reverse("desk:matter_delegate", args=[matters[0].ref])
        if len(matters) == 1 and voice_of(actor, matters[0]) is None
        else reverse("desk:mine"),
        unread=unread_count(actor),
        must_be_told=person is not None and not told_notice([person.pk]),
    )


def waits_for(actor: Actor, matter: Matter) -> bool:
    """Whether it is this person's turn: what they were asked comes before what they wait for."""
    return matter.waits_for == Party.REPORTER and matter.waits_user_id == actor.user_id


def promised(actor: Actor, matter: Matter) -> Promised:
    """A voice that joined reads its own words."""
    voice = voice_of(actor, matter)
    return Promised(
        href=words.matter_url(matter.ref),
        title=voice.words if voice else matter.title,
        state=words.asker_words(matter, is_voice=voice is not None),
        tone=matter.stands.tone,
        due_at=matter.due_at,
        ref=matter.ref,
        is_promise=matter.waits_for not in ("", Party.REPORTER),
        may_delegate=voice is None,
        is_my_turn=waits_for(actor, matter),
        promise=_("答复") if matter.stands.under == FIRST_ANSWER else _("办完"),
    )
