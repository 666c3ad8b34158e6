"""Who may receive a programme: rules over facts, each explained with the person's own values. Pure.

A rule is data that a county writes with its programme: ``{"fact": "age", "is": "at_least", "value": 80}``. Money is in
whole fen. What is not known is said to be not known; it is never taken for a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.lib.money import yuan
from cunli.registry.kinds import LabelKind

Known = Mapping[str, object]
"""A person's values by fact: ``age`` in years, ``lives_here``, ``labels`` (keys), ``income`` and ``property`` …"""

NUMBERS = {
    "age": (gettext_lazy("年龄"), gettext_lazy("%(n)s 岁")),
    "income_per_head_fen": (gettext_lazy("家里人均月收入"), gettext_lazy("%(n)s 元")),
}
"""Facts that are compared: what they are called and how a value is said."""
YES_NO = {
    "lives_here": (gettext_lazy("住在本村"), gettext_lazy("不住在本村")),
    "property_ok": (gettext_lazy("家里的财产在规定以内"), gettext_lazy("家里的财产超出了规定")),
}
COMPARED = ("at_least", "at_most", "below")


@dataclass(frozen=True, slots=True)
class Rule:
    """``fact`` ``is`` at_least, at_most or below ``value``; yes; or, of ``label``, has or has_not one of the kinds."""

    fact: str
    is_: str
    value: object = None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.value) if isinstance(self.value, (list, tuple)) else (str(self.value),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule held against one person. ``holds``: None where it is not known. All others are sentences."""

    rule: str
    holds: bool | None
    own: str
    change: str = ""
    """What would change it; "" where it holds."""


def rules_of(stored: Sequence[Mapping[str, object]]) -> list[Rule]:
    return [Rule(str(one["fact"]), str(one["is"]), one.get("value")) for one in stored]


def complaints(stored: object) -> Iterator[str]:
    """What is wrong with rules as typed, a sentence each; none when they may be stored."""
    if not isinstance(stored, list) or not all(
        isinstance(one, dict) and {"fact", "is"} <= one.keys() for one in stored
    ):
        yield _("条件要一条一条写")
        return
    yield from (_("看不懂的条件：%(fact)s") % {"fact": one.fact} for one in rules_of(stored) if not _is_known(one))


def explain(rules: Sequence[Rule], known: Known) -> list[Finding]:
    """Each rule against a person's own values, in the order written."""
    return [_found(rule, known) for rule in rules]


def verdict(findings: Sequence[Finding]) -> bool | None:
    """True when all hold, False when one does not, None when it cannot be said yet."""
    held = [one.holds for one in findings]
    return False if False in held else None if None in held else True


def _is_known(rule: Rule) -> bool:
    if rule.fact in NUMBERS:
        return rule.is_ in COMPARED and isinstance(rule.value, int) and not isinstance(rule.value, bool)
    if rule.fact == "label":
        return rule.is_ in ("has", "has_not") and set(rule.labels) <= set(LabelKind.values)
    return rule.fact in YES_NO and rule.is_ == "yes"


def _found(rule: Rule, known: Known) -> Finding:
    if rule.fact in NUMBERS:
        return _compared(rule, known.get(rule.fact))
    return _labelled(rule, known.get("labels")) if rule.fact == "label" else _yes(rule, known.get(rule.fact))


def _compared(rule: Rule, own: object) -> Finding:
    name = str(NUMBERS[rule.fact][0])
    limit = int(str(rule.value))
    said = {"name": name, "limit": _said(rule.fact, limit)}
    words = {
        "at_least": _("%(name)s至少 %(limit)s"),
        "at_most": _("%(name)s最多 %(limit)s"),
        "below": _("%(name)s低于 %(limit)s"),
    }[rule.is_] % said
    if not isinstance(own, int):
        return Finding(rule=words, holds=None, own=_("%(name)s还不知道") % said, change=_("先核实%(name)s") % said)
    holds = {"at_least": own >= limit, "at_most": own <= limit, "below": own < limit}[rule.is_]
    gap = _said(rule.fact, abs(own - limit))
    change = _("还差 %(gap)s") if rule.is_ == "at_least" else _("高出 %(gap)s，降下来可以再申请")
    return Finding(
        rule=words,
        holds=holds,
        own=_("%(name)s %(own)s") % {"name": name, "own": _said(rule.fact, own)},
        change="" if holds else change % {"gap": gap},
    )


def _labelled(rule: Rule, labels: object) -> Finding:
    wanted = "、".join(str(LabelKind(one).label) for one in rule.labels)
    words = (_("要有：%(labels)s") if rule.is_ == "has" else _("不能已经有：%(labels)s")) % {"labels": wanted}
    if not isinstance(labels, (list, tuple, set, frozenset)):
        return Finding(rule=words, holds=None, own=_("户册里没找到这个人"), change=_("先在户册里找到这个人"))
    have = [one for one in rule.labels if one in labels]
    holds = bool(have) is (rule.is_ == "has")
    own = "、".join(str(LabelKind(one).label) for one in have) if have else _("户册里没有记")
    change = _("有了证件，先请村里补进户册") if rule.is_ == "has" else _("两样只能领一样，先说好要哪一样")
    return Finding(rule=words, holds=holds, own=own, change="" if holds else change)


def _yes(rule: Rule, own: object) -> Finding:
    yes, no = (str(word) for word in YES_NO[rule.fact])
    if not isinstance(own, bool):
        return Finding(rule=yes, holds=None, own=_("还没核实"), change=_("核实以后再看"))
    return Finding(rule=yes, holds=own, own=yes if own else no, change="" if own else _("情况变了可以再申请"))


def _said(fact: str, value: int) -> str:
    shown = yuan(value) if fact.endswith("_fen") else str(value)
    return str(NUMBERS[fact][1]) % {"n": shown}


def sample_size(paid: int, one_in: int, *, least: int = 3) -> int:
    """How many of those paid are asked: one in so many, never fewer than three where there are three."""
    return min(paid, max(least, -(-paid // one_in)))
