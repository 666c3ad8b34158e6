"""The record of a decision on the spot (紧急处置记录): what was known and decided, by whom, before whom, when."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from cunli.acts.happening import Happening
from cunli.acts.issuers import own_unit, town_government
from cunli.cases.selectors import latest_fact
from cunli.papers import services as papers
from cunli.papers.kinds import LANGUAGE, PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import day_in_words, day_of
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Unit
from cunli.places.selectors import units_of
from cunli.ui.words import clock_cn


def close(happening: Happening) -> Paper:
    """Written, numbered and sealed at once, in the name of whoever decided."""
    with translation.override(LANGUAGE):
        data = _content(happening)
    paper = papers.draft(
        actor=happening.actor,
        kind=PaperKind.SPOT_DECISION,
        unit=_issuer(happening),
        title=happening.matter.title,
        recipients=[],
        data=data,
        ref=happening.matter.ref,
        at=happening.at,
    )
    return papers.close_record(actor=happening.actor, paper=paper, at=happening.at)


def _issuer(happening: Happening) -> Unit:
    """A village's people decide in the name of their committee, a town's in that of its government, others of their
    own unit: nobody's decision is sealed as somebody else's."""
    own = own_unit(happening.actor)
    if own.village is not None:
        committees = units_of(area=own.village, function=UnitFunction.COMMITTEE, kind=UnitKind.VILLAGERS_COMMITTEE)
        return committees.first() or own
    return (town_government(own.town) if own.town is not None else None) or own


def _content(happening: Happening) -> dict[str, object]:
    actor, matter, values = happening.actor, happening.matter, happening.values
    arrived = matter.course.filter(key="arrive").values_list("happened_at", flat=True).first()
    decided = happening.advanced.taken.happened_at
    return {
        "place": f"{matter.village or matter.town} {matter.place}".strip(),
        "situation": latest_fact(matter, "seen") or matter.title,
        "decision": values["spot_action"],
        "grounds": values["grounds"],
        "witnesses": values["witnesses"],
        "objections": values.get("objections") or [],
        "reported_at": _moment(matter.happened_at),
        "arrived_at": _moment(arrived or decided),
        "decided_at": _moment(decided),
        "decided_by": f"{actor.name}（{actor.title}）",
    }


def _moment(at: datetime) -> str:
    return f"{day_in_words(day_of(at))} {clock_cn(at)}"
