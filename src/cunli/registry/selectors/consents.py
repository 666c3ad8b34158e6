"""What guardians agreed to for a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from cunli.registry import privacy
from cunli.registry.kinds import ConsentWay
from cunli.registry.models import GuardianConsent, Person


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One agreement. ``proof``: where the paper lies, or who stood by."""

    consent_id: int
    guardian: str
    kinds: tuple[Promise, ...]
    agreed_to: str
    way: str
    proof: str
    given_on: date
    withdrawn_on: date | None


def consents_of(child: Person) -> list[ConsentRow]:
    """Those in force first, then the newest; the child was read within a scope. One query."""
    rows = GuardianConsent.objects.unscoped("the child was read within a scope").filter(child=child)
    found = rows.select_related("guardian").order_by("-given_on", "-id")
    return [_row(consent) for consent in sorted(found, key=lambda one: one.withdrawn_on is not None)]


def _row(consent: GuardianConsent) -> ConsentRow:
    return ConsentRow(
        consent_id=consent.pk,
        guardian=consent.guardian.name,
        kinds=tuple(held.what for held in privacy.CHILD_KINDS if held.key in consent.kinds),
        agreed_to=consent.agreed_to,
        way=str(ConsentWay(consent.way).label),
        proof=consent.paper or consent.witness,
        given_on=consent.given_on,
        withdrawn_on=consent.withdrawn_on,
    )
