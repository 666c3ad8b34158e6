"""One matter's course, told step by step and played later through the acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cunli.accounts.selectors import slip_actor, villager_actor
from cunli.acts.asking import answer_ask, arrive_ask
from cunli.acts.filing import file_matter, join_matter
from cunli.acts.people import answer_rating, rate_matter
from cunli.acts.steps import take_step
from cunli.cases import services as cases
from cunli.cases.models import Answer, Ask, Matter, Stars
from cunli.cases.selectors import matter_for
from cunli.cases.services import CameFor, Place, Reporter
from cunli.desk.demo.stage import Stage, Villager
from cunli.lib.actors import Actor
from cunli.messages import services as messages
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Procedure
from cunli.procedures.values import Value

PROCEDURES: dict[str, Procedure] = {law.key: law for law in EDITIONS}
REPORTER = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is filed: by whom (a login, or "reporter"), for whom, of what kind, where."""

    procedure: str
    kind: str
    title: str
    village: str
    by: str
    opening: str = ""
    channel: str = "grid"
    spot: str = ""
    whole: bool = False
    """About the village (or town) as a whole, not about a place in it."""


class Tale:
    """Schedules what happens to one matter. Every method takes its moment, and the next must be later."""

    def __init__(self, stage: Stage, opened: Opened, *, asker: Villager | None = None) -> None:
        self.stage = stage
        self.opened = opened
        self.asker = asker
        self.ref = ""

    def open(self, at: datetime, *, happened_at: datetime | None = None, **values: Value) -> None:
        self._plan(at, "open", lambda now: self._open(now, happened_at, values))

    def step(self, at: datetime, who: str, key: str, *, happened_at: datetime | None = None, **values: Value) -> None:
        self._plan(at, f"{who} {key}", lambda now: self._step(now, who, key, happened_at, values))

    def answer(self, at: datetime, who: str, unit: str, answer: Answer, said: str, *, goes_on: str = "") -> None:
        """``who`` writes it down: the unit's own contact, or the town that got the call."""
        self._plan(at, f"{who} {said}", lambda now: self._answer(now, who, unit, answer, said, goes_on=goes_on))

    def arrives(self, at: datetime, who: str, unit: str, said: str = "") -> None:
        """A unit that was asked to come is there."""
        self._plan(at, f"{who} arrives {said}", lambda now: self._arrives(now, who, unit, said))

    def join(self, at: datetime, villager: Villager, words: str) -> None:
        self._plan(at, f"{villager.person.name} {words}", lambda now: self._join(now, villager, words))

    def rate(self, at: datetime, stars: int, words: str = "") -> None:
        self._plan(at, f"{stars} {words}", lambda now: self._rate(now, stars, words))

    def called_back(self, at: datetime, who: str, said: str) -> None:
        """``who`` has asked about the bad rating."""
        self._plan(at, f"{who} {said}", lambda now: self._called_back(now, who, said))

    def delegate(self, at: datetime, to: Villager, why: str) -> None:
        self._plan(at, why, lambda now: self._delegate(now, to, why))

    def print_slip(self, at: datetime, who: str) -> None:
        self._plan(at, f"{who} prints", lambda now: self._print(now, who))

    def _plan(self, at: datetime, what: str, happens: Callable[[datetime], None]) -> None:
        asker = self.asker.person.name if self.asker else ""
        self.stage.plan(at, f"{self.opened.title} {self.opened.village} {asker}: {what}", happens)

    def _open(self, at: datetime, happened_at: datetime | None, values: dict[str, Value]) -> None:
        told, law = self.opened, PROCEDURES[self.opened.procedure]
        opening = law.opening(told.opening) if told.opening else law.openings[0]
        if opening is None:
            raise LookupError(told.opening)
        actor = self._actor(told.by)
        place = self._place()
        done = file_matter(
            actor=actor, procedure=law, opening=opening, title=told.title, kind=told.kind, channel=told.channel,
            place=place, reporter=self._reporter(actor), values=values, at=at, happened_at=happened_at,
            proxy=self._proxy(),
        )  # fmt: skip
        self.ref = done.ref

    def _proxy(self) -> CameFor | None:
        """A neighbour comes to the counter for who cannot."""
        if self.opened.channel != "proxy" or self.asker is None:
            return None
        pool = [one for one in self.stage.villagers[self.opened.village] if one.household != self.asker.household]
        neighbour = pool[self.asker.person.pk % len(pool)].person
        return CameFor(name=neighbour.name, phone=neighbour.phone, relation="隔壁")

    def _place(self) -> Place:
        land, told = self.stage.land, self.opened
        if told.whole:
            return Place(area=land.areas[told.village])
        if self.asker is None:
            grid = next((grid for key, grid in land.grids.items() if key.startswith(f"{told.village}:")), None)
            post = self.stage.posts.get(told.by, [None])[0]
            own = post.grid_id if post is not None and post.grid_id else None
            return Place(area=land.areas[told.village], words=told.spot, grid_id=own or (grid.pk if grid else None))
        home = self.asker.household
        where = f"{self.asker.group.short_name}，{told.spot or self.asker.person.name + '家'}"
        point = home.dwelling
        return Place(
            area=land.areas[told.village], words=where, grid_id=home.grid_id,
            lat=point.latitude if point else None, lng=point.longitude if point else None,
        )  # fmt: skip

    def _reporter(self, actor: Actor) -> Reporter:
        return self.asker.reporter if self.asker else Reporter(user_id=actor.user_id, name=actor.name)

    def _actor(self, who: str) -> Actor:
        """A worker by login; the person who asked by their account, else by the slip in their hand."""
        if who != REPORTER:
            return self.stage.actor(who)
        if self.asker is None:
            return self.stage.actor(self.opened.by)
        user = self.asker.person.user
        return villager_actor(user) if user else slip_actor(self._row().pk)

    def _row(self) -> Matter:
        return Matter.objects.unscoped("the demo plays its own matters").get(ref=self.ref)

    def _step(self, at: datetime, who: str, key: str, happened_at: datetime | None, values: dict[str, Value]) -> None:
        actor = self._actor(who)
        matter = matter_for(actor, self.ref)
        step = matter.law.step(key)
        if step is None:
            raise LookupError(key)
        take_step(actor=actor, matter=matter, step=step, values=values, at=at, happened_at=happened_at)

    def _answer(self, at: datetime, who: str, unit: str, answer: Answer, said: str, *, goes_on: str) -> None:
        actor, ask, by = self._asked(who, unit)
        answer_ask(actor=actor, ask=ask, answer=answer, said=said, answered_by=by, goes_on=goes_on, at=at)

    def _arrives(self, at: datetime, who: str, unit: str, said: str) -> None:
        actor, ask, by = self._asked(who, unit)
        arrive_ask(actor=actor, ask=ask, said=said, answered_by=by, at=at)

    def _asked(self, who: str, unit: str) -> tuple[Actor, Ask, str]:
        actor = self.stage.actor(who)
        asks = Ask.objects.select_related("matter", "unit").filter(matter__ref=self.ref, unit=self.stage.unit(unit))
        by = actor.name if actor.unit_id == self.stage.unit(unit).pk else "电话里的值班员"
        return actor, asks.latest("id"), by

    def _join(self, at: datetime, villager: Villager, words: str) -> None:
        user = villager.person.user
        actor = villager_actor(user) if user else self.stage.actor(self.opened.by)
        join_matter(actor=actor, matter=self._row(), reporter=villager.reporter, words=words, at=at)

    def _rate(self, at: datetime, stars: int, words: str) -> None:
        actor = self._actor(REPORTER)
        rate_matter(actor=actor, matter=matter_for(actor, self.ref), stars=Stars(stars), words=words, at=at)

    def _called_back(self, at: datetime, who: str, said: str) -> None:
        actor = self.stage.actor(who)
        answer_rating(actor=actor, matter=matter_for(actor, self.ref), said=said, at=at)

    def _delegate(self, at: datetime, to: Villager, why: str) -> None:
        actor = self._actor(REPORTER)
        if to.person.user is None:
            raise LookupError("a delegate has an account")
        cases.delegate(actor=actor, matter=matter_for(actor, self.ref), to=to.person.user, why=why, at=at)

    def _print(self, at: datetime, who: str) -> None:
        actor = self.stage.actor(who)
        messages.mark_printed(actor=actor, ref=self.ref, name=matter_for(actor, self.ref).reporter_name, at=at)
