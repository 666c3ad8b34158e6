"""What a step wrote, said in short lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cunli.cases.models import Fact
from cunli.cases.said import Choices, value_words
from cunli.desk.matter.cash import CASH, cash_words
from cunli.procedures.grammar import Procedure, Step
from cunli.procedures.outside import OUTSIDE_NUMBER

BARE = frozenset({"outcome", "note", "spot_action", "seen", "missing", "brought"})
"""Said without their label: the line above says already what they are."""
WHOLE = BARE | {"own_words", "why", "what_would_change"}
SHORT = 24
IN_THE_PAPER = frozenset({"letter_title", "letter_body", "letter_attachments", "letter_photos"})
THEIR_OWN = frozenset(
    {"own_words", "outcome", "missing", "brought", *CASH, "what_would_change", "who_has_it_now", "again_on"}
    | {OUTSIDE_NUMBER}
)
"""What the person may read beside what they were told: their own words, papers and money, and a refusal's reasons."""

OF_THE_PERSON = frozenset({"own_words", "missing", "brought", "received", "paid", "change", OUTSIDE_NUMBER})
"""What is between us and the person who asked: no other voice reads it."""


def lines_of(
    law: Procedure, step: Step | None, facts: Sequence[Fact], choices: Choices, *, told_only: bool, today: date
) -> list[str]:
    """What was said first, a line each; then what is short, in one line. Which notice it is has a place of its own."""
    posted = step.posts.fact if step is not None and step.posts is not None else ""
    shown = [fact for fact in facts if fact.key not in IN_THE_PAPER and fact.key != posted and _known(law, fact)]
    if told_only:
        shown = [fact for fact in shown if _is_told(law, step, fact)]
    said = [(fact.key, line) for fact in shown if fact.key not in CASH and (line := _line(law, fact, choices, today))]
    whole = [line for key, line in said if key in WHOLE or len(line) > SHORT]
    short = [line for key, line in said if key not in WHOLE and len(line) <= SHORT]
    cash = cash_words({fact.key: fact.value for fact in shown})
    return [*whole, *_joined([cash] if cash else []), *_joined(short)]


def _joined(lines: Sequence[str]) -> list[str]:
    return ["；".join(lines)] if lines else []


def read_day(value: object) -> date | None:
    """A day fact as a day."""
    return datetime.fromisoformat(str(value)).date() if value else None


def _known(law: Procedure, fact: Fact) -> bool:
    return any(known.key == fact.key for known in (*law.facts, *law.beside))


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
