"""Pure rules of the register: who is resident, who is a child, what counts as a reason."""

from __future__ import annotations

from datetime import date, timedelta

from cunli.lib import identity, masking
from cunli.lib.spans import Span
from cunli.registry.kinds import CorrectionField, NumberField

CHILD_UNTIL = 14
"""Years: below it, data is sensitive and a guardian consents (PIPL art. 28, 31)."""
ADULT_FROM = 18
SHORTEST_REASON = 4
LOOK_WINDOW = timedelta(hours=24)
"""How long one approval lets one person see one child in full: our own choice, the law names no time."""


def is_resident(membership: Span, day: date) -> bool:
    """The one rule: a membership holds on ``day``. Who moves out on a day is no longer resident on it.

    ``scoping.holds_on`` is the same rule as a filter.
    """
    return membership.contains(day)


def end_day(started: date, on: date) -> date:
    """The first day that no longer counts when something ends on ``on``; what held at all held for a day."""
    return max(on, started + timedelta(days=1))


def is_child(born_on: date | None, on: date) -> bool:
    """Under 14 on a day. Whose birth is unknown is not taken for a child."""
    return born_on is not None and identity.age(born_on, on) < CHILD_UNTIL


def is_minor(born_on: date, on: date) -> bool:
    """Under 18 on a day (民法典 art. 17): cannot be a guardian."""
    return identity.age(born_on, on) < ADULT_FROM


def grown_if_born_by(on: date) -> date:
    """The last day of birth of who is 18 on a day."""
    year = on.year - ADULT_FROM
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 2, 28) if (on.month, on.day) == (2, 29) and not leap else on.replace(year=year)


def is_reason(text: str) -> bool:
    """Whether a reason says something: four characters or more, at least three of them different letters."""
    letters = {char for char in text if char.isalpha()}
    return len(text.strip()) >= SHORTEST_REASON and len(letters) >= 3


def masked(field: str, number: str) -> str:
    """A number as lists and pages show it; phones in the form people write."""
    if field == "phone":
        return masking.mask_phone(identity.local_phone(number)) if number else ""
    return masking.mask_bank(number) if field == "bank" else masking.mask_id(number)


def next_household_no(highest: str | None) -> str:
    """The number after the highest one used in a village; four digits, so that they sort."""
    digits = "".join(char for char in highest or "" if char.isdigit())
    return f"{int(digits or 0) + 1:04d}"


def printed_no(village_id: int, household_no: str) -> str:
    """What slips and letters say for a household: short enough to be told by phone, unique, never changed."""
    return f"H{village_id}-{household_no}"


def is_hidden(field: str, *, is_child: bool) -> bool:
    """What nobody is shown in full: numbers, and of a child under 14 also name and birth."""
    return field in NumberField.values or (is_child and field in {CorrectionField.NAME, CorrectionField.BORN_ON})


def is_read_again(field: str, new: str, *, is_child: bool) -> bool:
    """Whether who decides a correction reads the new value from the paper, because it is not shown to them."""
    return bool(new) and is_hidden(field, is_child=is_child)


def kind_of(field: str) -> str:
    """Which kind of data (``privacy.DATA_HELD``) a field belongs to."""
    return field if field in NumberField.values else "basics"
