"""What is held about people, why, how long, and the words they are told (PRV-03 to 07, 12 to 14, 18).

A change of the table or the words is a new ``NOTICE_VERSION``: people are then told again, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite

NOTICE_VERSION = 2
NOTICE_SINCE = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data. ``needs_consent``: without the person's own consent it is not kept."""

    key: str
    what: Promise
    why: Promise
    how_long: Promise
    basis: tuple[Citation, ...]
    sensitive: bool = False
    needs_consent: bool = False


LAW = "个人信息保护法"
DUTY = (cite(LAW, "13"), cite(LAW, "37"))
DATA_HELD: tuple[Held, ...] = (
    Held(
        key="basics",
        what=_("名字、性别、生日、民族、住哪一户"),
        why=_("知道村里有谁，有事找得到人"),
        how_long=_("迁走或去世后再留五年"),
        basis=DUTY,
    ),
    Held(
        key="id_number",
        what=_("身份证号"),
        why=_("办低保、医保、养老这些事时不认错人"),
        how_long=_("迁走或去世后再留五年"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="phone",
        what=_("电话"),
        why=_("回您的话，急事找您"),
        how_long=_("您说不要了，当天就去掉"),
        basis=(cite(LAW, "13"),),
        needs_consent=True,
    ),
    Held(
        key="bank",
        what=_("银行卡号"),
        why=_("只在给您发钱时用"),
        how_long=_("不再发钱时去掉"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="health",
        what=_("身体怎么样、出门方便不方便"),
        why=_("安排人上门帮忙，遇到险情先接您"),
        how_long=_("不需要帮忙了，停记三年后去掉"),
        basis=(cite(LAW, "28"), cite(LAW, "29")),
        sensitive=True,
        needs_consent=True,
    ),
    Held(
        key="labels",
        what=_("低保、监测户这些认定"),
        why=_("按政策帮到该帮的人"),
        how_long=_("停了以后再留三年"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="children",
        what=_("14 岁以下孩子的事"),
        why=_("上学、医保、有险情时照应"),
        how_long=_("满 14 岁后重新问过"),
        basis=(cite(LAW, "28"), cite(LAW, "31")),
        sensitive=True,
        needs_consent=True,
    ),
    Held(
        key="production",
        what=_("种多少地、养多少牲口"),
        why=_("您愿意说才记，帮着发展生产、核对补贴"),
        how_long=_("这一户不在了以后再留五年"),
        basis=DUTY,
    ),
    Held(
        key="corrections",
        what=_("您说哪里写错了，改过什么，谁核对的"),
        why=_("写错的改过来，改过的查得到"),
        how_long=_("和改的那一样留得一样久"),
        basis=(cite(LAW, "8"), cite(LAW, "46")),
    ),
    Held(
        key="matters",
        what=_("您报的事、回您的话"),
        why=_("一件一件办到底，过后查得到"),
        how_long=_("按县里的档案规矩"),
        basis=DUTY,
    ),
)
_NOT_OF_A_CHILD = {"children", "production", "corrections", "matters"}
CHILD_KINDS: tuple[Held, ...] = tuple(held for held in DATA_HELD if held.key not in _NOT_OF_A_CHILD)
"""What a guardian agrees to, kind by kind: of a child all of it is sensitive (PIPL art. 28, 31)."""
RIGHTS: tuple[Promise, ...] = (
    _("想看自己的，到村里或镇里看，也可以要一份"),
    _("写错了的，说一声，另一个人核对过就改"),
    _("不该留的，可以要求去掉；去不掉的，要讲清为什么"),
    _("答应过的事可以收回，不影响给您办别的事"),
    _("老人去世后，家里人可以来看、来改"),
    _("谁看过您的全号、为什么看，都有记录，您可以问"),
)
