"""Every instrument that is cited anywhere in the source has a full name here."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import cunli
from cunli.law import statutes
from cunli.law.calendars import years
from cunli.lib.citations import cite, county_rule

SOURCE = Path(cunli.__file__).parent


def cited_names(source: str) -> set[str]:
    """The first argument of every ``cite("…")`` in a file."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "cite"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_citation_in_the_source_resolves() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    names = {name: path.name for path in files for name in cited_names(path.read_text(encoding="utf-8"))}
    assert "民法典" in names, "the walk finds citations"
    assert {name: where for name, where in names.items() if statutes.unresolved([cite(name)])} == {}


def test_the_walk_would_find_a_wrong_one() -> None:
    assert cited_names('x = cite("没有这部法", "1")') == {"没有这部法"}
    assert statutes.unresolved([cite("没有这部法", "1"), cite("民法典")]) == {"没有这部法"}


def test_resolving_gives_the_full_name() -> None:
    assert statutes.resolve(cite("民法典", "201")).title == "中华人民共和国民法典"
    assert statutes.resolve("信访工作条例").since == date(2022, 5, 1)
    assert statutes.resolve(county_rule("隐患级别")).short == "县里的规定"
    assert statutes.resolve(years()[-1].source).title == "国务院办公厅关于2026年部分节假日安排的通知"
    with pytest.raises(statutes.UnknownInstrument):
        statutes.resolve("没有这部法")


def test_an_instrument_is_in_force_from_its_day() -> None:
    law = statutes.resolve("社会救助法")
    assert not law.in_force(date(2026, 6, 30))
    assert law.in_force(date(2026, 7, 1))
    gone = statutes.Instrument("旧法", "旧法", until=date(2026, 1, 1))
    assert gone.in_force(date(2025, 12, 31))
    assert not gone.in_force(date(2026, 1, 1))


def test_short_names_are_used_once() -> None:
    shorts = [instrument.short for instrument in statutes.instruments()]
    assert len(shorts) == len(set(shorts))
