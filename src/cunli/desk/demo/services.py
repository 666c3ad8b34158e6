"""The usual courses of a convenience service, up to whichever point they have reached."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from cunli.cases.models import Stars
from cunli.desk.demo.crews import crew_of, desk_for
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.desk.demo.titles import BAD_WORDS, CALLED_BACK, CONTESTED, GOOD_WORDS, Wish

DAY = timedelta(days=1)
CHANNELS = ("counter", "counter", "counter", "call", "proxy")


class Cash(NamedTuple):
    """Whole fen; nothing where no money was taken."""

    received: int | None
    paid: int | None
    change: int | None


class ServiceTale(Tale):
    """``at`` moves on with every step told. Staff file it, unless ``by`` says the person does."""

    def __init__(
        self, stage: Stage, wish: Wish, village: str, asker: Villager, *, opening: str = "", by: str = ""
    ) -> None:
        self.wish, self.village = wish, village
        self.town, self.crew = crew_of(village)
        self.random = stage.random
        self.helper = self.random.choice(self.crew.helpers)
        self.worker = self.helper
        self.at = stage.anchor
        told = Opened(
            procedure="service_request", kind=wish.kind, title=wish.title, village=village, by=by or self.helper,
            opening=opening, channel="self" if by == REPORTER else self.random.choice(CHANNELS),
        )  # fmt: skip
        super().__init__(stage, told, asker=asker)

    def soon(self, least: int, most: int) -> datetime:
        self.at = self.stage.later(self.at, least, most)
        return self.at

    def ask(self, at: datetime) -> None:
        self.at = at
        self.open(at)

    def on_the_spot(self, at: datetime) -> None:
        self.at = at
        cash = self._cash()
        self.open(at, outcome=self.wish.outcome, received=cash.received, paid=cash.paid, change=cash.change)
        self.print_slip(at, self.opened.by)

    def _cash(self) -> Cash:
        """What was received is what was paid and what went back."""
        if not self.wish.cash:
            return Cash(None, None, None)
        paid = self.wish.cash * 100
        received = -(-paid // 5000) * 5000
        return Cash(received, paid, received - paid)

    def take(self, at: datetime | None = None) -> None:
        self.at = at or self.soon(10, 300)
        self.step(self.at, self.helper, "take")

    def hand_on(self, at: datetime | None = None) -> None:
        unit, self.worker = desk_for(self.wish.kind, self.village)
        self.at = at or self.soon(20, 300)
        self.step(
            self.at, self.helper, "hand_on", assignee=self.stage.unit(unit).pk,
            officer=self.stage.posts[self.worker][0].user_id, why="镇里才能办",
        )  # fmt: skip

    def sent_back(self) -> None:
        self.step(self.soon(60, 200), self.worker, "object", why="先要村里开个证明，再转过来")
        self.worker = self.helper

    def tell_missing(self, at: datetime | None = None) -> None:
        self.at = at or self.soon(30, 600)
        self.step(self.at, self.worker, "tell_missing", missing=list(self.wish.missing or ("身份证",)))

    def bring(self) -> None:
        self.step(self.soon(1440, 4 * 1440), self.worker, "bring", brought="、".join(self.wish.missing or ("身份证",)))

    def progress(self, note: str) -> None:
        self.step(self.soon(60, 600), self.worker, "progress", note=note)

    def fix(self, least: int = 60, most: int = 3 * 1440) -> None:
        cash = self._cash()
        self.step(
            self.soon(least, most), self.worker, "fix", outcome=self.wish.outcome, received=cash.received,
            paid=cash.paid, change=cash.change,
        )  # fmt: skip

    def good(self) -> None:
        if self.asker is None or self.asker.person.user is not None or self.random.random() < 0.5:
            self.step(self.soon(30, 3000), REPORTER, "confirm")
        else:
            words = self.random.choice(GOOD_WORDS)
            self.step(self.soon(60, 3000), self.caller(), "asked_and_good", own_words=words)

    def not_good(self) -> None:
        self.step(self.soon(200, 1500), REPORTER, "contest", own_words=self.random.choice(CONTESTED))

    def asked_not_good(self) -> None:
        words = self.random.choice(CONTESTED)
        self.step(self.soon(200, 1500), self.caller(), "asked_and_not", own_words=words)

    def caller(self) -> str:
        """Someone of the village who did not do it."""
        return next(login for login in self.crew.callers if login != self.worker)

    def rated(self, stars: int) -> None:
        words = self.random.choice(GOOD_WORDS if stars >= 3 else BAD_WORDS)
        self.rate(self.soon(5, 600), stars, words)
        if stars <= Stars.BAD:
            self.called_back(self.at + DAY, self.caller(), CALLED_BACK)

    def unsolved(self) -> None:
        self.step(
            self.soon(600, 2000), self.worker, "close_unsolved", why="家里收入比线高出一百二十元",
            what_would_change="收入降下来，或者有大病的票据，随时可以再来", who_has_it_now="镇民政办",
        )  # fmt: skip

    def reopened(self) -> None:
        self.step(self.soon(3 * 1440, 9 * 1440), REPORTER, "reopen", own_words=self.random.choice(CONTESTED))
