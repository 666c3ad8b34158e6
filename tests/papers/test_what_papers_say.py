"""Every kind of paper as its procedure issues it: what a clerk would strike out is not there."""

from __future__ import annotations

import re

import pytest

from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.procedures.grammar import Procedure
from cunli.procedures.scenarios import Scenario
from tests.cast import Cast
from tests.papers.gallery import issuing
from tests.papers.test_documents import text_of
from tests.procedures.playing import play

WRONG = {
    "what was not given": re.compile("None|nan|undefined"),
    "a placeholder or a key": re.compile(r"[{}]|%\(|[a-z]+_[a-z]+"),
    "a day as a computer writes it": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "a mark of another script beside Chinese": re.compile(r"[一-鿿][,;:?!(]|[,;:?!)][一-鿿]"),
    "a mark twice or after nothing": re.compile("[。，；：]{2}|^[。，；、]"),
    "words of another language": re.compile(r"(?<![\w/.:-])[A-Za-z]{3,}"),
    "a whole number of a person": re.compile(r"\d{17}[\dX]"),
}


def test_every_kind_of_paper_is_looked_at() -> None:
    reached = {kind for _law, scenario in issuing() for kind in scenario.expect["papers"]}
    assert reached == set(PaperKind)


ISSUING = list(issuing())


@pytest.mark.parametrize(("law", "scenario"), ISSUING, ids=[f"{law.key}: {scenario}" for law, scenario in ISSUING])
def test_what_papers_say(cast: Cast, law: Procedure, scenario: Scenario) -> None:
    play(cast, law, scenario)
    for paper in Paper.objects.unscoped("a test looks").exclude(file=None).select_related("file"):
        assert paper.file is not None
        text = text_of(paper.file.path.read_bytes())
        said = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("核验码")]
        assert found_in(said) == [], paper.kind


def found_in(lines: list[str]) -> list[str]:
    return [f"{what}: {line}" for what, wrong in WRONG.items() for line in lines if wrong.search(line)]
