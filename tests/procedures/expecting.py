"""What a scenario expects at its end, looked up in the records."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from cunli.cases.models import Answer, Matter, Term
from cunli.cases.selectors import course_of
from cunli.lib.terms import day_of
from cunli.messages.models import Message
from cunli.papers.models import Paper
from cunli.procedures.scenarios import Scenario
from cunli.registry.models import Membership
from tests.procedures.playing import UNITS, WHO, Stage


def check(stage: Stage, scenario: Scenario) -> None:
    """Every expectation, compared as text; a wrong one shows what holds instead."""
    for name, expected in scenario.expect.items():
        found = FIND[name](stage, expected)
        assert found == expected, f"{name}: expected {expected}, found {found}"


def _state(stage: Stage, expected: object) -> str:
    return stage.played.state


def _outcome(stage: Stage, expected: object) -> str:
    return stage.played.outcome


def _waits_for(stage: Stage, expected: object) -> str:
    matter = stage.played
    if matter.waits_user_id is not None:
        users = {stage.cast.users[key].pk: word for word, key in WHO.items() if key in stage.cast.users}
        return users[matter.waits_user_id]
    units = {stage.cast.units[key].pk: word for word, key in UNITS.items() if key in stage.cast.units}
    return units.get(matter.waits_unit_id or 0, "nobody")


def _open_asks(stage: Stage, expected: object) -> str:
    return str(stage.played.asks.filter(answer=Answer.OPEN).count())


def _newest_terms(stage: Stage) -> dict[str, Term]:
    return {term.key: term for term in stage.played.terms.order_by("started_at", "id")}


def _terms(stage: Stage, expected: object) -> dict[str, str]:
    assert isinstance(expected, Mapping)
    newest = _newest_terms(stage)
    return {key: _standing(newest[key]) if key in newest else "never started" for key in expected}


def _standing(term: Term) -> str:
    over = term.met_at or term.ended_at
    late = term.rung > 0 or (over is not None and over > term.due_at)
    return ("met" if term.met_at else "ended" if term.ended_at else "running") + (" late" if late else "")


def _due(stage: Stage, expected: object) -> dict[str, str]:
    assert isinstance(expected, Mapping)
    newest = _newest_terms(stage)
    return {key: _moment(newest[key]) for key in expected}


def _moment(term: Term) -> str:
    local = timezone.localtime(term.due_at)
    return f"{local:%Y-%m-%d %H:%M}" if term.by_hour else f"{local:%Y-%m-%d}"


def _papers(stage: Stage, expected: object) -> list[str]:
    return sorted(Paper.objects.unscoped("scenario").filter(ref=stage.ref).values_list("kind", flat=True))


def _told(stage: Stage, expected: object) -> list[dict[str, str]]:
    assert isinstance(expected, list)
    return [{**told, "times": str(_times(stage, told["who"], told["words"]))} for told in expected]


def _times(stage: Stage, who: str, words: str) -> int:
    found = Message.objects.unscoped("scenario").filter(ref=stage.ref, body__contains=words)
    if who in ("slip", "phone_call"):
        return found.filter(channel=who).count()
    return found.filter(user_id=stage.user_id(who)).count()


def _facts(stage: Stage, expected: object) -> dict[str, str]:
    assert isinstance(expected, Mapping)
    latest = course_of(stage.played).facts
    return {key: str(latest.get(key)) for key in expected}


def _rating(stage: Stage, expected: object) -> str:
    return str(stage.played.rating.stars)


def _closed_on(stage: Stage, expected: object) -> str:
    closed = stage.played.closed_at
    return day_of(closed).isoformat() if closed else "open"


def _led_to(stage: Stage, expected: object) -> list[dict[str, str]]:
    """As many words about each as are expected of the first."""
    assert isinstance(expected, list)
    opened = Matter.objects.unscoped("scenario").filter(came_from=stage.played).order_by("id")
    return [{name: str(getattr(matter, name)) for name in expected[0]} for matter in opened]


def _lives(stage: Stage, expected: object) -> dict[str, str]:
    """Who lives in which household on the last day: name and relation, in the order in which they came."""
    assert isinstance(expected, Mapping)
    rows = Membership.objects.unscoped("scenario").on(day_of(stage.now)).order_by("id").select_related("person")
    at_home = {no: rows.filter(household__household_no=no) for no in expected}
    return {no: "、".join(f"{row.person.name} {row.relation}" for row in found) for no, found in at_home.items()}


def _lines(stage: Stage, expected: object) -> dict[str, str]:
    """How lines with owners stand, each found by some words of it: the unit and the answer."""
    assert isinstance(expected, Mapping)
    names = {unit.pk: word for word, key in UNITS.items() if (unit := stage.cast.units.get(key))}
    asks = stage.played.asks.order_by("-id")
    found = {words: asks.filter(about__contains=words).first() for words in expected}
    return {words: f"{names[ask.unit_id]} {ask.answer}" if ask else "not listed" for words, ask in found.items()}


FIND = {
    "state": _state,
    "outcome": _outcome,
    "waits_for": _waits_for,
    "open_asks": _open_asks,
    "terms": _terms,
    "due": _due,
    "papers": _papers,
    "told": _told,
    "facts": _facts,
    "rating": _rating,
    "closed_on": _closed_on,
    "led_to": _led_to,
    "lives": _lives,
    "lines": _lines,
}
