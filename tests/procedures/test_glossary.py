"""Every word of the law book that the program uses as a name stands in the glossary, once, with its source."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Outcome, Party

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(text: str) -> list[str]:
    return [name for row in rows(text) for name in re.findall(r"`(\w+)`", row[0])]


def missing(text: str) -> set[str]:
    wanted = {*Party, *Outcome}
    for law in EDITIONS:
        wanted |= {law.key, *(state.key for state in law.states), *(term.key for term in law.terms)}
        wanted |= {*law.question_words, *(step.issues.kind for step in law.steps if step.issues)}
    return {str(name) for name in wanted} - set(names_in(text))


def test_nothing_is_missing() -> None:
    assert missing(GLOSSARY.read_text(encoding="utf-8")) == set()


def test_a_missing_word_is_found() -> None:
    text = GLOSSARY.read_text(encoding="utf-8").replace("`hazard`", "`danger`").replace("`arrival`", "`coming`")
    assert missing(text) == {"hazard", "arrival"}


def test_every_row_has_its_chinese_and_its_source_and_stands_once() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert all(len(row) == 3 and re.search(r"[一-鿿]", row[1]) and row[2] for row in rows(text))
    assert [name for name, times in Counter(names_in(text)).items() if times > 1] == []
