"""What the written decisions about a benefit say, from what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cunli.acts.happening import Happening
from cunli.benefits.models import Programme, Rhythm
from cunli.benefits.selectors import kind_word, programme_in_force
from cunli.cases.selectors import latest_fact
from cunli.lib.money import yuan
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind
from cunli.papers.rules import day_in_words

Content = Mapping[str, object]
OFTEN = {Rhythm.MONTHLY: "每月", Rhythm.ONCE: "一次"}
HEARD = {"hear": "heard", "say_own": "own_words"}
"""Steps of a hearing, and the fact that each writes down."""


def _decision(happening: Happening) -> Content:
    values = happening.values
    until = values.get("until")
    return {
        **_of_whom(happening),
        "gives": values.get("gives") or _sum(happening),
        "since": _day(values["since"]),
        "until": _day(until) if until else "",
    }


def _refusal(happening: Happening) -> Content:
    return {**_of_whom(happening), "what_would_change": happening.values["what_would_change"]}


def _change(happening: Happening) -> Content:
    last_day, heard = happening.values.get("last_day"), _heard(happening)
    change = f"停发。发到{_day(last_day)}为止。" if last_day else f"减发。以后{_sum(happening)}。"
    return {**_of_whom(happening), "change": change, "heard": heard}


CONTENT: Mapping[PaperKind, Callable[[Happening], Content]] = {
    PaperKind.BEN_DECISION: _decision,
    PaperKind.BEN_REFUSAL: _refusal,
    PaperKind.BEN_CHANGE: _change,
}


def _of_whom(happening: Happening) -> dict[str, object]:
    """The county's government reviews what its department or its town decided (行政复议法 art. 24)."""
    matter = happening.matter
    programme = _programme(happening)
    return {
        "person": matter.person.name if matter.person else matter.reporter_name,
        "kind": kind_word(matter.kind, county_id=matter.county_id, on=day_of(matter.opened_at)),
        "applied_on": day_in_words(day_of(matter.opened_at)),
        "why": happening.values["why"],
        "rule": programme.source if programme else "",
        "review_organ": f"{matter.county.name}人民政府",
    }


def _sum(happening: Happening) -> str:
    """Said as the county's standard says that it is paid; without one, each time."""
    programme = _programme(happening)
    how = OFTEN[Rhythm(programme.rhythm)] if programme else "每次"
    return f"{how}给{yuan(int(str(happening.values['amount_fen'])))}元"


def _programme(happening: Happening) -> Programme | None:
    matter = happening.matter
    return programme_in_force(matter.kind, county_id=matter.county_id, on=day_of(happening.at))


def _heard(happening: Happening) -> object:
    """What was written down for the person, or what they said themselves, in the hearing before this decision."""
    heard = happening.matter.course.filter(key__in=HEARD).order_by("-number").values_list("key", flat=True)
    return latest_fact(happening.matter, HEARD[heard[0]])


def _day(value: object) -> str:
    return day_in_words(date.fromisoformat(str(value)))
