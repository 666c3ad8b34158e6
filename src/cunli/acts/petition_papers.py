"""What the papers of a petition say, from what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cunli.acts.happening import Happening
from cunli.cases.selectors import latest_fact, participants_of
from cunli.county import selectors as county
from cunli.lib.sentences import closed
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind
from cunli.papers.rules import day_in_words
from cunli.procedures.grammar import Seat

Content = Mapping[str, object]
NOBODY = "信访人"
"""Whoever petitions without a name."""


def _transfer(happening: Happening) -> Content:
    unit = happening.advanced.named.units[int(str(happening.values["assignee"]))]
    return {**_whose(happening), "handed_to": unit.name, "handed_how": _listed(happening, "handed_how")}


def _accept(happening: Happening) -> Content:
    return {**_whose(happening), "answer_by": _concluded_by(happening)}


def _route(happening: Happening) -> Content:
    values = happening.values
    return {
        **_whose(happening),
        "route": _listed(happening, "legal_route"),
        "why": _sentence(values["why"]),
        "where_to": _sentence(values["who_has_it_now"]),
    }


def _not_accept(happening: Happening) -> Content:
    values = happening.values
    return {
        **_whose(happening),
        "because": _listed(happening, "refused_because"),
        "why": _sentence(values["why"]),
        "where_to": _sentence(values.get("who_has_it_now")),
    }


def _extend(happening: Happening) -> Content:
    return {**_whose(happening), "answer_by": _concluded_by(happening), "why": _sentence(happening.values["why"])}


def _opinion(happening: Happening) -> Content:
    values = happening.values
    said = {key: values[key] for key in ("claim", "findings", "opinion", "legal_basis")}
    return {**_whose(happening), **said, "opinion_kind": _listed(happening, "opinion_kind")}


def _reply(happening: Happening) -> Content:
    reply = _sentence(happening.values["reply"])
    return {**_whose(happening), "adopted": _listed(happening, "adopted"), "reply": reply}


def _review(happening: Happening) -> Content:
    values = happening.values
    return {
        **_whose(happening),
        "review_organ": latest_fact(happening.matter, "review_organ"),
        "review_result": _listed(happening, "review_result"),
        "opinion": values["opinion"],
        "legal_basis": values["legal_basis"],
    }


CONTENT: Mapping[PaperKind, Callable[[Happening], Content]] = {
    PaperKind.PET_TRANSFER: _transfer,
    PaperKind.PET_ACCEPT: _accept,
    PaperKind.PET_ROUTE: _route,
    PaperKind.PET_NOT_ACCEPT: _not_accept,
    PaperKind.PET_EXTEND: _extend,
    PaperKind.PET_OPINION: _opinion,
    PaperKind.PET_REPLY: _reply,
    PaperKind.PET_REVIEW: _review,
}


def _whose(happening: Happening) -> dict[str, object]:
    matter = happening.matter
    named = [one.name for one in participants_of(matter) if one.seat == Seat.APPLICANT and one.name]
    return {"petitioners": named or [NOBODY], "received_on": day_in_words(day_of(matter.opened_at))}


def _listed(happening: Happening, fact: str) -> str:
    """The county's words, of the day on which the matter came in."""
    matter, key = happening.matter, str(happening.values[fact])
    setting = matter.law.fact(fact).options
    item = county.item(setting, key, on=day_of(matter.opened_at), county_id=matter.county_id)
    return str(item.get("title") or item["word"]) if item else key


def _sentence(value: object) -> str:
    """On a paper it stands among sentences, so with the full stop that its writer left out."""
    return closed(str(value or "").strip())


def _concluded_by(happening: Happening) -> str:
    due = next(term.due_at for term in happening.advanced.running if term.key == "conclude")
    return day_in_words(day_of(due))
