from __future__ import annotations

from django import forms
from django.template.loader import get_template

from cunli.ui.example_form import ExampleForm
from cunli.ui.forms import PlainForm


class Visit(PlainForm):
    on = forms.DateField()
    words = forms.CharField(error_messages={"required": "请说一句是什么事"})
    n = forms.IntegerField(min_value=1)


def test_a_form_speaks_plainly_and_keeps_the_sentences_it_was_given() -> None:
    form = Visit({"on": "明天", "n": "x"})
    assert form.errors["on"] == ["日子没看懂，请写成 2026-11-23 这样"]
    assert form.errors["words"] == ["请说一句是什么事"]
    assert form.errors["n"] == ["这里要填一个整数"]


def test_an_error_stands_under_its_field_tied_to_it_with_what_was_typed() -> None:
    field = ExampleForm({"phone": "1380000"})["phone"]
    drawn = get_template("ui/components/field.html").render({"field": field})
    assert 'value="1380000"' in drawn and 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_phone_error"' in drawn and 'id="id_phone_error"' in drawn


def test_a_hint_and_an_error_are_both_told() -> None:
    drawn = get_template("ui/components/field.html").render({"field": ExampleForm({})["what"]})
    assert 'aria-describedby="id_what_hint id_what_error"' in drawn
