"""Who is too near to somebody to stand between them and another, as far as the register knows."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from cunli.lib.crypto import blind_indexes
from cunli.registry.kinds import Ending
from cunli.registry.models import Membership, Person

_WHY = "who may not mediate between whom"


def near_kin(user_ids: Collection[int], *, people: Collection[int], accounts: Collection[int]) -> frozenset[int]:
    """Of ``user_ids``, those whose own person has ever been of one household with one of ``people`` or with the person
    of one of ``accounts``; or is one of them. One query."""
    if not user_ids:
        return frozenset()
    lived = Membership.objects.unscoped(_WHY).exclude(ended_because=Ending.MISTAKE)
    homes = lived.filter(Q(person_id__in=people) | Q(person__user_id__in=accounts)).values("household_id")
    near = lived.filter(household_id__in=homes).values("person_id")
    found = Person.objects.unscoped(_WHY).filter(Q(pk__in=people) | Q(pk__in=near), user_id__in=user_ids)
    return frozenset(found.values_list("user_id", flat=True))


def person_called(name: str, phone: str, *, village_id: int | None) -> Person | None:
    """The one person whom a name means: by their phone wherever they live, else the only one of that name in the
    village. None where nobody or several could be meant; never shown to whoever typed it."""
    living = Person.objects.unscoped("a name is led to the register silently")
    living = living.filter(name=name, died_on=None, merged_into=None)
    ways = blind_indexes("phone", phone) if phone else []
    by_phone = list(living.filter(phone_blind__in=ways)[:2]) if ways else []
    found = by_phone or (list(living.filter(village_id=village_id)[:2]) if village_id is not None else [])
    return found[0] if len(found) == 1 else None
