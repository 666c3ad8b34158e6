"""What the papers of a mediation say, from what is on record. Never a sealed note: a sealed fact has no value here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cunli.acts.happening import Happening
from cunli.cases.models import Participant
from cunli.cases.selectors import course_of, participants_of
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind
from cunli.papers.rules import day_in_words
from cunli.procedures.grammar import Seat

Content = Mapping[str, object]


def _register(happening: Happening) -> Content:
    matter = happening.matter
    known = course_of(matter).facts
    begun = matter.course.get(number=1).key
    return {
        **_sides(happening),
        "accepted_on": _today(happening),
        "what": _listed(happening, matter.law.kinds, matter.kind),
        "source": "当事人申请" if begun == "apply" else "主动调解",
        "story": known.get("story", ""),
        "wish": known.get("wish", ""),
        "earlier": known.get("earlier", ""),
        "registrar": happening.actor.name,
    }


def _notice(happening: Happening) -> Content:
    return {
        **_sides(happening),
        "mediators": _names(happening, Seat.MEDIATOR),
        "chosen_how": _listed(happening, "mediation.chosen", happening.values["chosen_how"]),
        "next_on": _day(happening.values["next_on"]),
        "session_place": happening.values["session_place"],
    }


def _record(happening: Happening) -> Content:
    values = happening.values
    return {
        **_sides(happening),
        "held_on": day_in_words(day_of(happening.advanced.taken.happened_at)),
        "session_place": values["session_place"],
        "mediators": _names(happening, Seat.MEDIATOR),
        "present": values["present"],
        "record": values["record"],
        "next_on": _day(values["next_on"]),
    }


def _agreement(happening: Happening) -> Content:
    values = happening.values
    return {
        **_sides(happening),
        "mediators": _names(happening, Seat.MEDIATOR),
        "points": values["points"],
        "agreed": values["agreed"],
        "perform_where": values["perform_where"],
        "perform_by": _day(values["perform_by"]),
    }


def _follow_up(happening: Happening) -> Content:
    values = happening.values
    return {
        "visited_on": day_in_words(day_of(happening.advanced.taken.happened_at)),
        "visited": happening.advanced.named.participants[int(str(values["visited"]))],
        "performed": values["performed"],
        "content": values["content"],
        "risk": values.get("risk") or "",
        "visitor": happening.actor.name,
    }


CONTENT: Mapping[PaperKind, Callable[[Happening], Content]] = {
    PaperKind.MED_REGISTER: _register,
    PaperKind.MED_NOTICE: _notice,
    PaperKind.MED_RECORD: _record,
    PaperKind.MED_AGREEMENT: _agreement,
    PaperKind.MED_ORAL: _agreement,
    PaperKind.MED_FOLLOW_UP: _follow_up,
}


def _sides(happening: Happening) -> dict[str, object]:
    """Each with what the forms ask of them, as far as the register knows it."""
    seated = participants_of(happening.matter)
    return {
        "applicants": [_told_of(one) for one in seated if one.seat == Seat.APPLICANT],
        "respondents": [_told_of(one) for one in seated if one.seat == Seat.RESPONDENT],
    }


def _told_of(one: Participant) -> str:
    person = one.person
    if person is None:
        return one.name
    born = f"{day_in_words(person.born_on)}生" if person.born_on else ""
    sex = person.get_sex_display() if person.sex in ("male", "female") else ""
    return "，".join(part for part in (one.name, sex, person.ethnicity, born) if part)


def _names(happening: Happening, seat: Seat) -> list[str]:
    return [one.name for one in participants_of(happening.matter) if one.seat == seat]


def _listed(happening: Happening, setting: str, key: object) -> str:
    matter = happening.matter
    item = county.item(setting, str(key), on=day_of(matter.opened_at), county_id=matter.county_id)
    return str(item.get("title") or item["word"]) if item else str(key)


def _day(value: object) -> str:
    return day_in_words(date.fromisoformat(str(value)))


def _today(happening: Happening) -> str:
    return day_in_words(day_of(happening.at))
