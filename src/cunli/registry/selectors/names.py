"""How a person is named in lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.registry import rules
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Membership, Person


def shown_name(person: Person, on: date) -> str:
    """The name, or for a child under 14 only the age ("孩子（10岁）"): lists need no more."""
    return listed_name(person.name, person.born_on, on)


def listed_name(name: str, born_on: date | None, on: date) -> str:
    """As ``shown_name``, where a list reads two columns and not the whole person."""
    if born_on is None or not rules.is_child(born_on, on):
        return name
    return _("孩子（%(age)s岁）") % {"age": identity.age(born_on, on)}


def home_name(home: Household, on: date) -> str:
    """As ``home_names``, of one."""
    return home_names([home], on)[home.pk]


def home_names(homes: Iterable[Household], on: date) -> dict[int, str]:
    """贾志强家, by the household's id; by its number where no grown head may be named. One query, none for none."""
    numbers = {home.pk: _("%(no)s 号户") % {"no": home} for home in homes}
    if not numbers:
        return {}
    rows = Membership.objects.unscoped("a household that was read within a scope").on(on)
    heads = rows.filter(household__in=numbers, relation=Relation.HEAD).select_related("person")
    grown = [row for row in heads if not rules.is_child(row.person.born_on, on)]
    return {**numbers, **{row.household_id: _("%(name)s家") % {"name": row.person.name} for row in grown}}
