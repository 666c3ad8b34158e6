"""How a person is named in lists."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.registry import rules
from cunli.registry.models import Person


def shown_name(person: Person, on: date) -> str:
    """The name, or for a child under 14 only the age ("孩子（10岁）"): lists need no more."""
    return listed_name(person.name, person.born_on, on)


def listed_name(name: str, born_on: date | None, on: date) -> str:
    """As ``shown_name``, where a list reads two columns and not the whole person."""
    if born_on is None or not rules.is_child(born_on, on):
        return name
    return _("孩子（%(age)s岁）") % {"age": identity.age(born_on, on)}
