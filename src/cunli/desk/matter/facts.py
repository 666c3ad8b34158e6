"""What a step wrote, said in short lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cunli.cases.models import Fact
from cunli.desk.matter.cash import CASH, cash_words, yuan
from cunli.papers.kinds import DeliveryWay
from cunli.procedures.grammar import FactType, Procedure, Step
from cunli.ui import words

BARE = frozenset({"outcome", "note", "spot_action", "seen", "missing", "brought"})
"""Said without their label: the line above says already what they are."""
WHOLE = BARE | {"own_words", "why", "what_would_change"}
SHORT = 24
IN_THE_PAPER = frozenset({"letter_title", "letter_body", "letter_attachments", "letter_photos"})
THEIR_OWN = frozenset(
    {"own_words", "outcome", "missing", "brought", *CASH, "what_would_change", "who_has_it_now", "again_on"}
)
"""What the person may read beside what they were told: their own words, papers and money, and a refusal's reasons."""

OF_THE_PERSON = frozenset({"own_words", "missing", "brought", "received", "paid", "change"})
"""What is between us and the person who asked: no other voice reads it."""

Choices = Mapping[str, Mapping[str, str]]
"""The words of choices, by the county setting they are made from."""


def lines_of(
    law: Procedure, step: Step | None, facts: Sequence[Fact], choices: Choices, *, told_only: bool, today: date
) -> list[str]:
    """What was said first, a line each; then what is short, in one line."""
    shown = [fact for fact in facts if fact.key not in IN_THE_PAPER and _known(law, fact)]
    if told_only:
        shown = [fact for fact in shown if _is_told(law, step, fact)]
    said = [(fact.key, line) for fact in shown if fact.key not in CASH and (line := _line(law, fact, choices, today))]
    whole = [line for key, line in said if key in WHOLE or len(line) > SHORT]
    short = [line for key, line in said if key not in WHOLE and len(line) <= SHORT]
    cash = cash_words({fact.key: fact.value for fact in shown})
    return [*whole, *_joined([cash] if cash else []), *_joined(short)]


def _joined(lines: Sequence[str]) -> list[str]:
    return ["；".join(lines)] if lines else []


def value_words(law: Procedure, key: str, value: object, choices: Choices, today: date) -> str:
    """A stored value in words."""
    fact = law.fact(key)
    if isinstance(value, bool):
        return _("有") if value else _("没有")
    if isinstance(value, list | dict):
        return "、".join(_item(item) for item in (value if isinstance(value, list) else [value]))
    if fact.type is FactType.MONEY and isinstance(value, int):
        return _("%(yuan)s 元") % {"yuan": yuan(value)}
    if fact.type is FactType.DAY:
        return words.day_cn(date.fromisoformat(str(value)), today)
    if fact.options == "papers.delivery" and str(value) in DeliveryWay.values:
        return str(DeliveryWay(str(value)).label)
    return choices.get(fact.options, {}).get(str(value), str(value))


def read_day(value: object) -> date | None:
    """A day fact as a day."""
    return datetime.fromisoformat(str(value)).date() if value else None


def _known(law: Procedure, fact: Fact) -> bool:
    return any(known.key == fact.key for known in law.facts)


def _is_told(law: Procedure, step: Step | None, fact: Fact) -> bool:
    quoted = step is not None and f"%({fact.key})s" in str(step.tells)
    return quoted or fact.key in THEIR_OWN or not law.fact(fact.key).personal


def _line(law: Procedure, fact: Fact, choices: Choices, today: date) -> str:
    said = value_words(law, fact.key, fact.value, choices, today)
    if not said:
        return ""
    if fact.key == "own_words":
        return _("“%(words)s”") % {"words": said}
    if fact.key in BARE:
        return said
    return _("%(label)s：%(value)s") % {"label": law.fact(fact.key).label, "value": said}


def _item(item: object) -> str:
    return str(item["name"]) if isinstance(item, dict) else str(item)
