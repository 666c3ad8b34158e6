"""What is stored of a matter, in words: for its page, its notices and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.papers.kinds import DeliveryWay
from cunli.procedures.grammar import FactType, Procedure
from cunli.procedures.lines import lines
from cunli.registry.kinds import Relation, Sex
from cunli.ui import words

Choices = Mapping[str, Mapping[str, str]]
"""The words of choices, by the county setting they are made from."""
FIXED: Mapping[str, type[TextChoices]] = {
    "papers.delivery": DeliveryWay,
    "registry.relation": Relation,
    "registry.sex": Sex,
}
"""Lists that are the program's own."""


def choices_of(matter: Matter) -> Choices:
    """The words of every county list that this procedure chooses from, and of its kinds, in one query: as they were
    on the day the matter was opened, so that a list that is changed later changes no old matter."""
    keys = {fact.options for fact in matter.law.facts if fact.type is FactType.CHOICE and fact.options}
    keys -= FIXED.keys()
    keys |= {matter.law.kinds} if matter.law.kinds else set()  # a procedure may have one kind only
    lists = county.item_lists(keys, on=day_of(matter.opened_at), county_id=matter.county_id)
    return {key: {item["key"]: item.get("title") or item["word"] for item in items} for key, items in lists.items()}


def value_words(law: Procedure, key: str, value: object, choices: Choices, today: date) -> str:
    """A stored value in words."""
    fact = law.fact(key)
    if key in {one.lines_of for one in law.facts}:
        value = lines(value)
    if isinstance(value, bool):
        return _("有") if value else _("没有")
    if isinstance(value, list | dict):
        return "、".join(_item(item) for item in (value if isinstance(value, list) else [value]))
    if fact.type is FactType.MONEY and isinstance(value, int):
        return _("%(yuan)s 元") % {"yuan": yuan(value)}
    if fact.type is FactType.DAY:
        return words.day_cn(date.fromisoformat(str(value)), today)
    if fact.options in FIXED:
        return next((str(label) for known, label in FIXED[fact.options].choices if known == value), str(value))
    return choices.get(fact.options, {}).get(str(value), str(value))


def yuan(fen: int) -> str:
    """50, 50.50: fen only where there are some."""
    return str(fen // 100) if fen % 100 == 0 else f"{Decimal(fen) / 100:.2f}"


def _item(item: object) -> str:
    return str(item["name"]) if isinstance(item, dict) else str(item)
