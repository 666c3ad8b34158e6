"""Whether two entries of the register look like one person, and why. Pure.

An ID number is one person's alone and for life (居民身份证法 art. 3): the same one is always a reason, and two valid
ones that differ are two people, however alike they are. Without that, name, birth and home must all speak for it, and
at most one of name and birth may be a little off; in one household, where the register knows them best, both may.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from cunli.lib import identity
from cunli.registry import readings

SAME_ID = "same_id"
SAME_NAME, OLD_NAME, SAME_SOUND, ONE_CHARACTER = "same_name", "old_name", "same_sound", "one_character"
SAME_BIRTH, NO_BIRTH, SWAPPED_BIRTH, ONE_DIGIT = "same_birth", "no_birth", "swapped_birth", "one_digit"
SAME_HOUSEHOLD, SAME_VILLAGE = "same_household", "same_village"
WORDS = {
    SAME_ID: _("身份证号是同一个"),
    SAME_NAME: _("名字一样"),
    OLD_NAME: _("一个的名字是另一个用过的"),
    SAME_SOUND: _("名字读音一样"),
    ONE_CHARACTER: _("名字差一个字"),
    SAME_BIRTH: _("生日一样"),
    NO_BIRTH: _("有一个没写生日"),
    SWAPPED_BIRTH: _("生日的月和日对调了"),
    ONE_DIGIT: _("生日差一个数字"),
    SAME_HOUSEHOLD: _("在同一户"),
    SAME_VILLAGE: _("在同一个村"),
}
"""Every reason in the words of the page."""
Bucket = tuple[str, object, object]


@dataclass(frozen=True)
class Described:
    """What of a person is compared. ``id_number`` in full, empty where none is registered."""

    name: str
    born_on: date | None
    village_id: int
    household_id: int | None = None
    id_number: str = ""
    former: tuple[str, ...] = ()

    @cached_property
    def called(self) -> str:
        return readings.plain(self.name)

    @cached_property
    def was_called(self) -> frozenset[str]:
        return frozenset(map(readings.plain, self.former)) - {""}

    @cached_property
    def sounds(self) -> frozenset[str]:
        return readings.sounds_of(self.name)

    @cached_property
    def full_id(self) -> str:
        return identity.full_id(self.id_number)

    def buckets(self) -> Iterable[Bucket]:
        """Two who are alike share one of these, so that nobody is compared with everybody."""
        if self.full_id:
            yield ("id", None, self.full_id)
        if self.household_id is not None:
            yield ("home", None, self.household_id)
        if self.born_on is not None:
            yield ("born", self.village_id, self.born_on)
        for name in {self.called, *self.was_called} - {""}:
            yield ("name", self.village_id, name)
        for sound in self.sounds:
            yield ("sound", self.village_id, sound)


def reasons(one: Described, other: Described) -> tuple[str, ...]:
    """Keys of ``WORDS``, in the order in which they are told; none where they are not alike. Symmetric."""
    if one.full_id and one.full_id == other.full_id:
        return (SAME_ID, *_names(one, other), *_place(one, other))
    if _are_two_by_law(one, other):
        return ()
    name, birth, place = _names(one, other), _birth(one, other), _place(one, other)
    if not (name and birth and place):
        return ()
    name_is_off, birth_is_off = name == (ONE_CHARACTER,), birth != SAME_BIRTH
    if name_is_off and birth_is_off and (birth == NO_BIRTH or place != (SAME_HOUSEHOLD,)):
        return ()
    return (*name, birth, *place)


def _are_two_by_law(one: Described, other: Described) -> bool:
    return identity.is_id_number(one.full_id) and identity.is_id_number(other.full_id)


def _names(one: Described, other: Described) -> tuple[str, ...]:
    if not one.called or not other.called:
        return ()
    if one.called == other.called:
        return (SAME_NAME,)
    if one.called in other.was_called or other.called in one.was_called:
        return (OLD_NAME,)
    found = []
    if _differ_by_one(one.called, other.called):
        found.append(ONE_CHARACTER)
    if one.sounds & other.sounds:
        found.append(SAME_SOUND)
    return tuple(found)


def _birth(one: Described, other: Described) -> str:
    first, second = one.born_on, other.born_on
    if first is None or second is None:
        return NO_BIRTH
    if first == second:
        return SAME_BIRTH
    if first.year == second.year and (first.month, first.day) == (second.day, second.month):
        return SWAPPED_BIRTH
    return ONE_DIGIT if _differ_by_one(first.isoformat(), second.isoformat()) else ""


def _place(one: Described, other: Described) -> tuple[str, ...]:
    if one.household_id is not None and one.household_id == other.household_id:
        return (SAME_HOUSEHOLD,)
    return (SAME_VILLAGE,) if one.village_id == other.village_id else ()


def _differ_by_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """As long as each other, at least two long, and unlike in exactly one place."""
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
