"""What every effect of one step shares, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cunli.accounts.models import User
from cunli.accounts.selectors import officers_at
from cunli.cases.models import Matter
from cunli.cases.services import Advanced
from cunli.lib.actors import Actor
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.procedures.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A step that was taken: by whom, in which matter, with which values, when."""

    actor: Actor
    advanced: Advanced
    values: Values
    at: datetime

    @property
    def matter(self) -> Matter:
        return self.advanced.matter


def tell_units(happening: Happening, unit_ids: Iterable[int], text: str) -> None:
    """Whoever serves at a unit that was asked hears of it at once."""
    on = timezone.localtime(happening.at).date()
    to = [
        Address(name=str(post.user), user_id=post.user_id) for unit_id in unit_ids for post in officers_at(unit_id, on)
    ]
    _tell(happening, to, text, Kind.ASK)


def tell_users(happening: Happening, user_ids: Sequence[int], text: str) -> None:
    """Colleagues hear how a paper stands."""
    users = User.objects.in_bulk(user_ids)
    _tell(happening, [Address(name=str(user), user_id=pk) for pk, user in users.items()], text, Kind.PAPER)


def _tell(happening: Happening, to: Sequence[Address], text: str, kind: Kind) -> None:
    messages.tell(
        actor=happening.actor,
        to=to,
        text=text,
        ref=happening.matter.ref,
        at=happening.at,
        kind=kind,
        link=f"/m/{happening.matter.ref}",
    )
