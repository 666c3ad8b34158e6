"""Where somebody is whose entry was merged into another."""

from __future__ import annotations

from cunli.lib.refusals import Refusal
from cunli.lib.scope import Scope
from cunli.registry.models import Membership, Person
from cunli.registry.refusals import merged_away, not_yours


def not_here(scope: Scope, person_id: int) -> Refusal:
    """Why there is no such person within a scope: not theirs, or merged into one who is and lives in this household."""
    gone = Person.objects.unscoped("limited below").merged_away(scope).filter(pk=person_id).first()
    kept = gone and _now(gone)
    if kept is None or not Person.objects.within(scope).filter(pk=kept.pk).exists():
        return not_yours()
    living = Membership.objects.within(scope).filter(person=kept, valid_until=None).select_related("household").first()
    village = str(kept.village)
    return merged_away(f"{village} {living.household.household_no}" if living else village)


def _now(person: Person) -> Person:
    """The end of the chain: who was kept may have been merged into a third entry."""
    while person.merged_into_id is not None:
        person = (
            Person.objects.unscoped("limited by the caller").select_related("village").get(pk=person.merged_into_id)
        )
    return person
