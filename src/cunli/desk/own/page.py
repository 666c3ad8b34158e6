"""What stands on 我的信息."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from cunli.lib.actors import Actor
from cunli.registry import privacy, rules
from cunli.registry.kinds import NumberField
from cunli.registry.selectors import (
    ConsentRow,
    ErasureRow,
    Looked,
    consents_of,
    erasures_of,
    looked_at,
    persons_of_user,
    told_notice,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind that one may agree to, and what for."""

    key: str
    what: Promise
    why: Promise


@dataclass(frozen=True, slots=True)
class MyData:
    """``numbers``: (what, masked)."""

    is_registered: bool
    name: str = ""
    numbers: Sequence[tuple[str, str]] = ()
    told: tuple[date, str] | None = None
    looks: Sequence[Looked] = ()
    consents: Sequence[ConsentRow] = ()
    may_agree: Sequence[Asked] = ()
    erasures: Sequence[ErasureRow] = ()


def build(actor: Actor, *, on: date) -> MyData:
    """Five queries."""
    person = next(iter(persons_of_user(actor.user_id or 0)), None)
    if person is None:
        return MyData(is_registered=False)
    consents = consents_of(person)
    in_force = [one for one in consents if one.withdrawn_on is None and (one.until is None or one.until > on)]
    agreed = {str(kind) for one in in_force for kind in one.kinds}
    offered = () if rules.is_child(person.born_on, on) else privacy.ASKED_KINDS
    numbers = [(str(field.label), rules.masked(field.value, getattr(person, field.value))) for field in NumberField]
    return MyData(
        is_registered=True,
        name=person.name,
        numbers=[(what, masked) for what, masked in numbers if masked],
        told=told_notice([person.pk]).get(person.pk),
        looks=looked_at([person.pk]),
        consents=consents,
        may_agree=[Asked(held.key, held.what, held.why) for held in offered if str(held.what) not in agreed],
        erasures=erasures_of(person, on),
    )
