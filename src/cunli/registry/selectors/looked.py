"""Who looked at what is masked of a person, and who was told what is done with their data: read from the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.journal.models import Entry
from cunli.registry import privacy
from cunli.registry.kinds import NumberField, Told
from cunli.registry.models import NoticeGiven

MOST_SHOWN = 50
LOOKED_AT: dict[str, Promise | str] = {
    **{f"registry.unmask_{field}": NumberField(field).label for field in NumberField.values},
    "registry.open_minor": _("孩子的名字和生日"),
    "registry.copy_given": _("整份信息（给本人的那一份）"),
}
"""Verbs of the journal that are looks at the unmasked, and what was seen."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look: when, who in which post, at what, why."""

    at: datetime
    person_id: int
    who: str
    title: str
    what: str
    why: str


def looked_at(person_ids: Sequence[int]) -> list[Looked]:
    """Looks at these persons, the newest first. One query by subject; the persons were read within a scope."""
    subjects = [f"person:{pk}" for pk in person_ids]
    rows = Entry.objects.filter(subject__in=subjects, verb__in=list(LOOKED_AT)).order_by("-at", "-id")
    return [
        Looked(
            at=row.at,
            person_id=int(row.subject.removeprefix("person:")),
            who=row.actor_name,
            title=row.actor_title,
            what=str(LOOKED_AT[row.verb]),
            why=row.reason,
        )
        for row in rows[:MOST_SHOWN]
    ]


def told_notice(person_ids: Sequence[int]) -> dict[int, tuple[date, str]]:
    """Who was given the notice in force: the day and the way. One query."""
    rows = NoticeGiven.objects.unscoped("the persons were read within a scope, or are the actor themself")
    found = rows.filter(person__in=list(person_ids), version=privacy.NOTICE_VERSION)
    return {row.person_id: (row.given_on, str(Told(row.told).label)) for row in found}
