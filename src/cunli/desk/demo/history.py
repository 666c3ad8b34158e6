"""Two months behind us: ordinary matters, most of them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import cycle
from typing import TypeVar

from cunli.county import selectors as county
from cunli.desk.demo.geography import VILLAGES
from cunli.desk.demo.hazards import HazardTale
from cunli.desk.demo.services import ServiceTale
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER
from cunli.desk.demo.titles import DANGERS, HANDED_ON, MOUNTAIN_DANGERS, WISHES, Danger, Wish

MONTHS = 60
HAZARDS, SERVICES = 56, 60
WEIGHTS = {"yangliupu": 8, "yushugou": 5, "fengxiangzhai": 6}
STARS = (5, 5, 4, 5, 3, 5, 2, 4, 5, 1)
SERVICE_COURSES = (
    "spot", "take", "self", "spot", "hand", "missing", "spot_silent", "contested", "spot", "unsolved", "sent_back",
    "self", "lapsed", "reopened", "asked_not",
)  # fmt: skip
HANDED_COURSES = frozenset({"hand", "missing", "unsolved", "sent_back", "lapsed"})
LAPSE = 36
"""Days: what was missing is waited for a month; then the night's sweep puts it away."""
Row = TypeVar("Row")
HAZARD_COURSES = (
    "found_and_fixed", "good", "good", "silent", "contested", "unsolved", "elsewhere", "objected", "reopened",
    "referred", "asked_not",
)  # fmt: skip


def tell(stage: Stage) -> None:
    """Every course once at least, in turn, spread over the villages and the days."""
    stars = cycle(STARS)
    dangers, mountain = _shuffled(stage, DANGERS), _shuffled(stage, MOUNTAIN_DANGERS)
    for number, course in zip(range(HAZARDS), cycle(HAZARD_COURSES), strict=False):
        village = _village(stage)
        pool = mountain if _is_mountain(village) and number % 2 else dangers
        _hazard(stage, next(pool), village, course, next(stars))
    wishes, handed = _shuffled(stage, WISHES), _shuffled(stage, HANDED_ON)
    for _number, course in zip(range(SERVICES), cycle(SERVICE_COURSES), strict=False):
        wish = next(handed if course in HANDED_COURSES else wishes)
        _service(stage, wish, _village(stage), course, next(stars))


def _shuffled(stage: Stage, pool: Sequence[Row]) -> Iterator[Row]:
    items = list(pool)
    stage.random.shuffle(items)
    return cycle(items)


def _village(stage: Stage) -> str:
    keys = [village.key for village in VILLAGES]
    return stage.random.choices(keys, weights=[WEIGHTS.get(key, 2.5) for key in keys])[0]


def _is_mountain(village: str) -> bool:
    return any(row.key == village and row.town == "wuping" for row in VILLAGES)


def _day(stage: Stage, least: int = 4) -> datetime:
    clock = f"{stage.random.randint(8, 16):02d}:{stage.random.randint(0, 59):02d}"
    return stage.moment(int(stage.random.triangular(least, MONTHS, least + 6)), clock)


def someone(stage: Stage, village: str) -> Villager:
    """A grown resident; the old are asked for more often."""
    pool = stage.villagers[village]
    one, other = stage.random.choice(pool), stage.random.choice(pool)
    return min((one, other), key=lambda who: who.person.born_on or stage.today)


def _only_assists(stage: Stage, kind: str) -> bool:
    found = county.item("hazard.kinds", kind, on=stage.today, county_id=None)
    return found is not None and found["village_only_assists"]


def _hazard(stage: Stage, danger: Danger, village: str, course: str, stars: int) -> None:
    """From the report on, in the way ``course`` says."""
    asker = someone(stage, village) if stage.random.random() < 0.6 else None
    if course == "found_and_fixed" and _only_assists(stage, danger.kind):
        course = "good"  # a village does not close what it only assists with
    opening = "found_and_fixed" if course == "found_and_fixed" else ""
    tale = HazardTale(stage, danger, village, asker=asker, opening=opening, channel="call" if asker else "grid")
    at = _day(stage, 20 if course == "silent" else 4)
    if opening:
        tale.officer = tale.opened.by
        tale.found_and_fixed(at)
        if asker:
            tale.good()
        return
    tale.report(at)
    if course == "elsewhere":
        tale.not_ours()
        return
    tale.screen()
    if course == "objected":
        tale.objected()
    tale.arrive()
    _END_OF_HAZARD[course](tale)
    if course != "silent":
        tale.rated(stars)


