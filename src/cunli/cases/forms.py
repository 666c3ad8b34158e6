"""A step's form is its list of fields, cleaned into plain values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext as _

from cunli.cases import people_named
from cunli.lib.typed import seen
from cunli.procedures.grammar import Fact, FactType, Field, Procedure
from cunli.procedures.values import Value

BY_NUMBER = frozenset({FactType.UNIT, FactType.OFFICER, FactType.PARTICIPANT, FactType.PERSON, FactType.HOUSEHOLD})
"""Chosen by the number of a row."""
SEVERAL_BY_NUMBER = frozenset({FactType.UNITS, FactType.PHOTOS, FactType.PERSONS})
LINE_MAX, TEXT_MAX, LIST_MAX = 120, 2000, 20
MONEY_MAX = 100_000_00
NUMBER_MAX = 999_999


@dataclass(frozen=True, slots=True)
class Option:
    """``says``: what is written in its place when it is ticked, where people are written as text; never shown."""

    value: str
    word: str
    hint: str = ""
    icon: str = ""
    says: str = field(default="", repr=False)


@dataclass(slots=True)
class Question:
    """One field as a page asks it: what was typed stays, the sentence of the mistake stands beside it."""

    fact: Fact
    required: bool
    options: Sequence[Option] = ()
    typed: str | list[str] = ""
    error: str = ""
    ticked: Sequence[str] = ()
    """Beside what was typed: the people that were ticked."""

    @property
    def name(self) -> str:
        return self.fact.key

    @property
    def kind(self) -> str:
        return self.fact.type.value


@dataclass(slots=True)
class StepForm:
    """Questions in order; ``values`` once cleaned. Photos are not values: the files floor takes them."""

    questions: list[Question]
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def errors(self) -> dict[str, str]:
        return {question.name: question.error for question in self.questions if question.error}

    @property
    def is_valid(self) -> bool:
        return not self.errors


def build(
    procedure: Procedure,
    fields: Sequence[Field],
    options: Mapping[str, Sequence[Option]],
    data: QueryDict | None = None,
) -> StepForm:
    """The form of a step or an opening. With ``data`` it is cleaned; without, it is blank.

    ``options`` gives the choices of each fact that has some; a choice outside them is refused.
    """
    form = StepForm([Question(procedure.fact(item.fact), item.required, options.get(item.fact, ())) for item in fields])
    for question in form.questions if data is not None else ():
        _clean(form, question, data or QueryDict())
    return form


def _clean(form: StepForm, question: Question, data: QueryDict) -> None:
    if question.fact.type is FactType.PHOTO:
        return
    many = question.fact.type in SEVERAL_BY_NUMBER or question.fact.type is FactType.PAPERS
    question.typed = (
        [seen(item).strip() for item in data.getlist(question.name)][:LIST_MAX]
        if many
        else seen(data.get(question.name, "")).strip()
    )
    if question.fact.from_roster:
        question.ticked = data.getlist(known(question.name))[:LIST_MAX]
    if not any(question.typed) and not question.ticked:
        if question.required:
            question.error = _("请填“%(label)s”") % {"label": question.fact.label}
        return
    try:
        form.values[question.name] = _value(question)
    except ValueError as mistake:
        question.error = str(mistake)


def _value(question: Question) -> Value:
    typed = question.typed
    if isinstance(typed, list):
        return _many(question, [item for item in typed if item])
    if question.ticked:
        return _people("\n".join([typed, *_said(question)]))
    if question.fact.type in _READERS:
        return _READERS[question.fact.type](typed)
    chosen = _chosen(question, typed)
    return int(chosen) if question.fact.type in BY_NUMBER else chosen


def known(name: str) -> str:
    """What the ticks are called that stand beside a text for people."""
    return f"{name}_known"


def _said(question: Question) -> list[str]:
    says = {option.value: option.says for option in question.options}
    return [says[_chosen(question, value)] for value in question.ticked]


def _many(question: Question, typed: list[str]) -> Value:
    if question.fact.type in SEVERAL_BY_NUMBER:
        return [int(_chosen(question, item)) for item in typed]
    return [_text(item) for item in typed]


def _chosen(question: Question, typed: str) -> str:
    if typed not in {option.value for option in question.options}:
        raise ValueError(_("“%(label)s”请从列出的里面选一个") % {"label": question.fact.label})
    return typed


def _text(typed: str, longest: int = LINE_MAX) -> str:
    if len(typed) > longest:
        raise ValueError(_("写得太长了，最多 %(n)d 个字，现在是 %(now)d 个") % {"n": longest, "now": len(typed)})
    return typed


def _fen(typed: str) -> int:
    """Yuan as typed ("50", "50.5", "50 元") into whole fen."""
    try:
        plain = unicodedata.normalize("NFKC", typed)  # full-width digits and signs, as phones type them
        yuan = Decimal(plain.replace("元", "").replace(",", "").strip())
    except InvalidOperation:
        raise ValueError(_("请写多少元，比如 50 或 50.5")) from None
    fen = yuan * 100
    if not yuan.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= MONEY_MAX:
        raise ValueError(_("请写 0 到 10 万元之间的钱数，最多到分"))
    return int(fen)


def _number(typed: str) -> int:
    plain = unicodedata.normalize("NFKC", typed)
    if not plain.isascii() or not plain.isdigit() or int(plain) > NUMBER_MAX:
        raise ValueError(_("请写一个整数，比如 23"))
    return int(plain)


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise ValueError(_("请选一个日子，比如 2026-11-30")) from None


def _names(typed: str) -> list[str]:
    names = typed.replace("，", ",").replace("、", ",").split(",")
    return [_text(name.strip()) for name in names if name.strip()][:LIST_MAX]


def _people(typed: str) -> list[str]:
    return [str(named) for named in people_named.read(typed)]


_READERS: Mapping[FactType, Callable[[str], Value]] = {
    FactType.PEOPLE: _people,
    FactType.LINE: _text,
    FactType.RECORD: _text,
    FactType.TEXT: lambda typed: _text(typed, TEXT_MAX),
    FactType.YES_NO: lambda typed: typed == "yes",
    FactType.NAMES: _names,
    FactType.MONEY: _fen,
    FactType.NUMBER: _number,
    FactType.DAY: _day,
}
