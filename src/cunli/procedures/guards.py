"""Conditions of a step, each with the sentence shown when it is not met. Pure functions on values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite

if TYPE_CHECKING:
    from cunli.procedures.grammar import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a guard may look at: the matter's indexed facts, what was typed, and the units named in it.

    ``unit_kinds`` maps a unit's id to its kind; ``taken`` lists the keys of steps taken so far;
    ``running`` the keys of terms still running and not yet past; ``open_asks`` the questions not yet answered.
    """

    kind: str
    level: str
    form: Mapping[str, object]
    unit_kinds: Mapping[int, str]
    taken: frozenset[str]
    running: frozenset[str]
    open_asks: frozenset[str]
    drafted_by: int | None
    user_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """``unmet(situation)`` is true when the step must be refused."""

    key: str
    unmet: Callable[[Situation], bool]
    why: Words
    instead: Words
    citation: Citation


VILLAGE_MAY_ONLY_ASSIST = frozenset({"gas", "mine", "special_equipment", "food", "construction", "chemicals"})
"""Kinds of work safety, for which no village is the responsible body (BRD-16)."""

VILLAGE_KINDS = frozenset({"villagers_committee", "service_station", "errand_team"})


def village_never_responsible(situation: Situation) -> bool:
    unit = situation.form.get("assignee")
    return (
        isinstance(unit, int)
        and situation.unit_kinds.get(unit) in VILLAGE_KINDS
        and (situation.kind in VILLAGE_MAY_ONLY_ASSIST or situation.level == "L1")
    )


VILLAGE_NEVER_RESPONSIBLE = Guard(
    key="village_never_responsible",
    unmet=village_never_responsible,
    why=_("安全生产这类事，不能让村里当责任单位，村里只配合。"),
    instead=_("请选镇里的站所或县里的部门，再写上请村里帮什么。"),
    citation=cite("厅字〔2022〕28号"),
)

OBJECTION_IN_TIME = Guard(
    key="objection_in_time",
    unmet=lambda situation: "objection" not in situation.running,
    why=_("说“不归我管”的时间已经过了。"),
    instead=_("先办着，需要别的单位时可以吹哨或发函；还觉得不该您办，请打电话给派事的人转给别人。"),
    citation=cite("信访工作条例", "23"),
)

TOLD_ONCE = Guard(
    key="told_once",
    unmet=lambda situation: "tell_missing" in situation.taken,
    why=_("缺什么只能一次说全，上次已经告诉过了。"),
    instead=_("请照上次说的办；实在漏了，请您来补上，不要再让人跑一趟。"),
    citation=cite("行政许可法", "32"),
)

CASH_ADDS_UP = Guard(
    key="cash_adds_up",
    unmet=lambda situation: not _adds_up(situation.form),
    why=_("收的钱，要等于交掉的钱加上找回的钱。"),
    instead=_("请再数一遍：收了多少，交了多少，找回多少。"),
    citation=cite("便民服务", "：代收代缴当面结清"),
)

ANOTHER_SIGNS = Guard(
    key="another_signs",
    unmet=lambda situation: situation.drafted_by is not None and situation.drafted_by == situation.user_id,
    why=_("起草的人不能自己签发。"),
    instead=_("请另一位有签发权的同事来签。"),
    citation=cite("党政机关公文处理工作条例", "22"),
)


def _adds_up(form: Mapping[str, object]) -> bool:
    received, paid, change = (form.get(key) or 0 for key in ("received", "paid", "change"))
    return isinstance(received, int) and isinstance(paid, int) and isinstance(change, int) and received == paid + change
