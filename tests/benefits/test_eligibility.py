"""Why, and why not: each rule with the person's own values and what would change it."""

from __future__ import annotations

from cunli.benefits import rules
from cunli.benefits.rules import Rule

DIBAO = [
    Rule("lives_here", "yes"),
    Rule("income_per_head_fen", "below", 60_000),
    Rule("label", "has_not", ("destitute",)),
]
OLD = [Rule("age", "at_least", 80)]


def test_all_rules_hold() -> None:
    found = rules.explain(DIBAO, {"lives_here": True, "income_per_head_fen": 45_050, "labels": frozenset()})
    assert rules.verdict(found) is True
    assert [one.own for one in found] == ["住在本村", "家里人均月收入 450.50 元", "户册里没有记"]
    assert not any(one.change for one in found)


def test_one_that_does_not_hold_says_by_how_much() -> None:
    found = rules.explain(DIBAO, {"lives_here": True, "income_per_head_fen": 72_000, "labels": frozenset()})
    assert rules.verdict(found) is False
    assert (found[1].rule, found[1].change) == ("家里人均月收入低于 600 元", "高出 120 元，降下来可以再申请")


def test_at_the_limit_below_is_not_below() -> None:
    known = {"lives_here": True, "income_per_head_fen": 60_000, "labels": frozenset()}
    assert rules.verdict(rules.explain(DIBAO, known)) is False
    assert rules.verdict(rules.explain(OLD, {"age": 80})) is True


def test_who_is_too_young_hears_how_many_years_are_missing() -> None:
    (found,) = rules.explain(OLD, {"age": 78})
    assert (found.holds, found.own, found.change) == (False, "年龄 78 岁", "还差 2 岁")


def test_what_is_not_known_is_never_a_no() -> None:
    found = rules.explain(DIBAO, {})
    assert [one.holds for one in found] == [None, None, None]
    assert rules.verdict(found) is None


def test_a_label_is_asked_for_by_its_name() -> None:
    (found,) = rules.explain([Rule("label", "has", ("disabled",))], {"labels": frozenset({"dibao"})})
    assert (found.rule, found.holds) == ("要有：残疾", False)


def test_rules_that_nobody_could_check_are_refused() -> None:
    assert list(rules.complaints("x"))
    assert list(rules.complaints([{"fact": "age"}]))
    for wrong in (
        {"fact": "age", "is": "yes"},
        {"fact": "luck", "is": "yes"},
        {"fact": "label", "is": "has", "value": ["x"]},
    ):
        assert list(rules.complaints([wrong])) == [f"看不懂的条件：{wrong['fact']}"]
    assert not list(rules.complaints([{"fact": "age", "is": "at_least", "value": 80}]))
