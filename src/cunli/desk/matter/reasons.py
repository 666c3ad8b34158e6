"""为什么不是我: the rule, the person's own values beside it, what would change it, where to object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.cases.said import Choices, value_words
from cunli.county import selectors as county
from cunli.desk.matter.viewer import Viewer
from cunli.lib.terms import day_of
from cunli.procedures.explaining import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    rule: str
    own: str
    """What it is about, and the value: 一年人均纯收入 21000 元."""
    is_met: bool
    is_known: bool
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """``decided``: how the rule weighs the rows; ``object_href``: where to say that it is not so."""

    decided: str
    rows: Sequence[Row]
    object_href: str
    """Empty for staff: whoever asked objects, or is helped to."""


def why_of(matter: Matter, facts: Mapping[str, object], choices: Choices, viewer: Viewer, *, today: date) -> Why | None:
    """For whoever asked, and for staff who explain it to them, where it stands as the procedure says. None elsewhere;
    only facts that the viewer reads. At most one query: the county's numbers."""
    explains = matter.law.explains
    if explains is None or matter.state not in explains.states or viewer not in (Viewer.PERSON, Viewer.STAFF):
        return None
    numbers = _numbers(matter, explains.reasons)
    rows = []
    for one in explains.reasons:
        known = facts.get(one.fact)
        said = _("没有写") if known is None else value_words(matter.law, one.fact, known, choices, today)
        own = _("%(label)s：%(value)s") % {"label": matter.law.fact(one.fact).label, "value": said}
        rows.append(_row(one, known, number=numbers.get(one.setting, 0), own=own))
    return Why(
        decided=str(explains.decided),
        rows=rows,
        object_href=f"{reverse('desk:complain')}?{urlencode({'about': matter.ref})}" if viewer is Viewer.PERSON else "",
    )


def _numbers(matter: Matter, reasons: Sequence[Reason]) -> Mapping[str, int]:
    """As they were on the day on which the matter was opened."""
    keys = {one.setting for one in reasons if one.setting}
    on = day_of(matter.opened_at)
    return {key: county.number(key, on=on, county_id=matter.county_id) for key in keys}


def _row(one: Reason, known: object, *, number: int, own: str) -> Row:
    is_known = known is not None
    return Row(
        rule=str(one.rule) % {"number": number} if one.setting else str(one.rule),
        own=own,
        is_met=is_known and one.met(known, number),
        is_known=is_known,
        change=str(one.change),
    )
