"""Records of the time that a matter names as evidence: which they are, and whether they are still what they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cunli.cases.models import Matter
from cunli.cases.records_named import is_unchanged
from cunli.cases.selectors import Course, reaches
from cunli.lib.actors import Actor
from cunli.procedures.grammar import FactType

MOST = 30


@dataclass(frozen=True, slots=True)
class Exhibit:
    """``href`` opens the record itself for who may see it, else the page that says whether a paper is genuine."""

    words: str
    href: str
    is_unchanged: bool


def exhibits_of(actor: Actor, matter: Matter, course: Course) -> Sequence[Exhibit]:
    """The oldest first; at most three queries for each, and none in a procedure that names no records."""
    keys = [fact.key for fact in matter.law.facts if fact.type is FactType.RECORD]
    named = [one for key in keys for one in course.written(key) if isinstance(one, dict)]
    return [Exhibit(str(one["name"]), _href(actor, one), is_unchanged(one)) for one in named[:MOST]]


def _href(actor: Actor, record: dict[str, object]) -> str:
    ref = str(record["ref"])
    if ref and reaches(actor, ref):
        return reverse("desk:matter", args=[ref])
    return reverse("desk:verify", args=[str(record["code"])]) if "code" in record else ""
