"""What is written down of each event in a home, and how each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures import shared
from cunli.procedures.catalogue import life_event_guards as own
from cunli.procedures.catalogue.life_event_guards import RULE
from cunli.procedures.grammar import Fact, FactType, Field, Opening, Party, optional
from cunli.procedures.guards import Guard

if TYPE_CHECKING:
    from cunli.procedures.grammar import Words

STAFF = ("station_window", "village_cadre", "first_secretary", "grid_member", "group_leader", "town_officer")
READERS = (Party.DESK, Party.HOLDER, Party.TOWN, Party.REPORTER)
PROOF = (Field("evidence"), optional("photo"))

FACTS = (
    Fact(key="home", label=_("哪一户"), type=FactType.HOUSEHOLD),
    Fact(key="person", label=_("是谁"), type=FactType.PERSON),
    Fact(key="marries", label=_("这家谁结婚"), type=FactType.PERSON),
    Fact(key="leaving", label=_("哪几个人"), type=FactType.PERSONS),
    Fact(key="on", label=_("哪一天"), type=FactType.DAY),
    Fact(
        key="new_head",
        label=_("现在谁当户主"),
        type=FactType.PERSON,
        hint=_("走的人是户主，才要选。"),
    ),
    Fact(key="their_head", label=_("新的一户谁当户主"), type=FactType.PERSON),
    Fact(key="other_home", label=_("到哪一户去（户号）"), type=FactType.HOUSEHOLD, hint=_("写村里那一户的户号。")),
    Fact(key="new_name", label=_("来的人叫什么"), type=FactType.LINE),
    Fact(
        key="child_name",
        label=_("孩子叫什么"),
        type=FactType.LINE,
        hint=_("还没起名，写“未取名”，以后再改。只有办这件事的人看得到。"),
        seen_by=READERS,
    ),
    Fact(key="sex", label=_("男孩还是女孩"), type=FactType.CHOICE, options="registry.sex"),
    Fact(key="their_sex", label=_("来的人是男是女"), type=FactType.CHOICE, options="registry.sex"),
    Fact(key="born_on", label=_("来的人哪天出生"), type=FactType.DAY),
    Fact(key="relation", label=_("和户主是什么关系"), type=FactType.CHOICE, options="registry.relation"),
    Fact(key="parent", label=_("孩子的父亲或母亲"), type=FactType.PERSON),
    Fact(key="origin", label=_("从哪里来"), type=FactType.LINE),
    Fact(key="destination", label=_("搬到哪里"), type=FactType.LINE),
    Fact(
        key="care",
        label=_("家里的孩子跟谁过"),
        type=FactType.LINE,
        hint=_("家里只剩未成年人时，一定要写。"),
    ),
    Fact(
        key="evidence",
        label=_("看过什么证明"),
        type=FactType.LINE,
        hint=_("比如：出生医学证明、死亡证明、结婚证、户口本。只写看过哪样，号码不用抄。"),
    ),
    Fact(key="missing", label=_("还缺什么"), type=FactType.TEXT),
    Fact(key="brought", label=_("补来了什么"), type=FactType.LINE),
    Fact(key="line", label=_("哪一件"), type=FactType.CHOICE, asked_under="follow"),
    Fact(key="new_line", label=_("还要办什么"), type=FactType.LINE),
    Fact(key="owner", label=_("归哪个单位"), type=FactType.UNIT),
    *shared.facts("assignee", "officer", "why", "note", "photo", "own_words"),
)


def _opening(
    key: str,
    words: tuple[Words, Words],
    fields: tuple[Field, ...],
    refuses: tuple[Guard, ...],
    *,
    by: tuple[str, ...] = ("anyone",),
) -> Opening:
    """``words``: the button, and the line of the course."""
    return Opening(
        key=key,
        state="asked",
        title=words[0],
        done=words[1],
        fields=(Field("home"), *fields, *PROOF),
        by=by,
        citations=(RULE, cite("个人信息保护法", "8")),
        refuses=(own.DAY_HAS_COME, *refuses),
    )


OPENINGS = (
    _opening(
        "birth",
        (_("记下孩子出生"), _("说了孩子出生")),
        (Field("child_name"), Field("on"), Field("sex"), Field("parent")),
        (own.PARENT_LIVES_THERE,),
    ),
    _opening(
        "death",
        (_("记下去世"), _("说了有人去世")),
        (Field("person"), Field("on"), optional("new_head"), optional("care")),
        (own.LIVES_THERE, own.HEAD_NAMED, own.MINORS_CARED_FOR),
    ),
    _opening(
        "marriage",
        (_("记下结婚"), _("说了结婚")),
        (
            Field("marries"),
            Field("on"),
            optional("new_name"),
            optional("their_sex"),
            optional("born_on"),
            optional("other_home"),
            optional("relation"),
            optional("new_head"),
            optional("care"),
        ),
        (own.LIVES_THERE, own.ONE_WAY, own.OTHER_HOME, own.HEAD_NAMED, own.MINORS_CARED_FOR),
    ),
    _opening(
        "move_in",
        (_("记下搬来"), _("说了有人搬来")),
        (
            Field("new_name"),
            Field("on"),
            Field("relation"),
            optional("their_sex"),
            optional("born_on"),
            optional("origin"),
        ),
        (own.ONE_HEAD,),
    ),
    _opening(
        "move_out",
        (_("记下搬走"), _("说了有人搬走")),
        (Field("leaving"), Field("on"), Field("destination"), optional("new_head"), optional("care")),
        (own.LIVES_THERE, own.HEAD_NAMED, own.MINORS_CARED_FOR),
    ),
    _opening(
        "divide",
        (_("记下分户"), _("说了要分户")),
        (Field("leaving"), Field("their_head"), Field("on"), optional("new_head"), optional("care")),
        (own.LIVES_THERE, own.SOME_STAY, own.THEIR_HEAD_GOES, own.HEAD_NAMED, own.MINORS_CARED_FOR),
        by=STAFF,
    ),
    _opening(
        "merge",
        (_("记下并户"), _("说了两户并成一户")),
        (Field("other_home"), Field("on"), Field("relation")),
        (own.OTHER_HOME, own.NOT_A_SECOND_HEAD),
        by=STAFF,
    ),
)
