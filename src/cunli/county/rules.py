"""What a value of each shape must look like, said in words for whoever typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.county.values import LISTS, WHOLE, Approver, Json, Measure, Shape
from cunli.law.formalism import ban_on
from cunli.law.values import all_values
from cunli.lib.terms import Length
from cunli.places.kinds import Level, UnitFunction

LEVELS = ("L1", "L2", "L3", "L4")
LONGEST_WORD = 4
DAYS_BETWEEN = (1, 366)
CARED_FOR = frozenset(
    {
        "alone_over_80",
        "alone_elder",
        "monitored",
        "lifted_out_of_poverty",
        "destitute",
        "dibao",
        "dibao_margin",
        "left_behind_child",
        "disabled",
        "seriously_ill",
        "cannot_walk_far",
        "veteran",
    }
)
"""Labels of the register (``registry.kinds``, a floor above) by which a household may want to be seen."""
DAYS_HUNG = (1, 90)
BY_LAW = {"village_affairs": "village.disclosure_post_min"}
"""Kinds of notices whose days a statute fixes, and the name of its value."""
TAKEN = ("appraised", "noticed", "town_decides", "use_checked", "urgent")
MOST_YUAN = 1_000_000_000
LADDERS = ("by_hour", "by_day")
LADDER_LEVELS = (Level.VILLAGE.value, Level.TOWN.value, Level.COUNTY.value)
"""A villager group has no post that could be told."""


def complaints(shape: Shape, value: Json) -> list[str]:
    """What is wrong with ``value``, one sentence each; empty when it may be stored."""
    return [*_CHECKS[shape](value), *(_formalism(value) if shape in LISTS else ())]


def _formalism(value: Json) -> Iterator[str]:
    """What is called so may not be set up here (``law.formalism``)."""
    for entry in _items(value) or []:
        said = " ".join(text for text in entry.values() if isinstance(text, str))
        if ban := ban_on(said):
            named = {"word": entry.get("word"), "why": ban.why, "law": ban.citation.law}
            yield _("“%(word)s”不能设：%(why)s（%(law)s）") % named


def dropped(shape: Shape, before: Json, after: Json) -> list[str]:
    """A list never loses an entry: matters refer to it. One sentence for each that ``after`` lacks."""
    if shape not in LISTS:
        return []
    kept = {entry.get("key") for entry in _items(after) or []}
    lost = [entry for entry in _items(before) or [] if entry.get("key") not in kept]
    return [_("“%(word)s”有事用着，不能删，可以停用") % {"word": entry.get("word")} for entry in lost]


def days_by_law(kind: str) -> int:
    """The days a statute asks a notice of this kind to hang; 0 where none does."""
    return max((one.as_length().value for one in all_values() if one.key == BY_LAW.get(kind)), default=0)


def is_length(text: Json) -> bool:
    if not isinstance(text, str):
        return False
    try:
        Length.parse(text)
    except ValueError:
        return False
    return True


def _length(value: Json) -> Iterator[str]:
    if not is_length(value):
        yield _("多长时间写成 15d、3wd、1m、4h 或 30min 这样")


def _per_level(value: Json) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != set(LEVELS):
        yield _("四级都要写，一级也不能少")
        return
    for length in value.values():
        yield from _length(length)


def _items(value: Json) -> list[dict[str, Json]] | None:
    """The entries, or None when the value is not a list of entries."""
    if not isinstance(value, list) or not value:
        return None
    entries = [entry for entry in value if isinstance(entry, dict)]
    return entries if len(entries) == len(value) else None


def _listed(value: Json, check: Callable[[dict[str, Json]], Iterator[str]], longest: int) -> Iterator[str]:
    entries = _items(value)
    if entries is None:
        yield _("要写成一条一条的，至少一条")
        return
    keys = [entry.get("key") for entry in entries]
    if not all(isinstance(key, str) and key for key in keys):
        yield _("每一条都要有代号")
    elif len(set(map(str, keys))) < len(keys):
        yield _("代号不能重复")
    for entry in entries:
        yield from _worded(entry.get("word"), longest)
        yield from check(entry)
        if not isinstance(entry.get("stopped", False), bool):
            yield _("“%(word)s”停没停用没写对") % {"word": entry.get("word")}
    if entries and all(entry.get("stopped") for entry in entries):
        yield _("不能全停，至少留一条")


def _worded(word: Json, longest: int) -> Iterator[str]:
    if not isinstance(word, str) or not word.strip():
        yield _("每一条都要有名字")
    elif len(word) > longest:
        yield _("“%(word)s”太长，最多 %(longest)d 个字") % {"word": word, "longest": longest}


def _nothing(_entry: dict[str, Json]) -> Iterator[str]:
    yield from ()


def _levels(value: Json) -> Iterator[str]:
    yield from _listed(value, _nothing, LONGEST_WORD)
    entries = _items(value) or []
    if [entry.get("key") for entry in entries] != list(LEVELS):
        yield _("要有四级，代号是 L1 到 L4")


def _handled(entry: dict[str, Json]) -> Iterator[str]:
    asks = entry.get("asks", [])
    asked = asks if isinstance(asks, list) else [None]
    if any(function not in UnitFunction.values for function in (entry.get("handles"), *asked)):
        yield _("“%(word)s”归谁办，没有这样的单位") % {"word": entry.get("word")}


def _whole(value: Json, least: int, most: int) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        yield _("请写 %(least)d 到 %(most)d 之间的整数") % {"least": least, "most": most}


def _needing(entry: dict[str, Json]) -> Iterator[str]:
    papers = entry.get("papers", [])
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        yield _("“%(word)s”要带的材料没写对") % {"word": entry.get("word")}
    if not isinstance(entry.get("about_place", False), bool):
        yield _("“%(word)s”是不是一片地方的事，只能写是或不是") % {"word": entry.get("word")}
    yield from _handled(entry)


def _taken(entry: dict[str, Json]) -> Iterator[str]:
    """Which steps an application takes is said with yes or no."""
    if any(not isinstance(entry.get(name, False), bool) for name in TAKEN):
        yield _("“%(word)s”要走哪几步，只能写是或不是") % {"word": entry.get("word")}
    yield from _handled(entry)


def _approving(entry: dict[str, Json]) -> Iterator[str]:
    said, start = {"word": entry.get("word")}, entry.get("from_yuan")
    if isinstance(start, bool) or not isinstance(start, int) or not 0 <= start <= MOST_YUAN:
        yield _("“%(word)s”从多少元起，请写 0 或更大的整数") % said
    if entry.get("by") not in Approver.values:
        yield _("“%(word)s”由谁批，请从给出的几项里选一个") % said


def _cared(entry: dict[str, Json]) -> Iterator[str]:
    said = {"word": entry.get("word"), "least": DAYS_BETWEEN[0], "most": DAYS_BETWEEN[1]}
    if entry.get("key") not in CARED_FOR:
        yield _("“%(word)s”不是户册里有的标签，不能加") % said
    days = entry.get("days")
    if isinstance(days, bool) or not isinstance(days, int) or not DAYS_BETWEEN[0] <= days <= DAYS_BETWEEN[1]:
        yield _("“%(word)s”多少天看一次，请写 %(least)d 到 %(most)d 之间的整数") % said
    if not isinstance(entry.get("phone", False), bool):
        yield _("“%(word)s”打电话算不算，只能写是或不是") % said


def _measured(entry: dict[str, Json]) -> Iterator[str]:
    if entry.get("measure") not in Measure.values:
        yield _("“%(word)s”按什么算：亩、头还是只") % {"word": entry.get("word")}


def _hung(entry: dict[str, Json]) -> Iterator[str]:
    """How long a notice hangs at least. Where the law says it, a county may only say more."""
    said = {"word": entry.get("word")}
    days, (least, most) = entry.get("days"), DAYS_HUNG
    if isinstance(days, bool) or not isinstance(days, int) or not least <= days <= most:
        yield _("“%(word)s”至少挂几天，请写 1 到 90 之间的整数") % said
    elif entry.get("key") in BY_LAW and days < days_by_law(str(entry["key"])):
        least = days_by_law(str(entry["key"]))
        yield _("“%(word)s”法律定了至少 %(n)d 天，县里只能定得更长") % {**said, "n": least}
    if not isinstance(entry.get("rests_on"), str) or not str(entry["rests_on"]).strip():
        yield _("“%(word)s”的天数是哪里定的，要写上") % said


def _ladder(value: Json) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != set(LADDERS):
        yield _("按小时的和按天的都要写")
        return
    for rungs in value.values():
        entries = _items(rungs)
        if entries is None or not all(_is_rung(rung) for rung in entries):
            yield _("每一级要写：超多久、告诉哪一级、什么岗位")


def _is_rung(rung: Mapping[str, Json]) -> bool:
    after, function = rung.get("after"), rung.get("function", "")
    return (
        (after == "" or is_length(after))
        and rung.get("level") in LADDER_LEVELS
        and rung.get("role") in Role.values
        and (function == "" or function in UnitFunction.values)
    )


_CHECKS: Mapping[Shape, Callable[[Json], Iterator[str]]] = {
    Shape.LENGTH: _length,
    Shape.LENGTH_PER_LEVEL: _per_level,
    Shape.LEVELS: _levels,
    Shape.KINDS: lambda value: _listed(value, _handled, LONGEST_WORD),
    Shape.GROUPS: lambda value: _listed(value, _nothing, LONGEST_WORD),
    Shape.CATEGORIES: lambda value: _listed(value, _needing, LONGEST_WORD + 1),
    Shape.PAPERS: lambda value: _listed(value, _nothing, 20),
    Shape.PRODUCTION: lambda value: _listed(value, _measured, LONGEST_WORD),
    Shape.NOTICES: lambda value: _listed(value, _hung, LONGEST_WORD),
    Shape.PROGRAMMES: lambda value: _listed(value, _taken, 6),
    Shape.CARE: lambda value: _listed(value, _cared, 10),
    Shape.APPROVALS: lambda value: _listed(value, _approving, 10),
    Shape.DAYS: lambda value: _whole(value, *WHOLE[Shape.DAYS]),
    Shape.METRES: lambda value: _whole(value, *WHOLE[Shape.METRES]),
    Shape.YUAN: lambda value: _whole(value, *WHOLE[Shape.YUAN]),
    Shape.HOUR: lambda value: _whole(value, *WHOLE[Shape.HOUR]),
    Shape.ONE_IN: lambda value: _whole(value, *WHOLE[Shape.ONE_IN]),
    Shape.LADDER: _ladder,
}
