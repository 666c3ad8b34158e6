"""Conditions of a step, each with the sentence shown when it is not met. Pure functions on values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite, county_rule
from cunli.procedures.values import Before, Resident, Values

if TYPE_CHECKING:
    from cunli.procedures.grammar import Seat, Words
    from cunli.procedures.hanging import Hung


class Situation(Protocol):
    """What a guard may look at. Whoever implements it looks things up only when a guard reads them."""

    @property
    def form(self) -> Values:
        """What was typed, cleaned; units and officers by id."""

    @property
    def village_only_assists(self) -> bool:
        """The county's list says so of this kind (work safety, law enforcement …, BRD-16)."""

    @property
    def village_units(self) -> frozenset[int]:
        """Of the units named in the form, those that are a village's."""

    @property
    def acts_for_village(self) -> bool:
        """Whether the unit in whose name the actor acts is a village's."""

    def kind_says(self, name: str) -> bool:
        """Whether the county's list says this of the matter's kind (``noticed``, ``town_decides`` …)."""

    @property
    def taken(self) -> frozenset[str]:
        """Keys of the steps taken so far."""

    @property
    def kind(self) -> str:
        """Of the county's kinds, the one it was filed as."""

    def taken_by(self, *steps: str) -> frozenset[int]:
        """The accounts of those who took one of these steps."""

    def extendable(self, term: str) -> tuple[date, date] | None:
        """The first and the last day to which a running clock may be extended; None where it may not be."""

    @property
    def in_time(self) -> frozenset[str]:
        """Keys of the terms that run and are not yet past."""

    @property
    def paper_status(self) -> str:
        """Of the newest letter that is not void: "", drafted, refused, signed, sealed, delivered."""

    @property
    def writers(self) -> frozenset[int]:
        """The users who wrote a version of the newest letter."""

    @property
    def facts(self) -> Mapping[str, object]:
        """The latest value of each fact written so far."""

    @property
    def today(self) -> date:
        """The day the step is received."""

    @property
    def user_id(self) -> int | None:
        """Whoever takes the step."""

    @property
    def filed_by(self) -> int | None:
        """Whoever wrote the matter down, the person who asked or a colleague."""

    @property
    def unsettled(self) -> Sequence[str]:
        """What units were asked for line by line and have neither done nor said that it does not apply."""

    def lives_in(self, fact: str) -> Sequence[Resident]:
        """Who lives today in the household that a fact or the form names."""

    @property
    def at_the_top(self) -> bool:
        """Whether it lies with a unit of the county: nobody here is above it."""

    @property
    def at_the_desk(self) -> bool:
        """Whether the actor acts for the unit on whose desk the matter comes or lies."""

    @property
    def hands_out(self) -> bool:
        """Whether somebody who said that they come is not known to be home."""

    @property
    def still_asked(self) -> frozenset[str]:
        """The questions to which some unit that was asked has not answered, or is still at work."""

    def written(self, fact: str) -> Sequence[object]:
        """Every value of a fact, in the order in which they were written."""

    @property
    def seated(self) -> Mapping[int, Seat]:
        """Who takes part now, by number, and in which seat."""

    @property
    def mediators(self) -> frozenset[int]:
        """The accounts of those who mediate now."""

    def too_near(self, user_ids: Collection[int]) -> frozenset[int]:
        """Of these accounts, those that are a side themselves or near kin of one by the register."""

    def written_since(self, fact: str, step: str) -> Sequence[object]:
        """Every value written under a fact since a step was last taken, oldest first."""

    def before(self, fact: str) -> Before | None:
        """The earlier matter of whoever asks that a fact or the form names; None for a stranger's, or for none."""

    def number(self, setting: str) -> int:
        """The county's whole number under this key on the day on which the matter was opened."""

    def hung(self, fact: str) -> Hung | None:
        """How the notice stands that was written down last under this fact; None where none was."""

    def latest(self, setting: str) -> date:
        """The last day within the county's length under this key, counted from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """``unmet(situation)`` is true when the step must be refused.

    ``at_sight``: it looks only at what has happened so far and at who looks, so that no page offers the step in vain.
    """

    key: str
    unmet: Callable[[Situation], bool]
    why: Words
    instead: Words
    citation: Citation
    at_sight: bool = False


UNSENT = frozenset({"drafted", "refused", "signed", "sealed"})
"""Where a letter stands before anybody outside has it."""

VILLAGE_NEVER_RESPONSIBLE = Guard(
    key="village_never_responsible",
    unmet=lambda situation: (
        situation.village_only_assists and situation.form.get("assignee") in situation.village_units
    ),
    why=_("安全生产这类事，不能让村里当责任单位，村里只配合。"),
    instead=_("请选镇里的站所或县里的部门，再写上请村里帮什么。"),
    citation=cite("厅字〔2022〕28号"),
)

VILLAGE_NEVER_CLOSES = Guard(
    key="village_never_closes",
    unmet=lambda situation: situation.village_only_assists and situation.acts_for_village,
    why=_("安全生产这类事，村里只配合，不能由村里说办完了。"),
    instead=_("请报上去，把已经做了什么写在里面，镇里马上看得到。"),
    citation=cite("厅字〔2022〕28号"),
)

VILLAGE_NEVER_LEADS = Guard(
    key="village_never_leads",
    unmet=lambda situation: situation.village_only_assists and situation.acts_for_village,
    why=_("安全生产这类事，村里只配合，不能由村里牵头。"),
    instead=_("请镇里的站所来定，村里一起去看；自己看到有毛病的，直接报隐患。"),
    citation=cite("厅字〔2022〕28号"),
)

OBJECTION_IN_TIME = Guard(
    key="objection_in_time",
    unmet=lambda situation: "objection" not in situation.in_time,
    why=_("说“不归我管”的时间已经过了。"),
    instead=_("先办着，需要别的单位时可以吹哨或发函；还觉得不该您办，请打电话给派事的人转给别人。"),
    citation=county_rule("退回重派时限"),
    at_sight=True,
)

TOLD_ONCE = Guard(
    key="told_once",
    unmet=lambda situation: "tell_missing" in situation.taken,
    why=_("缺什么只能一次说全，上次已经告诉过了。"),
    instead=_("请照上次说的办；实在漏了，请您来补上，不要再让人跑一趟。"),
    citation=cite("国发〔2022〕5号"),
    at_sight=True,
)

CASH_ADDS_UP = Guard(
    key="cash_adds_up",
    unmet=lambda situation: not _adds_up(situation.form),
    why=_("收的钱，要等于交掉的钱加上找回的钱。"),
    instead=_("请再数一遍：收了多少，交了多少，找回多少。"),
    citation=county_rule("代收代缴当面结清"),
)

LETTER_FREE = Guard(
    key="letter_free",
    unmet=lambda situation: situation.paper_status in UNSENT,
    why=_("已经有一份公函还没送出去。"),
    instead=_("没签发的，还可以改；盖好章的，先送出去；不发了，就作废它，再写下一份。"),
    citation=county_rule("一件事一次只办一份公函"),
    at_sight=True,
)

LETTER_CHANGEABLE = Guard(
    key="letter_changeable",
    unmet=lambda situation: situation.paper_status not in ("drafted", "refused"),
    why=_("没有还能改的公函，签发过的一个字也不能动。"),
    instead=_("要改签发过的，请作废它，另写一份。"),
    citation=cite("党政机关公文处理工作条例", "21"),
    at_sight=True,
)

LETTER_UNSENT = Guard(
    key="letter_unsent",
    unmet=lambda situation: situation.paper_status not in UNSENT,
    why=_("没有还留在手上的公函。"),
    instead=_("已经送出去的，请用“收回送出去的公函”。"),
    citation=cite("党政机关公文处理工作条例", "35"),
    at_sight=True,
)

LETTER_SENT = Guard(
    key="letter_sent",
    unmet=lambda situation: situation.paper_status != "delivered",
    why=_("没有送出去的公函可以收回。"),
    instead=_("还没送出去的，请用“公函不发了，作废”。"),
    citation=cite("党政机关公文处理工作条例", "35"),
    at_sight=True,
)

LETTER_DRAFTED = Guard(
    key="letter_drafted",
    unmet=lambda situation: situation.paper_status != "drafted",
    why=_("还没有起草好、等签发的公函。"),
    instead=_("请先起草公函。"),
    citation=cite("党政机关公文处理工作条例", "22"),
    at_sight=True,
)

LETTER_SIGNED = Guard(
    key="letter_signed",
    unmet=lambda situation: situation.paper_status != "sealed",
    why=_("没有签发盖章的公函，不能送出去。"),
    instead=_("请先由另一位同事签发。"),
    citation=cite("党政机关公文处理工作条例", "22"),
    at_sight=True,
)

ANOTHER_SIGNS = Guard(
    key="another_signs",
    unmet=lambda situation: situation.user_id in situation.writers,
    why=_("起草或者改过的人不能自己签发。"),
    instead=_("请另一位有签发权的同事来签。"),
    citation=cite("党政机关公文处理工作条例", "22"),
    at_sight=True,
)


def done_by_ahead(citation: Citation) -> Guard:
    """The day until which something is promised has not passed."""
    return Guard(
        key="done_by_ahead",
        unmet=lambda situation: before_today("done_by", situation),
        why=_("这个日子已经过去了。"),
        instead=_("请选今天或以后的一天。"),
        citation=citation,
    )


def again_ahead(longest: str, citation: Citation) -> Guard:
    """The day on which it is looked at again lies ahead, within the county's ``longest``."""
    return Guard(
        key="again_ahead",
        unmet=lambda situation: (
            not situation.today.isoformat()
            < str(situation.form.get("again_on") or "")
            <= situation.latest(longest).isoformat()
        ),
        why=_("再看的日子要在今天以后，也不能拖得太久。"),
        instead=_("请在县里定的最长时间以内选一天。"),
        citation=citation,
    )


def acts_too_near(situation: Situation) -> bool:
    """Whoever acts is one of the sides, or a near relative of one."""
    return situation.user_id is not None and bool(situation.too_near([situation.user_id]))


def named_too_near(fact: str, situation: Situation) -> bool:
    """The officer chosen in ``fact`` is one of the sides, or a near relative of one."""
    chosen = situation.form.get(fact)
    return isinstance(chosen, int) and bool(situation.too_near([chosen]))


def before_today(fact: str, situation: Situation) -> bool:
    return str(situation.form.get(fact) or "") < situation.today.isoformat()


def _adds_up(form: Values) -> bool:
    received, paid, change = (form.get(key) or 0 for key in ("received", "paid", "change"))
    return isinstance(received, int) and isinstance(paid, int) and isinstance(change, int) and received == paid + change
