"""How long notices hang: a county may say more than the law, never less."""

from __future__ import annotations

from copy import deepcopy

from cunli.county import rules, words
from cunli.county.defaults import DEFAULTS
from cunli.county.values import Shape

KINDS = DEFAULTS["notices.kinds"].value


def changed(key: str, **values: object) -> list[dict[str, object]]:
    return [entry | values if entry["key"] == key else entry for entry in deepcopy(KINDS)]


def test_what_the_law_says_is_the_least() -> None:
    assert rules.complaints(Shape.NOTICES, changed("village_affairs", days=15)) == []
    assert rules.complaints(Shape.NOTICES, changed("village_affairs", days=20)) == []
    assert "至少 15 天" in rules.complaints(Shape.NOTICES, changed("village_affairs", days=14))[0]
    assert rules.complaints(Shape.NOTICES, changed("points", days=3)) == []


def test_a_number_of_days_has_a_source() -> None:
    assert rules.complaints(Shape.NOTICES, changed("points", rests_on=" "))
    assert rules.complaints(Shape.NOTICES, changed("points", days=0))
    assert rules.complaints(Shape.NOTICES, changed("points", days=True))


def test_a_change_of_days_is_said() -> None:
    assert words.changes(Shape.NOTICES, KINDS, changed("points", days=10), {}) == ["“积分”至少挂的天数：7 → 10"]


def test_the_default_words_are_whole() -> None:
    for key in ("notices.kinds", "notices.health_words"):
        assert rules.complaints(DEFAULTS[key].shape, DEFAULTS[key].value) == []
