"""The usual courses of a hazard, up to whichever point they have reached."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.cases.models import Stars
from cunli.desk.demo.crews import crew_of, handler_of
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.desk.demo.titles import BAD_WORDS, CALLED_BACK, CONTESTED, GOOD_WORDS, Danger

DAY = timedelta(days=1)


class HazardTale(Tale):
    """``at`` moves on with every step told."""

    def __init__(
        self, stage: Stage, danger: Danger, village: str, *, asker: Villager | None = None, opening: str = "",
        by: str = "", channel: str = "grid",
    ) -> None:  # fmt: skip
        self.danger, self.village = danger, village
        self.town, self.crew = crew_of(village)
        self.unit_key, self.officer = handler_of(danger.kind, village)
        self.random = stage.random
        self.at = stage.anchor
        filed_by = by or self.random.choice(self.crew.grid_members)
        told = Opened(
            procedure="hazard", kind=danger.kind, title=danger.title, village=village, by=filed_by, opening=opening,
            channel=channel, spot=danger.spot or ("" if asker else "中街"),
        )  # fmt: skip
        super().__init__(stage, told, asker=asker)

    def soon(self, least: int, most: int) -> datetime:
        self.at = self.stage.later(self.at, least, most)
        return self.at

    def report(self, at: datetime) -> None:
        self.at = at
        self.open(at)

    def found_and_fixed(self, at: datetime) -> None:
        self.at = at
        self.open(at, happened_at=at - timedelta(minutes=90), outcome=self.danger.outcome)

    def screen(self, at: datetime | None = None, *, level: str = "") -> None:
        self.at = at or self.soon(8, 95)
        self.step(
            self.at, self.random.choice(self.town.officers), "screen", level=level or self.danger.level,
            assignee=self.stage.unit(self.unit_key).pk, officer=self.user_id(self.officer),
        )  # fmt: skip

    def user_id(self, login: str) -> int:
        return self.stage.posts[login][0].user_id

    def objected(self) -> None:
        """The unit it was given to says it is not theirs; the desk gives it to another."""
        self.step(self.soon(60, 180), self.officer, "object", why="这一段不归我们管，归镇里养护")
        if self.unit_key.endswith(":peace"):
            self.unit_key, self.officer = f"{self.town.town}:housing", self.town.housing
        else:
            self.unit_key, self.officer = f"{self.town.town}:peace", self.town.officers[0]
        self.screen()

    def referred(self) -> None:
        """Given on to another unit while it is under way, with the reason."""
        self.unit_key, self.officer = f"{self.town.town}:housing", self.town.housing
        self.step(
            self.soon(60, 400), self.town.chief, "refer", assignee=self.stage.unit(self.unit_key).pk,
            officer=self.user_id(self.officer), why="要懂房子的人去看",
        )  # fmt: skip

    def arrive(self, least: int = 20, most: int = 300) -> None:
        self.step(self.soon(least, most), self.officer, "arrive", seen=self.danger.seen)

    def progress(self, note: str) -> None:
        self.step(self.soon(60, 600), self.officer, "progress", note=note)

    def fix(self, least: int = 120, most: int = 4 * 1440) -> None:
        self.step(self.soon(least, most), self.officer, "fix", outcome=self.danger.outcome)

    def good(self) -> None:
        """The person who asked says it is good: by phone or slip, else asked by another than who did it."""
        if self.asker is not None and self.asker.person.user is None and self.random.random() < 0.6:
            self.step(
                self.soon(60, 3000), self.caller(), "asked_and_good", own_words=self.random.choice(GOOD_WORDS)
            )  # fmt: skip
        else:
            self.step(self.soon(60, 3000), REPORTER, "confirm")

    def caller(self) -> str:
        """Someone who did not do it."""
        return next(login for login in (*self.crew.callers, self.town.chief) if login != self.officer)

    def asked_not_good(self) -> None:
        words = self.random.choice(CONTESTED)
        self.step(self.soon(200, 1500), self.caller(), "asked_and_not", own_words=words)

    def not_good(self) -> None:
        self.step(self.soon(200, 1500), REPORTER, "contest", own_words=self.random.choice(CONTESTED))

    def rated(self, stars: int) -> None:
        """Only a person who asked rates, never staff."""
        if self.asker is not None:
            words = self.random.choice(GOOD_WORDS if stars >= 3 else BAD_WORDS)
            self.rate(self.soon(5, 600), stars, words)
            if stars <= Stars.BAD:
                self.called_back(self.at + DAY, self.caller(), CALLED_BACK)

    def unsolved(self) -> None:
        self.step(
            self.soon(600, 3000), self.town.chief, "close_unsolved", why="要整段重修，今年没有这笔钱",
            what_would_change="报进明年的计划，批下来就修", again_on=(self.stage.today + 100 * DAY).isoformat(),
        )  # fmt: skip

    def not_ours(self) -> None:
        self.step(
            self.soon(20, 90), self.town.officers[0], "not_ours", why="这条路是县道，归县里养护",
            who_has_it_now="县交通局养护站",
        )  # fmt: skip

    def reopened(self) -> None:
        self.step(self.soon(3 * 1440, 9 * 1440), REPORTER, "reopen", own_words=self.random.choice(CONTESTED))
