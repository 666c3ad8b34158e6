"""The one table over the law book: no step without an article or the words "county configuration"."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cunli.lib.citations import COUNTY
from cunli.procedures import documents, overview
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.checks import complaints, moves
from cunli.procedures.grammar import Procedure


def table() -> dict[tuple[str, str], list[str]]:
    """The cells of each row, by procedure and step."""
    found, key = {}, ""
    for line in documents.pages()["README.md"].splitlines():
        if heading := re.match(r"## \[.*\]\((\w+)\.md\)", line):
            key = heading[1]
        elif line.startswith("| ") and (step := re.match(r"\| .*? \(`(\w+)`\) \|", line)):
            found[key, step[1]] = [cell.strip() for cell in line.strip("|").split(" | ")]
    return found


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_every_step_stands_there_with_what_it_rests_on_and_who_takes_it(law: Procedure) -> None:
    rows = table()
    for move in moves(law):
        cells = rows[law.key, move.key]
        assert cells[2], f"{move.key} rests on nothing"
        for citation in move.citations:
            said = f"{overview.CONFIGURED}{citation.article}" if citation.law == COUNTY else str(citation)
            assert said in cells[2]
        assert cells[3], f"nobody takes {move.key}"


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_every_clock_and_every_paper_stands_at_its_step(law: Procedure) -> None:
    rows = table()
    for term in law.terms:
        for step in (step for step in law.steps if step.key in term.starts):
            assert f"begins {term.title}" in rows[law.key, step.key][1]
    for step in (step for step in law.steps if step.issues):
        assert step.issues and f"`{step.issues.kind}`" in rows[law.key, step.key][4]


def test_a_step_or_an_opening_without_a_citation_is_refused() -> None:
    law = EDITIONS[0]
    bare = replace(law, steps=(replace(law.steps[0], citations=()), *law.steps[1:]))
    assert f"step {law.steps[0].key} cites nothing" in complaints(bare)
    begun = replace(law, openings=(replace(law.openings[0], citations=()), *law.openings[1:]))
    assert f"step {law.openings[0].key} cites nothing" in complaints(begun)
