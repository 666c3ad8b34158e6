"""Which labels follow from what a county's sheet says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from cunli.registry.imports.plan import LabelPut
from cunli.registry.kinds import LabelKind

GONE = {"是", "已消除"}
_MONITORED = ("不稳定", "边缘易致贫", "突发严重困难", "监测")
_HOUSEHOLD_KINDS = (
    ("低保边缘", LabelKind.DIBAO_MARGIN),
    ("低保", LabelKind.DIBAO),
    ("特困", LabelKind.DESTITUTE),
)


def of_household(facts: Mapping[str, str], today: date) -> list[LabelPut]:
    """Monitored, lifted out of poverty, 低保 and the like; a risk that is gone is a label that is over."""
    kind, monitored = facts.get("household_kind", ""), facts.get("monitored_kind", "")
    found = []
    if "脱贫户" in kind or "脱贫不稳定" in kind + monitored:
        found.append(LabelPut(LabelKind.LIFTED_OUT_OF_POVERTY, _day(facts, "household_found_on", today)))
    if any(word in kind + monitored for word in _MONITORED):
        since = _day(facts, "risk_found_on", today)
        until = None
        if facts.get("risk_gone") in GONE:
            until = max(_day(facts, "risk_gone_on", today), since + timedelta(days=1))
        found.append(LabelPut(LabelKind.MONITORED, since, until))
    for word, label in _HOUSEHOLD_KINDS:
        if word in kind:
            found.append(LabelPut(label, today))
            break
    return found


def of_person(facts: Mapping[str, str], today: date) -> list[LabelPut]:
    """Disabled and seriously ill, by the health column or a disability card."""
    health = facts.get("health", "")
    found = []
    if "残" in health or "disability_card" in facts:
        found.append(LabelPut(LabelKind.DISABLED, today))
    if "大病" in health or "重病" in health:
        found.append(LabelPut(LabelKind.SERIOUSLY_ILL, today))
    return found


def called_for(wanted: list[LabelPut], have: frozenset[str]) -> list[LabelPut]:
    """What is still to be put or ended: a label that holds is not put again, one that ended is not ended again."""
    return [
        label
        for label in wanted
        if (label.until is None and label.kind not in have)
        or (label.until is not None and (label.kind in have or f"ended:{label.kind}" not in have))
    ]


def _day(facts: Mapping[str, str], field: str, today: date) -> date:
    """The day a fact names, never one to come."""
    return min(date.fromisoformat(facts[field]), today) if field in facts else today
