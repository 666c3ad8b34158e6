"""Matters are found by their words: the same hits on whichever engine the tests run on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cunli.cases import words
from cunli.cases.models import Grant, Matter, MatterWords
from cunli.cases.services import Reporter
from cunli.desk.inbox.filters import Wanted, chosen
from cunli.lib.scope import Scope
from tests.acts.stories import minutes, report, step
from tests.cases.test_participants import ADJOURNED, SECRET, in_session
from tests.cast import NOW, Cast

TITLES = ("村口路灯不亮了", "3号变压器有异响", "灯绳断了，路边", "WiFi断线", "𬭳家后山滑坡", "路_灯%'\"")
HITS = {
    "路灯": ["村口路灯不亮了"],
    "路灯不亮": ["村口路灯不亮了"],
    "村口 不亮": ["村口路灯不亮了"],
    "灯": ["村口路灯不亮了", "灯绳断了，路边", "路_灯%'\""],
    "灯绳断了路边": [],
    "异响": ["3号变压器有异响"],
    "3号变压器": ["3号变压器有异响"],
    "３号": ["3号变压器有异响"],
    "wifi": ["WiFi断线"],
    "WI": [],
    "𬭳": ["𬭳家后山滑坡"],
    "周满仓": list(TITLES),
    "老李": list(TITLES),
    "柳湾": [],
    "村口路灯亮": [],
    "%": [],
    "_": [],
    '"': [],
    "OR": [],
    "村1": [],
}


def titles(found: object) -> list[str]:
    return [matter.title for matter in found]  # type: ignore[attr-defined]


@pytest.fixture
def filed(cast: Cast) -> list[Matter]:
    reporter = Reporter(name="老李")
    return [report(cast, "grid_member", title, reporter=reporter) for title in TITLES]


def test_words_of_two_characters_are_found_wherever_they_stand(cast: Cast, filed: list[Matter]) -> None:
    report(cast, "li_clerk", "桥头村的路灯", area=cast.other_village)
    actor = cast.actor("wang_clerk")
    for text, hits in HITS.items():
        assert titles(words.found_within(actor.scope, text).order_by("id")) == hits, text
        assert titles(chosen(actor, Wanted(q=text)).order_by("id")) == hits, text


def test_a_reference_or_a_slips_code_is_found_as_a_whole(cast: Cast, filed: list[Matter]) -> None:
    scope = cast.actor("wang_clerk").scope
    for text in (filed[1].ref, filed[1].ref.lower(), filed[1].code, f"{filed[1].code[:3]} {filed[1].code[3:]}"):
        assert titles(words.found_within(scope, text)) == [TITLES[1]]
    assert titles(words.found_within(scope, filed[1].ref[:-1])) == []


def test_everybody_finds_what_they_reach_and_nothing_else(cast: Cast, filed: list[Matter]) -> None:
    def finds(key: str) -> list[str]:
        return titles(words.found_within(cast.actor(key).scope, "路灯"))

    for key in ("wang_clerk", "peace_officer"):
        assert finds(key) == [TITLES[0]], key
    for key in ("li_clerk", "grid_member", "audit_admin"):
        assert finds(key) == [], key


def test_a_grid_finds_what_lies_in_it(cast: Cast) -> None:
    matter = report(cast, "wang_clerk", "路灯", grid=cast.grids["shitou_1"])
    assert titles(words.found_within(Scope(grids=frozenset({cast.grids["shitou_1"].pk})), "路灯")) == [matter.title]
    assert titles(words.found_within(Scope(grids=frozenset({cast.grids["shitou_2"].pk})), "路灯")) == []


def test_ones_own_and_what_one_was_let_see_is_found_from_anywhere(cast: Cast) -> None:
    own = report(cast, "li_clerk", "我家门口的路灯", area=cast.village)
    other = report(cast, "grid_member", "学校的路灯")
    user = cast.users["li_clerk"]
    scope = cast.actor("li_clerk").scope
    assert titles(words.found_within(scope, "路灯")) == [own.title]
    Grant.objects.create(matter=other, user=user, why="代办", given_at=NOW)
    assert set(titles(words.found_within(scope, "路灯"))) == {own.title, other.title}


def noted(cast: Cast, note: str) -> Matter:
    matter = report(cast, "villager", "村口黑了")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "progress", note=note)
    return matter


def test_what_was_said_since_is_found_by_whoever_serves_there(cast: Cast) -> None:
    matter = noted(cast, "变压器烧了，等配件")
    for key in ("wang_clerk", "peace_officer"):
        for text in ("变压器", "等配件", "村口 变压器"):
            assert titles(words.found_within(cast.actor(key).scope, text)) == [matter.title], (key, text)
    assert titles(words.found_within(cast.actor("li_clerk").scope, "变压器")) == []
    assert titles(words.found_within(cast.actor("wang_clerk").scope, "变压器修好")) == []


def test_nobody_finds_out_by_searching_what_a_note_said_that_they_are_not_shown(cast: Cast) -> None:
    """The person who asked, and a unit that was asked, read the matter and not every note of it."""
    matter = noted(cast, "变压器烧了")
    scope = cast.actor("villager").scope
    assert titles(words.found_within(scope, "村口")) == [matter.title]
    for text in ("变压器", "变", "后变", "※变", "※变压", '"※变"'):
        assert titles(words.found_within(scope, text)) == [], text


def test_a_sealed_word_is_found_by_nobody(cast: Cast) -> None:
    matter = in_session(cast)
    scope = cast.actor("wang_clerk").scope
    assert titles(words.found_within(scope, ADJOURNED["record"])) == [matter.title]
    assert titles(words.found_within(scope, SECRET)) == []


def test_of_very_many_the_newest_are_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "NEWEST", 2)
    for number in range(3):
        report(cast, "grid_member", f"路灯{number}", at=minutes(number))
    found = words.found_within(cast.actor("wang_clerk").scope, "路灯")
    assert set(titles(found)) == {"路灯1", "路灯2"}


def test_a_scope_without_places_reads_what_its_unit_has_in_hand(cast: Cast, filed: list[Matter]) -> None:
    scope = replace(cast.actor("wang_clerk").scope, villages=frozenset(), units=frozenset({filed[0].desk_unit_id}))
    assert titles(words.found_within(scope, "路灯")) == [TITLES[0]]


def test_words_that_go_are_found_no_more(cast: Cast, filed: list[Matter]) -> None:
    scope = cast.actor("wang_clerk").scope
    row = MatterWords.objects.get(pk=filed[0].pk)
    row.words = words.words_of(filed[0], "杆子歪了")
    row.save()
    assert titles(words.found_within(scope, "杆子")) == [TITLES[0]]
    row.delete()
    assert titles(words.found_within(scope, "杆子")) == titles(words.found_within(scope, "路灯")) == []


def test_the_same_hits_whether_many_or_few_say_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lately, or by the index of words: which way is taken is nobody's business but the database's."""
    for number in range(4):
        report(cast, "grid_member", f"杆子歪了{number}")
    scope = cast.actor("peace_officer").scope
    found = []
    for lately, newest in ((0, 60), (2000, 60), (2000, 4), (1, 60)):
        monkeypatch.setattr(words, "LATELY", lately)
        monkeypatch.setattr(words, "NEWEST", newest)
        found.append(set(words.found_within(scope, "杆子").values_list("title", flat=True)))
    assert all(hits == {f"杆子歪了{number}" for number in range(4)} for hits in found)
