"""A step's questions as the page draws them: what is ticked, what was typed freely, choices under their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from cunli.cases.forms import Option, Question, known
from cunli.procedures.grammar import Fact, FactType


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    word: str
    hint: str
    icon: str
    chosen: bool
    picture: str
    """The address of the photo that is chosen, or ""."""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    options: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for the template. ``free``: what was typed beside the listed papers."""

    fact: Fact
    name: str
    kind: str
    required: bool
    error: str
    typed: str
    free: str
    options: Sequence[Choice]
    groups: Sequence[Group]
    known: str
    """The name of the ticks beside a text for people."""

    @property
    def is_yes(self) -> bool:
        return self.typed == "yes"

    @property
    def is_no(self) -> bool:
        return self.typed == "no"


def asked(question: Question, ref: str) -> Asked:
    """A question in the matter of this reference."""
    typed = question.typed
    picked = {*(typed if isinstance(typed, list) else [typed]), *question.ticked}
    photos = ref if question.fact.type is FactType.PHOTOS else ""
    choices = [_choice(option, picked, photos) for option in question.options]
    listed = {choice.value for choice in choices}
    return Asked(
        fact=question.fact,
        name=question.name,
        kind=question.kind,
        required=question.required,
        error=question.error,
        typed="" if isinstance(typed, list) else typed,
        free="、".join(sorted(item for item in picked - listed if item)),
        known=known(question.name),
        options=choices,
        groups=_groups(question.fact, choices),
    )


def _choice(option: Option, picked: set[str], photos_of: str) -> Choice:
    picture = reverse("desk:matter_photo", args=[photos_of, option.value]) if photos_of else ""
    return Choice(option.value, option.word, option.hint, option.icon, option.value in picked, picture)


def _groups(fact: Fact, choices: Sequence[Choice]) -> list[Group]:
    """Units and officers stand under the place or office that their hint names."""
    if fact.type not in (FactType.UNIT, FactType.OFFICER, FactType.PARTICIPANT, FactType.HOUSEHOLD):
        return [Group("", choices)]
    return [Group(title, list(group)) for title, group in groupby(choices, key=lambda choice: choice.hint)]
