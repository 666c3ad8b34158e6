"""别的事: what a villager may begin beside the few things of the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cunli.desk.filing.ways import Way, by_doors
from cunli.lib.actors import Actor
from cunli.registry.selectors import persons_of_user


@dataclass(frozen=True, slots=True)
class More:
    has_home: bool
    hardship_url: str
    mediation_url: str
    complain_url: str
    calls_url: str
    doors: Sequence[Way]
    """On the page that procedures share."""


def build(actor: Actor, *, on: date) -> More:
    """One query."""
    return More(
        has_home=bool(persons_of_user(actor.user_id or 0)),
        hardship_url=reverse("desk:file_hardship"),
        mediation_url=reverse("desk:file_mediation"),
        complain_url=reverse("desk:complain"),
        calls_url=reverse("desk:calls"),
        doors=by_doors(actor.role, on=on),
    )
