"""A step's form: what is typed is understood or answered with a sentence at its field."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from cunli.cases.forms import Option, StepForm, build
from cunli.procedures.catalogue import SERVICE_REQUEST
from cunli.procedures.grammar import Field, optional


def form(typed: str, *fields: Field, **options: list[Option]) -> StepForm:
    return build(SERVICE_REQUEST, fields, options, QueryDict(typed))


def test_a_blank_form_asks_without_complaining() -> None:
    blank = build(SERVICE_REQUEST, [Field("outcome")], {})
    assert blank.is_valid
    assert [question.name for question in blank.questions] == ["outcome"]


def test_what_is_required_and_missing_is_said_at_its_field() -> None:
    assert "outcome" in form("outcome=%20", Field("outcome")).errors


def test_what_is_optional_may_stay_empty() -> None:
    assert form("", optional("outcome")).values == {}


@pytest.mark.parametrize(
    ("typed", "fen"), [("50", 5000), ("50.5", 5050), ("50元", 5000), ("1,234.56", 123456), ("0", 0), ("０．５", 50)]
)
def test_yuan_become_whole_fen(typed: str, fen: int) -> None:
    assert form(f"received={typed}", Field("received")).values == {"received": fen}


@pytest.mark.parametrize("typed", ["五十", "50.555", "-1", "NaN", "Infinity", "1e9", "100001"])
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    refused = form(f"received={typed}", Field("received"))
    assert refused.errors["received"]
    assert refused.questions[0].typed == typed, "what was typed stays"


def test_a_choice_outside_the_list_is_refused() -> None:
    options = [Option("7", "镇平安办")]
    assert form("assignee=7", Field("assignee"), assignee=options).values == {"assignee": 7}
    assert form("assignee=8", Field("assignee"), assignee=options).errors
    assert form("assignee=7%20OR%201", Field("assignee"), assignee=options).errors


def test_days_are_read_and_nonsense_is_refused() -> None:
    assert form("again_on=2026-11-30", Field("again_on")).values == {"again_on": "2026-11-30"}
    assert form("again_on=2026-02-30", Field("again_on")).errors


def test_text_that_is_too_long_is_refused() -> None:
    assert "2000" in form(f"outcome={'长' * 2001}", Field("outcome")).errors["outcome"]


def test_what_nobody_can_see_is_not_kept_and_is_no_answer() -> None:
    assert form("outcome=a%00b%E2%80%AE%FFc", Field("outcome")).values == {"outcome": "abc"}
    assert form("outcome=%E2%80%8B%FF", Field("outcome")).errors


def test_what_is_missing_is_a_list_of_papers_in_words() -> None:
    assert form("missing=户口本首页&missing=&missing=照片", Field("missing")).values == {
        "missing": ["户口本首页", "照片"]
    }
