"""A setting in the words of whoever reads it: its value, what a change changes, and for which matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cunli.accounts.roles import Role
from cunli.county.rules import LEVELS
from cunli.county.values import WHOLE, Json, Rung, Shape, Topic
from cunli.lib.lengths import Length
from cunli.places.kinds import Level, UnitFunction

TITLES = {
    Topic.CLOCKS: gettext_lazy("时限"),
    Topic.LEVELS: gettext_lazy("隐患级别"),
    Topic.KINDS: gettext_lazy("隐患种类"),
    Topic.SERVICES: gettext_lazy("便民服务"),
    Topic.PAPERS: gettext_lazy("要带的材料"),
    Topic.PRODUCTION: gettext_lazy("家庭生产"),
    Topic.UPWARD: gettext_lazy("请示"),
    Topic.INSPECTIONS: gettext_lazy("巡查"),
    Topic.MEDIATION: gettext_lazy("调解"),
    Topic.PETITIONS: gettext_lazy("信访"),
    Topic.MONITORED: gettext_lazy("防返贫监测"),
    Topic.BENEFITS: gettext_lazy("救助和补贴"),
    Topic.CARE: gettext_lazy("看望"),
    Topic.NOTICES: gettext_lazy("公示"),
    Topic.LIFE: gettext_lazy("家里有变化"),
    Topic.VERIFICATION: gettext_lazy("每年核实"),
    Topic.OUTSIDE: gettext_lazy("别处的系统"),
    Topic.LIKENESS: gettext_lazy("可能是同一件事"),
    Topic.LADDER: gettext_lazy("超了日子告诉谁"),
    Topic.MESSAGES: gettext_lazy("夜里不打扰"),
}
WHOLE_WORDS = {
    Shape.DAYS: gettext_lazy("%(n)d 天"),
    Shape.METRES: gettext_lazy("%(n)d 米"),
    Shape.YUAN: gettext_lazy("%(n)d 元"),
    Shape.HOUR: gettext_lazy("%(n)d 点"),
    Shape.ONE_IN: gettext_lazy("每 %(n)d 户问一户"),
}
SAID_WHOLE = frozenset({Shape.LENGTH, Shape.LENGTH_PER_LEVEL, *WHOLE})
"""What is short enough to be said as it was and as it will be."""
SEVERAL = 6
"""So many entries of a list are named, the rest is counted."""
Entry = Mapping[str, Json]
LevelWords = Mapping[str, str]


def in_words(shape: Shape, value: Json, levels: LevelWords) -> list[str]:
    """The value, a line each; ``levels``: what the four hazard levels are called."""
    if shape is Shape.LENGTH:
        return [_length(value)]
    if shape is Shape.LENGTH_PER_LEVEL:
        lengths = cast(Entry, value)
        return [_("%(level)s：%(length)s") % {"level": levels[key], "length": _length(lengths[key])} for key in LEVELS]
    if shape in WHOLE:
        return [WHOLE_WORDS[shape] % {"n": value}]
    if shape is Shape.LADDER:
        return list(_ladder(value))
    return [_listed([entry for entry in _entries(value) if not entry.get("stopped")])]


def changes(shape: Shape, before: Json, after: Json, levels: LevelWords) -> list[str]:
    """What is different, a line each; none when nothing is."""
    if shape in SAID_WHOLE:
        pairs = zip(in_words(shape, before, levels), in_words(shape, after, levels), strict=True)
        return [_("%(old)s → %(new)s") % {"old": old, "new": new} for old, new in pairs if old != new]
    if shape is Shape.LADDER:
        return in_words(shape, after, levels) if before != after else []
    return list(_list_changes(_entries(before), _entries(after)))


def reach(shape: Shape) -> str:
    """Which matters a change is for. What was promised stays."""
    if shape in (Shape.LENGTH, Shape.LENGTH_PER_LEVEL):
        return _("只管那天起才开始算的期限。已经在走的期限不变，说好的日子还是那个日子。")
    if shape is Shape.LADDER:
        return _("那天起超了日子的，照新的告诉；以前告诉过的不变。")
    if shape is Shape.HOUR:
        return _("只管那天起要送出去的短信和邮件，手机上的消息随时能看。")
    return _("只管那天起报的事。以前的事照原来的写着，不会丢。")


def _length(value: Json) -> str:
    return str(Length.parse(str(value)))


def _entries(value: Json) -> list[Entry]:
    return cast("list[Entry]", value)


def _word(entry: Entry) -> str:
    """Defaults are translated; what a county wrote itself is shown as it wrote it."""
    return _(str(entry["word"]))


def _listed(entries: list[Entry]) -> str:
    named = "、".join(_word(entry) for entry in entries[:SEVERAL])
    if len(entries) <= SEVERAL:
        return named
    said = ngettext("%(named)s等 %(n)d 项", "%(named)s等 %(n)d 项", len(entries))
    return said % {"named": named, "n": len(entries)}


def _ladder(value: Json) -> Iterator[str]:
    ladders = cast("Mapping[str, list[Rung]]", value)
    for name, title in (("by_hour", _("按小时算的")), ("by_day", _("按天算的"))):
        told = "；".join(_rung(rung) for rung in ladders[name])
        yield _("%(title)s：%(told)s") % {"title": title, "told": told}


def _rung(rung: Rung) -> str:
    where = [str(Level(rung["level"]).label)]
    where += [str(UnitFunction(rung["function"]).label)] if rung["function"] else []
    who = _("%(role)s（%(where)s）") % {"role": Role(rung["role"]).label, "where": "、".join(where)}
    if not rung["after"]:
        return _("马上告诉%(who)s") % {"who": who}
    return _("超%(length)s告诉%(who)s") % {"length": _length(rung["after"]), "who": who}


def _list_changes(before: list[Entry], after: list[Entry]) -> Iterator[str]:
    known = {entry["key"]: entry for entry in before}
    for entry in after:
        yield from _entry_changes(known.get(entry["key"]), entry)
    kept = [entry["key"] for entry in after if entry["key"] in known]
    if kept != [entry["key"] for entry in before]:
        yield _("换了先后")


def _entry_changes(old: Entry | None, entry: Entry) -> Iterator[str]:
    said = {"word": _word(entry)}
    if old is None:
        yield _("加了“%(word)s”") % said
        return
    if old["word"] != entry["word"]:
        yield _("“%(old)s”改叫“%(word)s”") % {**said, "old": _word(old)}
    if bool(old.get("stopped")) is not bool(entry.get("stopped")):
        yield (_("停用“%(word)s”") if entry.get("stopped") else _("“%(word)s”重新用起来")) % said
    if old.get("days") != entry.get("days"):
        days = {**said, "old": old.get("days"), "new": entry["days"]}
        hung = "rests_on" in entry
        yield (
            _("“%(word)s”至少挂的天数：%(old)s → %(new)s") if hung else _("“%(word)s”多少天看一次：%(old)s → %(new)s")
        ) % days
    if old.get("phone") != entry.get("phone"):
        yield (_("“%(word)s”打电话也算") if entry["phone"] else _("“%(word)s”打电话不算，要上门")) % said
    ignored = {"word", "stopped", "days", "phone"}
    if {name: old.get(name) for name in old.keys() - ignored} != {name: entry[name] for name in entry.keys() - ignored}:
        yield _("“%(word)s”的全名、图、归谁办或材料改了") % said
