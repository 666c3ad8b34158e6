"""How a person is named in lists."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.registry import rules
from cunli.registry.models import Person


def shown_name(person: Person, on: date) -> str:
    """The name, or for a child under 14 only the age ("孩子（10岁）"): lists need no more."""
    if person.born_on is None or not rules.is_child(person.born_on, on):
        return person.name
    return _("孩子（%(age)s岁）") % {"age": identity.age(person.born_on, on)}
