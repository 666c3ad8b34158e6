"""What is held about people, why, how long, and the words they are told (PRV-03 to 07, 12 to 14, 18).

A change of the table or the words is a new ``NOTICE_VERSION``: people are then told again, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite

NOTICE_VERSION = 2
NOTICE_SINCE = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data. ``consent`` says what of it is kept only while the person (of a child the guardian) agrees;
    all else rests on statutory duties, for which the law asks no consent (PIPL art. 13(3)) but telling (art. 35)."""

    key: str
    what: Promise
    why: Promise
    how_long: Promise
    basis: tuple[Citation, ...]
    sensitive: bool = False
    consent: Promise | None = None


LAW = "个人信息保护法"
DUTY = (cite(LAW, "13"), cite(LAW, "37"))
ARCHIVE = _("住在村里一直留；迁走、去世以后，照县里的档案规矩")
DATA_HELD: tuple[Held, ...] = (
    Held(
        key="basics",
        what=_("名字、性别、生日、民族、住哪一户"),
        why=_("知道村里有谁，有事找得到人"),
        how_long=ARCHIVE,
        basis=DUTY,
    ),
    Held(
        key="id_number",
        what=_("身份证号"),
        why=_("办低保、医保、养老这些事时不认错人"),
        how_long=ARCHIVE,
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="phone",
        what=_("电话"),
        why=_("回您的话，急事找您"),
        how_long=_("您说不要了，当天就去掉，导入县里的表也不再写回来"),
        basis=DUTY,
        consent=_("村里另外问来的电话，您答应了才留；您办事时留下的、县里的表上有的，办事要用"),
    ),
    Held(
        key="bank",
        what=_("银行卡号"),
        why=_("只在给您发钱时用"),
        how_long=_("不再发钱了，您说一声，15 天内去掉"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="health",
        what=_("身体怎么样、出门方便不方便"),
        why=_("安排人上门帮忙，遇到险情先接您"),
        how_long=_("您收回，当天就去掉"),
        basis=(cite(LAW, "28"), cite(LAW, "29")),
        sensitive=True,
        consent=_("村里自己看到、问到的，您单独答应了才记；残疾、大病的认定不在这里，在下面"),
    ),
    Held(
        key="labels",
        what=_("低保、监测户、残疾、大病这些认定"),
        why=_("按政策帮到该帮的人"),
        how_long=_("停了以后，照县里的档案规矩"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="county_table",
        what=_("县里的表上写的：收入、文化程度、务工、健康这些"),
        why=_("看谁家有返贫的风险，早点帮"),
        how_long=_("县里换了新表就跟着改；迁走、去世以后，照县里的档案规矩"),
        basis=(*DUTY, cite(LAW, "28")),
        sensitive=True,
    ),
    Held(
        key="children",
        what=_("14 岁以下孩子的事"),
        why=_("上学、医保、有险情时照应"),
        how_long=_("满 14 岁以后，由本人自己说了算"),
        basis=(*DUTY, cite(LAW, "28"), cite(LAW, "31")),
        sensitive=True,
        consent=_("按规定要登记的（上学、医保、低保）照规定登记；村里自己问来的，家长答应了才留"),
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
        what=_("您报的事、回您的话、您要求过什么"),
        why=_("一件一件办到底，过后查得到"),
        how_long=_("照县里的档案规矩"),
        basis=DUTY,
    ),
)
_NOT_OF_A_CHILD = {"children", "production", "corrections", "matters"}
CHILD_KINDS: tuple[Held, ...] = tuple(held for held in DATA_HELD if held.key not in _NOT_OF_A_CHILD)
"""What a guardian agrees to, kind by kind: of a child all of it is sensitive (PIPL art. 28, 31)."""
ASKED_KINDS: tuple[Held, ...] = tuple(held for held in CHILD_KINDS if held.consent is not None)
"""What people of 14 and more agree to themselves."""
AT_ONCE = frozenset(held.key for held in ASKED_KINDS)
"""Removed in the moment somebody agrees no more or asks for it."""
ERASABLE = AT_ONCE | {"bank"}
"""What can be removed from the register. All else is kept by duty: whoever wants it removed is told why it is not."""
KEYS = tuple(held.key for held in DATA_HELD)
ANSWER_DAYS = 15
"""Calendar days to answer a request: within the 15 working days that the App违法违规收集使用个人信息行为认定方法
(art. 6) allow at most; PIPL art. 50 says "in time"."""
RIGHTS: tuple[Promise, ...] = (
    _("想看自己的，在手机上或者到村里、镇里看，也可以要一份"),
    _("写错了的，说一声，另一个人核对过就改"),
    _("不该留的，可以要求去掉；15 天内答复，去不掉的，讲清为什么"),
    _("答应过的事可以收回，不影响给您办别的事"),
    _("老人去世后，家里人可以来看、来要一份"),
    _("谁看过您的全号、为什么看，都有记录，您自己看得到"),
)


def named(keys: Iterable[str]) -> list[Promise]:
    """What some kinds are called, in the order of the notice."""
    wanted = set(keys)
    return [held.what for held in DATA_HELD if held.key in wanted]
