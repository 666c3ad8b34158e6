"""What the papers of a tolerance file say, from what is on record. What is named as evidence is named, never copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cunli.acts.happening import Happening
from cunli.cases.selectors import course_of, participants_of, written_under
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind
from cunli.papers.rules import day_in_words
from cunli.procedures.catalogue.tolerance_facts import BODY, OWN, QUESTIONS, Question, answer_key

Content = Mapping[str, object]
NOT_SAID = "没有说明"


def _hearing(happening: Happening) -> Content:
    values = happening.values
    return {
        "person": _person(happening),
        "heard_on": _day(values["heard_on"]),
        "heard_where": values["heard_where"],
        "heard_by": values["heard_by"],
        "heard_said": values["heard_said"],
        "exhibits": _exhibits(happening),
    }


def _decision(happening: Happening) -> Content:
    values, known = happening.values, course_of(happening.matter).facts
    within = county.length("tolerance.object", on=day_of(happening.at), county_id=happening.matter.county_id)
    return {
        "person": _person(happening),
        "events": known["events"],
        "harm": known["harm"],
        "exhibits": _exhibits(happening),
        "heard": _heard(known),
        **{one.key: _both(known, one) for one in QUESTIONS},
        "measure": _listed(happening, "tolerance.measures", known["measure"]),
        "decision": _listed(happening, "tolerance.decisions", values["decision"]),
        "reasons": values["reasons"],
        "correct_what": values.get("correct_what") or "",
        "correct_who": values.get("correct_who") or "",
        "correct_by": _day(values["correct_by"]) if values.get("correct_by") else "",
        "decided_by": values["decided_by"],
        "decided_on": _day(values["decided_on"]),
        "took_part": values["took_part"],
        "object_within": str(within),
    }


CONTENT: Mapping[PaperKind, Callable[[Happening], Content]] = {
    PaperKind.TOL_HEARING: _hearing,
    PaperKind.TOL_DECISION: _decision,
}


def _person(happening: Happening) -> str:
    return "、".join(one.name for one in participants_of(happening.matter) if one.is_a_side)


def _exhibits(happening: Happening) -> list[str]:
    (named,) = written_under(happening.matter, "exhibit")
    return [str(one["name"]) for one in named if isinstance(one, dict)]


def _heard(known: Mapping[str, object]) -> str:
    if "heard_on" not in known:
        return "本人说不用当面听取"
    return f"{_day(known['heard_on'])}在{known['heard_where']}听取了本人说明"


def _both(known: Mapping[str, object], question: Question) -> str:
    """What the body says, then what the person says."""
    own = known.get(answer_key(OWN, question)) or NOT_SAID
    return f"机关：{known[answer_key(BODY, question)]}\n本人：{own}"


def _listed(happening: Happening, setting: str, key: object) -> str:
    matter = happening.matter
    item = county.item(setting, str(key), on=day_of(matter.opened_at), county_id=matter.county_id)
    return str(item.get("title") or item["word"]) if item else str(key)


def _day(value: object) -> str:
    return day_in_words(date.fromisoformat(str(value)))
