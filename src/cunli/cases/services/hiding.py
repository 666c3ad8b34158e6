"""A matter is hidden from those it is about: when it comes in sealed, and when somebody is named."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cunli.accounts.models import Post
from cunli.accounts.selectors import in_force
from cunli.cases.models import Matter
from cunli.county import selectors as county
from cunli.exclusions.hiding import hide, keep_for
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of
from cunli.places.models import Unit
from cunli.procedures.grammar import Step
from cunli.procedures.values import Values


class NamedTheAsker(Refusal):
    """Nobody complains of themselves, and they must go on seeing their own matter."""

    code = "named_the_asker"
    status = 409


def is_sealed(matter: Matter) -> bool:
    """Whether the county said, on the day it came in, that the place it is about never hears of this kind."""
    if not matter.law.kinds:
        return False
    kind = county.item(matter.law.kinds, matter.kind, on=day_of(matter.opened_at), county_id=matter.county_id)
    return bool(kind and kind.get("sealed"))


def hide_from_place(matter: Matter, *, at: datetime) -> None:
    """From every office of the village and the town, but for the one that has it."""
    around = Unit.objects.filter(Q(village_id=matter.village_id, village__isnull=False) | Q(town_id=matter.town_id))
    units = around.exclude(pk=matter.desk_unit_id).values_list("pk", flat=True)
    hide(ref=matter.ref, at=at, unit_ids=units)


def keep_closed(matter: Matter, *, at: datetime) -> None:
    """Of a closed procedure: it exists for those who take part and for the unit that has it."""
    seated = matter.participants.filter(until=None).exclude(since=None).select_related("person")
    users = [one.account_id for one in seated if one.account_id is not None]
    keep_for(ref=matter.ref, at=at, user_ids=users, unit_ids=[matter.holder.pk])


def hide_from_named(matter: Matter, step: Step, values: Values, *, at: datetime) -> None:
    """From whoever the step names; of a sealed matter also from every unit they serve at, but for the one that has it.

    Changes the row in memory: it is guarded from now on, and lies with nobody who is named. Raises NamedTheAsker.
    """
    user_id = values.get(step.hides) if step.hides else None
    if not isinstance(user_id, int):
        return
    if user_id == matter.asker_id:
        raise NamedTheAsker(_("这是提意见的本人"), instead=_("请选他说的那位。"))
    matter.is_guarded = True
    if matter.officer_id == user_id:
        matter.officer_id = None
    units = _units_of(user_id, at) - {matter.holder.pk} if is_sealed(matter) else set()
    hide(ref=matter.ref, at=at, user_ids=[user_id], unit_ids=units)


def _units_of(user_id: int, at: datetime) -> set[int]:
    held = Post.objects.unscoped("where somebody named in a complaint serves").filter(user_id=user_id)
    return set(in_force(held, day_of(at)).values_list("unit_id", flat=True))
