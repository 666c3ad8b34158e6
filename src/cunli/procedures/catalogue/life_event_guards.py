"""When an event in a home may not be written down like that: the day, who lives there, who is head, who cares."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.values import Resident

RULE = county_rule("家庭变化登记")
NAMING = ("person", "leaving", "parent", "marries")
"""The facts that name who it happens to, or through whom."""


def number(value: object) -> int | None:
    """Of a person or a household as a form gives it, or as a fact keeps it."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def numbers(value: object) -> list[int]:
    items = value if isinstance(value, list) else [value]
    return [found for item in items if (found := number(item)) is not None]


def _said(situation: Situation, fact: str) -> object:
    return situation.form.get(fact) or situation.facts.get(fact)


def _named(situation: Situation) -> set[int]:
    return {one for fact in NAMING for one in numbers(_said(situation, fact))}


def _going(situation: Situation) -> set[int]:
    """Whoever does not live there any more once it is done; who marries leaves only for another household."""
    form = situation.form
    going = {*numbers(form.get("leaving")), *numbers(form.get("person"))}
    return going | set(numbers(form.get("marries"))) if form.get("other_home") else going


def _staying(situation: Situation) -> Sequence[Resident]:
    going = _going(situation)
    return [one for one in situation.lives_in("home") if one.person_id not in going]


def _minors_alone(situation: Situation) -> bool:
    staying = _staying(situation)
    return bool(staying) and all(one.is_minor for one in staying)


def _ids(people: Collection[Resident]) -> set[int]:
    return {one.person_id for one in people}


def _head_unnamed(situation: Situation) -> bool:
    """The head leaves, somebody grown stays, and nobody who stays was named as head."""
    staying = _staying(situation)
    before = situation.lives_in("home")
    leaves = any(one.is_head for one in before) and not any(one.is_head for one in staying)
    grown = {one.person_id for one in staying if not one.is_minor}
    return leaves and bool(grown) and number(situation.form.get("new_head")) not in grown


DAY_HAS_COME = Guard(
    key="day_has_come",
    unmet=lambda situation: str(situation.form.get("on") or "") > situation.today.isoformat(),
    why=_("这一天还没到。"),
    instead=_("请写已经过去的日子；还没发生的，到了再记。"),
    citation=RULE,
)

LIVES_THERE = Guard(
    key="lives_there",
    unmet=lambda situation: not _named(situation) <= _ids(situation.lives_in("home")),
    why=_("户册里这个人现在不住这一户：可能已经记过去世或者搬走了。"),
    instead=_("请打开这一户看看；记错了的，先改过来。"),
    citation=RULE,
)

PARENT_LIVES_THERE = Guard(
    key="parent_lives_there",
    unmet=lambda situation: not _named(situation) <= _ids(situation.lives_in("home")),
    why=_("孩子的父亲或母亲现在不住这一户。"),
    instead=_("孩子跟着谁过，就从谁那一户记。"),
    citation=RULE,
)

STILL_THERE = Guard(
    key="still_there",
    unmet=lambda situation: not _named(situation) <= _ids(situation.lives_in("home")),
    why=_("提了以后户册又变过，这个人现在不住这一户了。"),
    instead=_("请回他“不能这样改”，再照现在的户册重新记。"),
    citation=RULE,
)

HEAD_NAMED = Guard(
    key="head_named",
    unmet=_head_unnamed,
    why=_("走的人是户主，还没说现在谁当户主。"),
    instead=_("请在留下的大人里选一位户主。"),
    citation=RULE,
)

MINORS_CARED_FOR = Guard(
    key="minors_cared_for",
    unmet=lambda situation: _minors_alone(situation) and not situation.form.get("care"),
    why=_("这样家里就只剩未成年人了。"),
    instead=_("请先问清孩子跟谁过，写在“家里的孩子跟谁过”里，村里和民政马上去看。"),
    citation=cite("民法典", "32"),
)

SOME_STAY = Guard(
    key="some_stay",
    unmet=lambda situation: not _staying(situation),
    why=_("一家人全分出去，原来的户里就没有人了。"),
    instead=_("全家搬走的，用“搬走”；留下一部分人的，只勾分出去的。"),
    citation=RULE,
)

THEIR_HEAD_GOES = Guard(
    key="their_head_goes",
    unmet=lambda situation: number(situation.form.get("their_head")) not in _going(situation),
    why=_("新的一户的户主，要在分出去的人里面。"),
    instead=_("请在分出去的人里选一位。"),
    citation=RULE,
)

OTHER_HOME = Guard(
    key="other_home",
    unmet=lambda situation: (
        situation.form.get("other_home") is not None and situation.form.get("other_home") == situation.form.get("home")
    ),
    why=_("写的就是这一户自己。"),
    instead=_("请写另一户的户号。"),
    citation=RULE,
)

ONE_WAY = Guard(
    key="one_way",
    unmet=lambda situation: bool(situation.form.get("new_name")) and bool(situation.form.get("other_home")),
    why=_("又写了来的人，又写了搬到别的户去。"),
    instead=_("对方搬来的，只写来的人；自己搬过去的，只写那一户的户号。"),
    citation=RULE,
)

ONE_HEAD = Guard(
    key="one_head",
    unmet=lambda situation: (
        situation.form.get("relation") == "head" and any(one.is_head for one in situation.lives_in("home"))
    ),
    why=_("这一户已经有户主了。"),
    instead=_("请选和户主是什么关系；要换户主的，先在户册里改关系。"),
    citation=RULE,
)

NOT_A_SECOND_HEAD = Guard(
    key="not_a_second_head",
    unmet=lambda situation: situation.form.get("relation") == "head",
    why=_("并过去的一户，户主还是那一户的户主。"),
    instead=_("请选这边的户主和那边的户主是什么关系。"),
    citation=RULE,
)

ANOTHER_CHECKS = Guard(
    key="another_checks",
    unmet=lambda situation: situation.user_id is not None and situation.user_id == situation.filed_by,
    why=_("谁写的谁不能核对，要换一个人。"),
    instead=_("请村里或镇里另一位同事来核对。"),
    citation=RULE,
    at_sight=True,
)

OF_DEATH = Guard(
    key="of_death",
    unmet=lambda situation: "death" not in situation.taken or "take_death_back" in situation.taken,
    why=_("这里没有记着去世，或者已经改回来了。"),
    instead=_("别的记错了，在户册里点“请改”。"),
    citation=RULE,
    at_sight=True,
)

ANOTHER_TAKES_BACK = Guard(
    key="another_takes_back",
    unmet=lambda situation: situation.user_id is not None and situation.user_id in situation.taken_by("say_alive"),
    why=_("谁说人还在，谁不能核对，要换一个人。"),
    instead=_("请村里或镇里另一位同事来核对。"),
    citation=RULE,
    at_sight=True,
)

SOME_OPEN = Guard(
    key="some_open",
    unmet=lambda situation: not situation.unsettled,
    why=_("后面的事都有着落了，没有可换的。"),
    instead=_("还要办别的，用“还有一件要办”。"),
    citation=RULE,
    at_sight=True,
)

ALL_SETTLED = Guard(
    key="all_settled",
    unmet=lambda situation: bool(situation.unsettled),
    why=_("后面还有没办完的事。"),
    instead=_("请催一催归谁办的单位；办不着的，写“不用办”和原因；说不归他们的，换一个单位。"),
    citation=RULE,
    at_sight=True,
)
