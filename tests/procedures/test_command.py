"""``cunli procedures``: for people, for scripts, on paper."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cunli.procedures import checks, documents, fingerprints
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.catalogue.hazard import HAZARD
from cunli.procedures.grammar import Party, StateClass


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("procedures", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_what_scripts_were_promised() -> None:
    found = json.loads(run("--json"))
    assert [item["key"] for item in found] == [item.key for item in EDITIONS]
    for procedure in found:
        assert set(procedure) == {"key", "title", "edition", "states", "steps"}
        states = {state["key"] for state in procedure["states"]}
        for state in procedure["states"]:
            assert set(state) == {"key", "class", "waits_for", "terms"}
            ended = state["class"] == StateClass.END
            assert ended or (state["waits_for"] in set(Party) and state["terms"]), state
        for step in procedure["steps"]:
            assert set(step) == {"key", "from", "to", "who", "citations"}
            assert set(step["from"]) <= states and step["to"] in {*states, None}
            assert step["who"] and step["citations"]


def test_people_read_titles_and_articles() -> None:
    shown = run()
    assert "隐患" in shown and "突发事件应对法第22条" in shown and "便民服务" in shown


def test_a_broken_law_book_is_said_and_exits_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "scenarios_in", lambda path: ())
    with pytest.raises(CommandError) as refused:
        run("--json")
    assert refused.value.returncode == 1


def test_pages_are_written_checked_and_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "procedures"
    monkeypatch.setattr(documents, "FOLDER", folder)
    names = sorted(["README.md", *(f"{law.key}.md" for law in EDITIONS)])
    assert documents.stale(folder) == names
    assert documents.write(folder) == names
    assert documents.stale(folder) == documents.write(folder) == []
    (folder / "hazard.md").write_text("old")
    (folder / "gone.md").write_text("of a procedure that is gone")
    assert documents.write(folder) == ["gone.md", "hazard.md"]
    assert documents.stale(folder) == []


def test_the_pages_in_the_repository_are_true() -> None:
    assert documents.stale() == [], "run: make docs"


def test_a_page_says_everything_a_jurist_asks_for() -> None:
    page = documents.pages()["hazard.md"]
    for step in HAZARD.steps:
        assert f"(`{step.key}`)" in page
        assert all(str(citation) in page for citation in step.citations)
        assert all(f"`{guard.key}`" in page for guard in step.refuses)
    assert all(f"(`{term.key}`)" in page for term in HAZARD.terms)
    assert "stateDiagram-v2" in page and "A pole leans over a house" in page
    assert "`hazard.arrival`" in page and "L1 30min" in page and "国家没有统一的数" in page


def test_publishing_by_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fingerprints.json"
    monkeypatch.setattr(fingerprints, "PATH", path)
    assert "hazard 2026-03-01" in run("--publish", "hazard")
    assert "早已发布" in run("--publish", "hazard")
    with pytest.raises(CommandError):
        run("--publish", "moon")
