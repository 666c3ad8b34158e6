"""Where the stories play: who can act, and everything that happens in the order of its moments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from cunli.accounts.models import Post
from cunli.accounts.selectors import actor_for
from cunli.cases import clocks
from cunli.cases.services import Reporter
from cunli.county import selectors as county
from cunli.desk.demo.geography import Land
from cunli.lib.actors import Actor
from cunli.lib.terms import SHANGHAI
from cunli.places.models import Area, Unit
from cunli.registry.models import Household, Membership, Person

OPENS, CLOSES = time(8, 10), time(18, 30)


@dataclass(frozen=True, slots=True)
class Villager:
    """A resident: who they are, where they live, and whether they have an account or a phone."""

    person: Person
    household: Household
    group: Area

    @property
    def reporter(self) -> Reporter:
        return Reporter(
            user_id=self.person.user_id, person_id=self.person.pk, name=self.person.name, phone=self.person.phone
        )


@dataclass(order=True)
class Event:
    at: datetime
    order: int
    what: str = field(compare=False)
    happens: Callable[[datetime], None] = field(compare=False)


@dataclass
class Stage:
    """The county at one anchor, with what is still going to happen up to it."""

    land: Land
    posts: dict[str, list[Post]]
    villagers: dict[str, list[Villager]]
    named: dict[str, Villager]
    anchor: datetime
    random: Random
    events: list[Event] = field(default_factory=list)
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localtime(self.anchor).date()

    def actor(self, login: str) -> Actor:
        """A worker in their first post."""
        if login not in self._actors:
            self._actors[login] = actor_for(self.posts[login][0], self.today)
        return self._actors[login]

    def unit(self, key: str) -> Unit:
        return self.land.units[key]

    def moment(self, days_ago: int, clock: str) -> datetime:
        """A time of a day before the anchor's day."""
        return datetime.combine(self.today - timedelta(days=days_ago), time.fromisoformat(clock), SHANGHAI)

    def ago(self, minutes: int) -> datetime:
        return self.anchor - timedelta(minutes=minutes)

    def plan(self, at: datetime, what: str, happens: Callable[[datetime], None]) -> None:
        """Let something happen at a moment; what would lie after the anchor has not happened yet."""
        if at <= self.anchor:
            self.events.append(Event(at, len(self.events), what, happens))

    def run(self) -> None:
        for event in sorted(self.events):
            event.happens(event.at)

    def begun_for(self, key: str, due_in: int, *, per: str | None = None, clock: str = "09:30") -> datetime:
        """When a clock of the county must have begun to be due in so many days (negative: it is past).

        Where no day leads there (a weekend, for working days) the nearest day before it that does.
        """
        length = county.length(key, on=self.today, county_id=self.land.areas["county"].pk, per=per)
        wanted = self.today + timedelta(days=due_in)
        for back in range(-due_in if due_in < 0 else 0, 90):
            begun = self.moment(back, clock)
            if begun <= self.anchor and clocks.reckon_term(length, started_at=begun).due_on <= wanted:
                return begun
        raise LookupError(f"{key} is never due in {due_in} days")

    def later(self, at: datetime, least: int, most: int) -> datetime:
        """Some minutes after ``at``, in the daytime."""
        moment = at + timedelta(minutes=self.random.randint(least, most))
        local = timezone.localtime(moment, SHANGHAI)
        if local.time() > CLOSES:
            local = datetime.combine(local.date() + timedelta(days=1), OPENS, SHANGHAI)
        elif local.time() < OPENS:
            local = datetime.combine(local.date(), OPENS, SHANGHAI)
        else:
            return local
        return local + timedelta(minutes=self.random.randint(0, 90))


def residents(villages: Sequence[Area], today: date) -> dict[int, list[Villager]]:
    """Grown residents by village, heads and their spouses first in each household."""
    rows = Membership.objects.unscoped("the demo reads what it has just loaded").on(today)
    found: dict[int, list[Villager]] = {village.pk: [] for village in villages}
    for row in rows.select_related("person__user", "household__area", "household__dwelling").order_by("id"):
        born = row.person.born_on
        if born is not None and born.year <= today.year - 20 and row.household.village_id in found:
            found[row.household.village_id].append(Villager(row.person, row.household, row.household.area))
    return found
