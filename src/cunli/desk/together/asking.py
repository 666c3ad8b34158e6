"""The questions that several matters share: asked once, and answered for every matter whose step asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from cunli.acts.choices import options_for
from cunli.cases import forms
from cunli.cases.forms import Option, Question, StepForm
from cunli.cases.models import Matter
from cunli.desk.together.choosing import Able, fields_of
from cunli.procedures.catalogue import pinned
from cunli.procedures.grammar import Field
from cunli.procedures.values import Values

Edition = tuple[str, date]
"""A procedure's key and edition."""


@dataclass(frozen=True, slots=True)
class Common:
    """One form for each procedure among the matters; their questions are drawn as one."""

    forms: Mapping[Edition, StepForm]
    asks: Mapping[tuple[Edition, str], Sequence[Field]]

    @property
    def questions(self) -> list[Question]:
        """Each name once; what one procedure must know, all are asked for."""
        found: dict[str, Question] = {}
        for form in self.forms.values():
            for question in form.questions:
                first = found.setdefault(question.name, question)
                first.required = first.required or question.required
                first.error = first.error or question.error
        return list(found.values())

    @property
    def is_valid(self) -> bool:
        return all(form.is_valid for form in self.forms.values())

    def values_for(self, one: Able) -> Values:
        """Of everything answered, what this step asks for."""
        edition = _edition(one.matter)
        wanted = {item.fact for item in self.asks[edition, one.step.key]}
        return {name: value for name, value in self.forms[edition].values.items() if name in wanted}


def common(able: Sequence[Able], data: QueryDict | None, *, on: date) -> Common:
    """The form for these matters, blank or cleaned. At most three queries: units, officers, county lists."""
    asks: dict[tuple[Edition, str], Sequence[Field]] = {}
    for one in able:
        asks[_edition(one.matter), one.step.key] = fields_of(one.matter.law, one.step) or ()
    known: dict[str, Sequence[Option]] = {}
    built: dict[Edition, StepForm] = {}
    for edition in dict.fromkeys(edition for edition, _key in asks):
        fields = _together([asked for (its, _key), asked in asks.items() if its == edition])
        unknown = [item for item in fields if item.fact not in known]
        known |= options_for(_where(able, edition), unknown, on=on)
        built[edition] = forms.build(pinned(*edition), fields, known, data)
    return Common(built, asks)


def _edition(matter: Matter) -> Edition:
    return matter.procedure, matter.edition


def _together(lists: Sequence[Sequence[Field]]) -> list[Field]:
    """All facts asked for, each once; required as soon as one step requires it."""
    found: dict[str, Field] = {}
    for item in (item for fields in lists for item in fields):
        if item.fact not in found or item.required:
            found[item.fact] = item
    return list(found.values())


def _where(able: Sequence[Able], edition: Edition) -> Matter:
    """Stands for all of them where units and lists are looked up: only places that they have in common are named, so
    that whatever is offered may be chosen for each; the lists are those of the newest."""
    matters = [one.matter for one in able]
    shared = {
        column: next(iter(seen)) if len(seen) == 1 else None
        for column in ("county_id", "town_id", "village_id")
        if (seen := {getattr(matter, column) for matter in matters})
    }
    opened_at = max(matter.opened_at for matter in matters)
    return Matter(procedure=edition[0], edition=edition[1], opened_at=opened_at, **shared)
