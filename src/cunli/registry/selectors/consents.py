"""What people and guardians agreed to, and what they want removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.registry import privacy
from cunli.registry.kinds import ConsentWay
from cunli.registry.models import Consent, ErasureRequest, Person
from cunli.registry.selectors.names import shown_name
from cunli.ui import words

MOST_REQUESTS = 50
_OWN = "the person was read within a scope, or is the actor themself"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One agreement. ``proof``: where the paper lies, or who stood by; empty for one's own click."""

    consent_id: int
    giver: str
    kinds: tuple[Promise, ...]
    agreed_to: str
    way: str
    proof: str
    given_on: date
    until: date | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """One request. ``open_kinds``: what is not removed yet, as (key, name, whether it can be)."""

    request_id: int
    person: str
    village: str
    kinds: tuple[Promise, ...]
    said: str
    asked_on: date
    due_on: date
    erased: tuple[Promise, ...]
    open_kinds: tuple[tuple[str, Promise, bool], ...]
    why_not: str
    is_answered: bool


def consents_of(person: Person) -> list[ConsentRow]:
    """Those in force first, then the newest. One query."""
    rows = Consent.objects.unscoped(_OWN).filter(person=person)
    found = rows.select_related("given_by").order_by("-given_on", "-id")
    return [_row(consent) for consent in sorted(found, key=lambda one: one.withdrawn_on is not None)]


def erasures_of(person: Person, on: date) -> list[ErasureRow]:
    """The newest first. One query."""
    rows = ErasureRequest.objects.unscoped(_OWN).filter(person=person).select_related("person__village")
    return [_erasure(row, on) for row in rows.order_by("-id")[:MOST_REQUESTS]]


def erasure_noted(request: ErasureRequest, on: date) -> str:
    """What whoever has just asked is told: what is gone already, and by when the rest is answered."""
    if request.answered_at is not None:
        return _("去掉了")
    day = {"day": words.day_short(request.due_on, on)}
    if request.erased:
        return _("记下了：能马上去掉的已经去掉，其余的%(day)s前答复") % day
    return _("记下了，%(day)s前答复") % day


def erasures_to_answer(actor: Actor, on: date) -> list[ErasureRow]:
    """Within reach, the nearest day first; none for a post that answers none."""
    if not actor.may(Capability.UNMASK):
        return []
    rows = ErasureRequest.objects.within(actor.scope).waiting().select_related("person__village")
    return [_erasure(row, on) for row in rows[:MOST_REQUESTS]]


def consents_run_out(actor: Actor, on: date) -> list[tuple[int, str]]:
    """(person, name) of those whose consent has run out and was not given again: ask, or take it back."""
    if not actor.may(Capability.UNMASK):
        return []
    rows = Consent.objects.within(actor.scope).filter(withdrawn_on=None, until__lte=on).select_related("person")
    return [(row.person_id, shown_name(row.person, on)) for row in rows.order_by("until", "id")[:MOST_REQUESTS]]


def declined(person_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Kinds that were removed for a person and not agreed to since: nothing brings them back by itself. Two queries."""
    wanted = list(person_ids)
    found: dict[int, dict[str, date]] = defaultdict(dict)
    removed = ErasureRequest.objects.unscoped("what was removed stays away, whoever imports").filter(person__in=wanted)
    for person_id, kinds, on in removed.order_by("id").values_list("person_id", "erased", "asked_on"):
        found[person_id] |= dict.fromkeys(kinds, on)
    if not found:
        return {}
    again = Consent.objects.unscoped("as above").filter(person__in=list(found), withdrawn_on=None)
    for person_id, kinds, on in again.values_list("person_id", "kinds", "given_on"):
        for kind in kinds:
            if kind in found[person_id] and found[person_id][kind] <= on:
                del found[person_id][kind]
    return {person_id: frozenset(kinds) for person_id, kinds in found.items()}


def _row(consent: Consent) -> ConsentRow:
    return ConsentRow(
        consent_id=consent.pk,
        giver=consent.given_by.name,
        kinds=tuple(privacy.named(consent.kinds)),
        agreed_to=consent.agreed_to,
        way=str(ConsentWay(consent.way).label),
        proof=consent.paper or consent.witness,
        given_on=consent.given_on,
        until=consent.until,
        withdrawn_on=consent.withdrawn_on,
    )


def _erasure(row: ErasureRequest, on: date) -> ErasureRow:
    names = {held.key: held.what for held in privacy.DATA_HELD}
    return ErasureRow(
        request_id=row.pk,
        person=shown_name(row.person, on),
        village=str(row.person.village),
        kinds=tuple(privacy.named(row.kinds)),
        said=row.said,
        asked_on=row.asked_on,
        due_on=row.due_on,
        erased=tuple(privacy.named(row.erased)),
        open_kinds=tuple((key, names[key], key in privacy.ERASABLE) for key in row.kinds if key not in row.erased),
        why_not=row.why_not,
        is_answered=row.answered_at is not None,
    )
