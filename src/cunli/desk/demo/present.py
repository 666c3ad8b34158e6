"""What is open now: overdue, due today, tomorrow, in days; newly come in, waiting for a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle

from cunli.desk.demo.hazards import HazardTale
from cunli.desk.demo.history import someone
from cunli.desk.demo.services import ServiceTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.titles import DANGERS, HANDED_ON, WISHES, Danger, Wish

VILLAGES_OF = {
    "liuwan": ("yangliupu", "shiqiao", "zaoyuan", "shanghe", "yangliupu"),
    "shuangling": ("yushugou", "baishiying", "erdaokan", "yushugou"),
    "wuping": ("fengxiangzhai", "yunjiao", "fengxiangzhai", "muti"),
}
DAYS_OF_ARRIVAL = {"liuwan": (-1, 0, 2), "shuangling": (0,), "wuping": (1,)}
DAYS_OF_DOING = {"liuwan": (-1, 0, 3, 6, 9), "shuangling": (4,), "wuping": (2, 7)}
DAYS_OF_WORD = {"liuwan": (1, 2, 5), "shuangling": (3,), "wuping": (4,)}
MINUTES_AGO = {"liuwan": (16, 55, 190), "shuangling": (35,), "wuping": (50,)}
SERVICES_ASKED = {"liuwan": (0, 1), "shuangling": (0, 1), "wuping": (1,)}
SERVICES_DOING = {"liuwan": (-2, 0, 3), "shuangling": (-1, 2), "wuping": (4,)}
SERVICES_MISSING = {"liuwan": (3, 18), "shuangling": (9,), "wuping": (12,)}
SERVICES_WORD = {"liuwan": (2,), "shuangling": (0, 6), "wuping": (3,)}


def tell(stage: Stage) -> None:
    """Every open state of both procedures in every town."""
    dangers, wishes, handed = cycle(reversed(DANGERS)), cycle(reversed(WISHES)), cycle(HANDED_ON)
    for town, villages in VILLAGES_OF.items():
        where = cycle(villages)
        _hazards(stage, town, where, dangers)
        _services(stage, town, where, wishes, handed)


def _hazards(stage: Stage, town: str, where: Iterator[str], dangers: Iterator[Danger]) -> None:
    for minutes in MINUTES_AGO[town]:
        _hazard(stage, next(where), next(dangers)).report(stage.ago(minutes))
    for days in DAYS_OF_ARRIVAL[town]:
        tale = _hazard(stage, next(where), next(dangers))
        _screened(tale, "hazard.arrival", days)
    for days in DAYS_OF_DOING[town]:
        tale = _hazard(stage, next(where), next(dangers))
        _screened(tale, "hazard.done", days)
        tale.arrive()
        tale.progress("材料定好了，约了师傅")
    for days in DAYS_OF_WORD[town]:
        tale = _hazard(stage, next(where), next(dangers))
        fixed = stage.begun_for("confirm", days, clock="16:20")
        tale.report(fixed - timedelta(days=2, hours=5))
        tale.screen()
        tale.arrive(20, 200)
        tale.step(fixed, tale.officer, "fix", outcome=tale.danger.outcome)


def _hazard(stage: Stage, village: str, danger: Danger) -> HazardTale:
    asker = someone(stage, village) if stage.random.random() < 0.5 else None
    return HazardTale(stage, danger, village, asker=asker, channel="call" if asker else "grid")


def _screened(tale: HazardTale, clock: str, days: int) -> None:
    """Reported a little before, and given to someone at the moment that makes the clock due in so many days."""
    begun = tale.stage.begun_for(clock, days, per="L3")
    tale.report(begun - timedelta(minutes=40))
    tale.screen(begun, level="L3")


def _services(stage: Stage, town: str, where: Iterator[str], wishes: Iterator[Wish], handed: Iterator[Wish]) -> None:
    for days in SERVICES_ASKED[town]:
        _service(stage, next(where), next(wishes)).ask(stage.begun_for("service.first_answer", days))
    for number, days in enumerate(SERVICES_DOING[town]):
        tale = _service(stage, next(where), next(handed if number % 2 else wishes))
        begun = stage.begun_for("service.done", days)
        tale.ask(begun - timedelta(minutes=25))
        if number % 2:
            tale.hand_on(begun)
        else:
            tale.take(begun)
    for days in SERVICES_MISSING[town]:
        tale = _service(stage, next(where), _lacking(handed))
        told = stage.begun_for("service.missing_papers", days)
        tale.ask(told - timedelta(hours=30))
        tale.hand_on(told - timedelta(hours=24))
        tale.tell_missing(told)
    for days in SERVICES_WORD[town]:
        tale = _service(stage, next(where), next(wishes), opening="done_on_the_spot")
        tale.on_the_spot(stage.begun_for("confirm", days))


def _lacking(handed: Iterator[Wish]) -> Wish:
    return next(wish for wish in handed if wish.missing)


def _service(stage: Stage, village: str, wish: Wish, *, opening: str = "") -> ServiceTale:
    return ServiceTale(stage, wish, village, someone(stage, village), opening=opening)