def _hazard_good(tale: HazardTale) -> None:
    tale.fix()
    tale.good()


def _hazard_contested(tale: HazardTale) -> None:
    tale.fix()
    tale.not_good()
    _hazard_good(tale)


def _hazard_reopened(tale: HazardTale) -> None:
    _hazard_good(tale)
    tale.reopened()
    _hazard_good(tale)


def _hazard_referred(tale: HazardTale) -> None:
    tale.referred()
    tale.arrive()
    _hazard_good(tale)


def _hazard_asked_not(tale: HazardTale) -> None:
    tale.fix()
    tale.asked_not_good()
    _hazard_good(tale)


_END_OF_HAZARD: dict[str, Callable[[HazardTale], None]] = {
    "good": _hazard_good,
    "silent": HazardTale.fix,
    "contested": _hazard_contested,
    "unsolved": HazardTale.unsolved,
    "objected": _hazard_good,
    "reopened": _hazard_reopened,
    "referred": _hazard_referred,
    "asked_not": _hazard_asked_not,
}


def _service(stage: Stage, wish: Wish, village: str, course: str, stars: int) -> None:
    """From the asking on, in the way ``course`` says."""
    by = REPORTER if course == "self" else ""
    asker = _with_account(stage) if by else someone(stage, village)
    village = _village_of(stage, asker)
    opening = "done_on_the_spot" if course.startswith("spot") else ""
    tale = ServiceTale(stage, wish, village, asker, opening=opening, by=by)
    at = _day(stage, LAPSE if course == "lapsed" else 4)
    if opening:
        tale.on_the_spot(at)
        if course == "spot":
            tale.good()
            tale.rated(stars)
        return
    tale.ask(at)
    _COURSE_OF_SERVICE[course](tale)
    if course != "lapsed":
        tale.rated(stars)


def _with_account(stage: Stage) -> Villager:
    return stage.random.choice([who for who in stage.named.values() if who.person.user_id is not None])


def _village_of(stage: Stage, who: Villager) -> str:
    return next(key for key, area in stage.land.areas.items() if area.pk == who.person.village_id)


def _service_done(tale: ServiceTale) -> None:
    tale.fix()
    tale.good()


def _service_taken(tale: ServiceTale) -> None:
    tale.take()
    _service_done(tale)


def _service_handed(tale: ServiceTale) -> None:
    tale.hand_on()
    tale.progress("材料收到了，这两天去家里看看")
    _service_done(tale)


def _service_missing(tale: ServiceTale) -> None:
    tale.hand_on()
    tale.tell_missing()
    tale.bring()
    _service_done(tale)


def _service_lapsed(tale: ServiceTale) -> None:
    tale.hand_on()
    tale.tell_missing()


def _service_contested(tale: ServiceTale) -> None:
    tale.take()
    tale.fix()
    tale.not_good()
    _service_done(tale)


def _service_asked_not(tale: ServiceTale) -> None:
    tale.take()
    tale.fix()
    tale.asked_not_good()
    _service_done(tale)


def _service_unsolved(tale: ServiceTale) -> None:
    tale.hand_on()
    tale.unsolved()


def _service_sent_back(tale: ServiceTale) -> None:
    tale.hand_on()
    tale.sent_back()
    _service_taken(tale)


def _service_reopened(tale: ServiceTale) -> None:
    _service_taken(tale)
    tale.reopened()
    _service_done(tale)


_COURSE_OF_SERVICE: dict[str, Callable[[ServiceTale], None]] = {
    "take": _service_taken,
    "self": _service_taken,
    "hand": _service_handed,
    "missing": _service_missing,
    "lapsed": _service_lapsed,
    "contested": _service_contested,
    "asked_not": _service_asked_not,
    "unsolved": _service_unsolved,
    "sent_back": _service_sent_back,
    "reopened": _service_reopened,
}
