"""Into the one page that procedures share, for whom their openings name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from cunli.lib.refusals import NotYourPost
from cunli.procedures import catalogue
from cunli.procedures.grammar import Door, Opening, Procedure

AS = "as"
"""Of the address: which opening, where a role has several doors to one procedure."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody in this post opens, and what the page says."""

    law: Procedure
    opening: Opening
    door: Door


def enter(key: str, role: str, *, on: date, opening: str = "") -> Entered:
    """By the opening that is named, else the first that is open to the role. 404 for what has no such page; NotYourPost
    where the role is in no opening."""
    law = catalogue.current(key, on)
    doors = _doors(law) if law else []
    if law is None or not doors:
        raise Http404
    for found, door in doors:
        if role in found.by and opening in ("", found.key):
            return Entered(law, found, door)
    raise NotYourPost(
        _("“%(step)s”不是您这个岗位办的") % {"step": doors[0][1].title},
        instead=_("可以先报上来，由该办的人来办。"),
    )


def _doors(law: Procedure) -> list[tuple[Opening, Door]]:
    return [(opening, opening.door) for opening in law.openings if opening.door is not None]
