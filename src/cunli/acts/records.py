"""Records: papers that go to nobody, written by whoever did what they record.

Closed at once, or written to be signed on paper by those whom it binds, and sealed or dropped later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import timezone, translation

from cunli.acts import benefit_papers, mediation_papers, monitored_papers, petition_papers, tolerance_papers
from cunli.acts.happening import Happening
from cunli.acts.issuers import own_unit, town_government
from cunli.cases.selectors import latest_fact
from cunli.papers import services as papers
from cunli.papers.kinds import LANGUAGE, PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import day_in_words, day_of
from cunli.papers.selectors import newest
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Unit
from cunli.places.selectors import units_of
from cunli.procedures.grammar import Issues


def close(happening: Happening) -> Paper:
    """Written, numbered and sealed at once."""
    return papers.close_record(actor=happening.actor, paper=write(happening), at=happening.at)


def write(happening: Happening) -> Paper:
    kind = PaperKind(_issues(happening).kind)
    with translation.override(LANGUAGE):
        data = CONTENT[kind](happening)
    return papers.draft(
        actor=happening.actor,
        kind=kind,
        unit=happening.matter.desk_unit if kind in mediation_papers.CONTENT else _issuer(happening),
        title=happening.matter.title,
        recipients=[],
        data=data,
        ref=happening.matter.ref,
        at=happening.at,
    )


def seal(happening: Happening) -> Paper:
    """What was written, as everybody has signed it."""
    return papers.close_record(actor=happening.actor, paper=_written(happening), at=happening.at)


def drop(happening: Happening) -> Paper:
    why = str(happening.values["why"])
    return papers.withdraw(actor=happening.actor, paper=_written(happening), reason=why, at=happening.at)


def give(happening: Happening) -> Paper:
    """The closed record is in the hands of whom it is about; the step says how and when."""
    return _written(happening)


def _written(happening: Happening) -> Paper:
    paper = newest(ref=happening.matter.ref, kind=PaperKind(_issues(happening).kind))
    if paper is None:
        raise LookupError("the step before has written it")
    return paper


def _issues(happening: Happening) -> Issues:
    step = happening.matter.law.step(happening.advanced.taken.key)
    if step is None or step.issues is None:
        raise LookupError("only a step that issues a paper comes here")
    return step.issues


def _issuer(happening: Happening) -> Unit:
    """A village's people decide in the name of their committee, a town's in that of its government, others of their
    own unit: nobody's decision is sealed as somebody else's."""
    own = own_unit(happening.actor)
    if own.village is not None:
        committees = units_of(area=own.village, function=UnitFunction.COMMITTEE, kind=UnitKind.VILLAGERS_COMMITTEE)
        return committees.first() or own
    return (town_government(own.town) if own.town is not None else None) or own


def _spot_decision(happening: Happening) -> dict[str, object]:
    actor, matter, values = happening.actor, happening.matter, happening.values
    arrived = matter.course.filter(key="arrive").values_list("happened_at", flat=True).first()
    decided = happening.advanced.taken.happened_at
    return {
        "place": f"{matter.village or matter.town}{matter.place}",
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


CONTENT: Mapping[PaperKind, Callable[[Happening], Mapping[str, object]]] = {
    PaperKind.SPOT_DECISION: _spot_decision,
    **benefit_papers.CONTENT,
    **mediation_papers.CONTENT,
    **monitored_papers.CONTENT,
    **petition_papers.CONTENT,
    **tolerance_papers.CONTENT,
}
MOVES: Mapping[str, Callable[[Happening], Paper]] = {
    "record": close,
    "hand": close,
    "write": write,
    "seal": seal,
    "drop": drop,
    "give": give,
}


def _moment(at: datetime) -> str:
    clock = timezone.localtime(at)
    return f"{day_in_words(day_of(at))}{clock.hour}时{clock.minute:02}分"
