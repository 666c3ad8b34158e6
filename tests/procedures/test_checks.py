"""Each check of the law book refuses what it is there to refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cunli.lib.citations import cite
from cunli.procedures import checks, fingerprints
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.catalogue.hazard import HAZARD
from cunli.procedures.checks import check_catalogue, complaints
from cunli.procedures.grammar import Desk, Field, Opens, Party, Procedure, optional
from cunli.procedures.lengths import county

Change = Callable[[Procedure], Procedure]


def with_state(key: str, **changes: object) -> Change:
    def change(law: Procedure) -> Procedure:
        return replace(law, states=tuple(replace(s, **changes) if s.key == key else s for s in law.states))

    return change


def with_step(key: str, **changes: object) -> Change:
    def change(law: Procedure) -> Procedure:
        return replace(law, steps=tuple(replace(s, **changes) if s.key == key else s for s in law.steps))

    return change


def with_term(key: str, **changes: object) -> Change:
    def change(law: Procedure) -> Procedure:
        return replace(law, terms=tuple(replace(t, **changes) if t.key == key else t for t in law.terms))

    return change


def without_steps(*keys: str) -> Change:
    return lambda law: replace(law, steps=tuple(step for step in law.steps if step.key not in keys))


def with_island(law: Procedure) -> Procedure:
    island = replace(law.state("in_hand"), key="island")
    steps = tuple(replace(s, from_=(*s.from_, "island")) if s.key == "fix" else s for s in law.steps)
    return replace(law, states=(*law.states, island), steps=steps)


def with_fact(key: str, **changes: object) -> Change:
    def change(law: Procedure) -> Procedure:
        return replace(law, facts=tuple(replace(f, **changes) if f.key == key else f for f in law.facts))

    return change


LAST_WORDS = ("confirm", "contest", "asked_and_good", "asked_and_not", "seen_good", "seen_not")

OPENS = Opens(procedure="moonwalk", opening="step_out", title="outcome", kind="outcome", place="outcome")
WRONG: dict[str, tuple[Change, str]] = {
    "an unreachable state": (with_island, "state island cannot be reached"),
    "a dead end": (without_steps(*LAST_WORDS), "state fixed is a dead end"),
    "a sealed fact that is told": (with_fact("note", seen_by=(Party.DESK,)), "step progress tells the sealed note"),
    "a sealed fact that is recalled": (
        lambda law: with_state("in_hand", recalls="note")(with_fact("note", seen_by=(Party.DESK,))(law)),
        "state in_hand recalls the sealed note",
    ),
    "a step without citation": (with_step("arrive", citations=()), "step arrive cites nothing"),
    "a step for nobody": (with_step("arrive", by=()), "step arrive may be taken by nobody"),
    "a step to nowhere": (with_step("arrive", to="moon"), "step arrive names the unknown state moon"),
    "an unknown fact": (with_step("arrive", fields=(optional("smell"),)), "fact smell is used but not declared"),
    "an unused fact": (with_step("arrive", fields=()), "fact seen is never used"),
    "a state without clock": (with_state("in_hand", under=""), "state in_hand has no clock"),
    "a state that waits for nobody": (with_state("in_hand", waits_for=None), "state in_hand waits for nobody"),
    "an end without outcome": (with_state("solved", outcome=None), "end solved has no outcome"),
    "a clock nobody here can meet": (
        with_state("dispatched", under="confirm"),
        "no step of state dispatched meets its clock confirm",
    ),
    "an unknown county length": (
        with_term("done", length=county("moon.phase")),
        "term done takes its length from the unknown setting moon.phase",
    ),
    "a term that never starts": (with_term("done", starts=()), "term done never starts"),
    "a term never met": (with_term("done", met_by=()), "term done can never be met"),
    "a term of an unknown step": (with_term("done", met_by=("fly",)), "term done names the unknown step fly"),
    "lateness by an unknown step": (with_term("done", late="fly"), "term done is late by the unknown step fly"),
    "a law nobody registered": (
        with_step("arrive", citations=(cite("月球法", "1"),)),
        "月球法 names an instrument that the law floor does not know",
    ),
    "a state declared twice": (
        lambda law: replace(law, states=(*law.states, law.states[0])),
        "state reported is declared twice",
    ),
    "a question without words": (
        lambda law: replace(law, question_words={"come": "x"}),
        "step deliver_letter asks answer without words for it",
    ),
    "an icon nobody drew": (lambda law: replace(law, icon="moon-boot"), "its icon moon-boot is not in ui/icons"),
    "opening what is not there": (
        with_step("fix", opens=OPENS),
        "step fix opens the unknown moonwalk by step_out",
    ),
    "opening from what is not asked": (
        with_step("fix", opens=replace(OPENS, title="seen")),
        "step fix opens a matter from seen, which it does not require",
    ),
    "assigning without asking whom": (
        with_step("screen", fields=(optional("level"),)),
        "step screen assigns without asking whom",
    ),
    "assigning nobody": (
        with_step("refer", fields=(optional("assignee"),)),
        "step refer assigns without asking whom",
    ),
    "a desk that is nobody's": (
        lambda law: replace(law, desk=Desk(function="moon", level="town")),
        "the desk is for the unknown function moon",
    ),
    "a desk by kinds that there are not": (
        lambda law: replace(law, kinds="", desk=replace(law.desk, by_kind=True)),
        "the desk goes by kinds, and there are none",
    ),
    "a check-in": (with_step("arrive", title="到场打卡"), "“到场打卡” breaks BRD-05"),
    "a ranking": (lambda law: replace(law, title="网格员排名"), "“网格员排名” breaks BRD-05"),
    "a photo as a must": (
        with_step("fix", fields=(Field("outcome"), Field("photo"))),
        "fix asks for photo as a must, which breaks BRD-08",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_whole_is_refused(name: str) -> None:
    change, complaint = WRONG[name]
    assert complaint in complaints(change(HAZARD))


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_every_procedure_is_whole(law: Procedure) -> None:
    assert complaints(law) == []


def test_the_catalogue_is_whole_with_its_scenarios_and_fingerprints() -> None:
    assert check_catalogue() == []


def test_a_missing_scenario_keeps_the_process_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "scenarios_in", lambda path: ())
    assert "no scenario shows step screen" in {message.msg for message in check_catalogue()}


def test_the_check_frame_work_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.checks import run_checks

    monkeypatch.setattr(checks, "EDITIONS", (with_step("arrive", citations=())(HAZARD),))
    assert "step arrive cites nothing" in {message.msg for message in run_checks(tags=["cunli"])}


class TestFingerprint:
    @pytest.mark.parametrize(
        "change",
        [
            with_step("arrive", to="reported"),
            with_step("arrive", citations=(cite("民法典", "1"),)),
            with_step("screen", refuses=()),
            with_step("arrive", tells=""),
            with_state("in_hand", waits_for=Party.TOWN),
            with_term("done", length=county("confirm")),
            with_term("done", late=""),
            lambda law: replace(law, rating_after=()),
            lambda law: replace(law, facts=law.facts[1:]),
        ],
    )
    def test_changes_with_the_structure(self, change: Change) -> None:
        assert fingerprints.fingerprint(change(HAZARD)) != fingerprints.fingerprint(HAZARD)

    @pytest.mark.parametrize(
        "change",
        [
            with_step("arrive", title="x", done="y", tells="z", hint="h"),
            with_state("in_hand", title="x", villager="y", sentence="z"),
            with_term("done", title="x"),
            lambda law: replace(law, title="x", plain="y", icon="z"),
        ],
    )
    def test_does_not_change_with_the_words(self, change: Change) -> None:
        assert fingerprints.fingerprint(change(HAZARD)) == fingerprints.fingerprint(HAZARD)

    def test_a_published_edition_may_not_change_or_go(self) -> None:
        known = {fingerprints.name_of(HAZARD): fingerprints.fingerprint(HAZARD)}
        assert fingerprints.changed([HAZARD], known) == []
        assert fingerprints.changed([with_step("arrive", to="reported")(HAZARD)], known) == [
            "hazard 2026-03-01 was published and has changed since"
        ]
        assert fingerprints.changed([], known) == ["hazard 2026-03-01 was published and is gone"]

    def test_publishing_adds_once_and_never_replaces(self, tmp_path) -> None:
        path = tmp_path / "fingerprints.json"
        assert fingerprints.publish(HAZARD, path) is True
        assert fingerprints.publish(HAZARD, path) is False
        with pytest.raises(fingerprints.AlreadyPublished):
            fingerprints.publish(with_step("arrive", to="reported")(HAZARD), path)
        assert list(fingerprints.published(path)) == ["hazard 2026-03-01"]
