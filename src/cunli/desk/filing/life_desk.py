"""What the pages about a change in a home ask, and what they do with the answers: all of it said by the procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.forms import Option, StepForm, build
from cunli.cases.models import Channel
from cunli.cases.said import FIXED
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.desk.filing import keys
from cunli.desk.filing.desk import law_in_force
from cunli.desk.matter.questions import Asked, asked
from cunli.files.cleaning import Upload
from cunli.lib.actors import Actor
from cunli.procedures.grammar import FactType, Opening
from cunli.registry.models import Household, Membership
from cunli.registry.selectors import current_household_ids, home_name, household_for, listed_name, members_on

KEY, HOME, OTHER_HOME, SAYS = "life_event", "home", "other_home", "says"
TITLES: Mapping[str, object] = {
    "birth": gettext_lazy("%(home)s生了孩子"),
    "death": gettext_lazy("%(who)s去世"),
    "marriage": gettext_lazy("%(who)s结婚"),
    "move_in": gettext_lazy("%(home)s有人搬来"),
    "move_out": gettext_lazy("%(who)s搬走"),
    "divide": gettext_lazy("%(home)s分户：%(who)s"),
    "merge": gettext_lazy("%(home)s并户"),
}
NAMED = ("person", "marries", "leaving")
"""The facts whose people stand in the title."""
FEW = 3


@dataclass(frozen=True, slots=True)
class EventTile:
    word: str
    icon: str
    href: str


class HomeDesk:
    """The household, read in scope or one's own, and what may be written down about it."""

    def __init__(self, actor: Actor, household_id: int, *, now: datetime) -> None:
        self.actor, self.now, self.on = actor, now, timezone.localdate(now)
        self.law = law_in_force(KEY, self.on)
        self.is_own = actor.role == Role.VILLAGER
        self.household = self._household(household_id)
        self.called = home_name(self.household, self.on)

    def _household(self, household_id: int) -> Household:
        """Raises NotYours; 404 for a villager who lives elsewhere."""
        if not self.is_own:
            return household_for(self.actor.scope, household_id)
        if household_id not in current_household_ids(self.actor.user_id or 0, self.on):
            raise Http404
        rows = Household.objects.unscoped("a person's own household").select_related("village", "area")
        return rows.get(pk=household_id)

    @property
    def tiles(self) -> list[EventTile]:
        kinds = county.items(self.law.kinds, on=self.on, county_id=self.household.county_id)
        return [
            EventTile(
                item["word"], item.get("icon", ""), reverse("desk:file_life", args=[self.household.pk, item["key"]])
            )
            for item in kinds
            if self._may(self.law.opening(item["key"]))
        ]

    def _may(self, opening: Opening | None) -> bool:
        return opening is not None and ("anyone" in opening.by or self.actor.role in opening.by)


class LifeDesk(HomeDesk):
    """One event of one household."""

    def __init__(self, actor: Actor, household_id: int, event: str, posted: QueryDict | None, *, now: datetime) -> None:
        super().__init__(actor, household_id, now=now)
        opening = self.law.opening(event)
        if opening is None or not self._may(opening):
            raise Http404
        self.opening, self.event, self.posted = opening, event, posted
        self.refused: list[str] = []
        self.form: StepForm = build(self.law, opening.fields, self._options(), self._answers())

    @cached_property
    def members(self) -> Sequence[Membership]:
        return list(members_on(self.household, self.on))

    @cached_property
    def people(self) -> Sequence[Option]:
        return [
            Option(str(row.person_id), listed_name(row.person.name, row.person.born_on, self.on))
            for row in self.members
        ]

    @property
    def grown(self) -> Sequence[Membership]:
        """Who may have said it: somebody of the home who is no child."""
        return [
            row for row in self.members if row.person.name == listed_name(row.person.name, row.person.born_on, self.on)
        ]

    @property
    def is_bound(self) -> bool:
        return self.posted is not None

    @property
    def is_valid(self) -> bool:
        return self.is_bound and self.form.is_valid

    @property
    def questions(self) -> list[Asked]:
        """Without the household, which stands above; another is typed, by the number of its book."""
        shown = [asked(one, "") for one in self.form.questions if one.name != HOME]
        return [
            replace(one, kind=FactType.LINE.value, typed=self._typed_number()) if one.name == OTHER_HOME else one
            for one in shown
        ]

    @property
    def says(self) -> str:
        return (self.posted.get(SAYS, "") if self.posted else "").strip()

    @property
    def problems(self) -> list[str]:
        return [*self.form.errors.values(), *self.refused]

    @property
    def key(self) -> str:
        return keys.of(self.posted)

    def file(self, photos: Sequence[Upload]) -> Done:
        """Raises Refusal."""
        values = {**self.form.values, HOME: self.household.pk}
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening,
            title=self._title(),
            kind=self.event,
            channel=Channel.SELF if self.is_own or not self.says else Channel.COUNTER,
            place=Place(area=self.household.village, words=str(self.household.area), grid_id=self.household.grid_id),
            reporter=self._reporter(),
            values=values,
            at=self.now,
            photos=photos,
            key=keys.sealed(self.posted, KEY, photos),
        )

    def _title(self) -> str:
        names = {option.value: option.word for option in self.people}
        given = [self.form.values.get(fact) for fact in NAMED]
        ids = [str(one) for value in given for one in (value if isinstance(value, list) else [value]) if value]
        who = [names.get(one, "") for one in ids]
        said = "、".join(who[:FEW]) + (_("等 %(n)d 人") % {"n": len(who)} if len(who) > FEW else "")
        return str(TITLES[self.event]) % {"home": self.called, "who": said}

    def _reporter(self) -> Reporter:
        """Whoever of the home said it, else whoever writes it down."""
        mine = Reporter(user_id=self.actor.user_id, name=self.actor.name)
        found = next((row.person for row in self.grown if str(row.person_id) == self.says), None)
        if found is None or self.is_own or found.pk == self.form.values.get("person"):
            return mine
        return Reporter(user_id=found.user_id, person_id=found.pk, name=found.name, phone=found.phone)

    def _options(self) -> Mapping[str, Sequence[Option]]:
        asks = [self.law.fact(field.fact) for field in self.opening.fields]
        return {fact.key: OFFERED[fact.type](self, fact.options) for fact in asks if fact.type in OFFERED}

    def _people(self, _options: str) -> Sequence[Option]:
        return self.people

    def _homes(self, _options: str) -> Sequence[Option]:
        """Its own, and the one whose number was typed."""
        number = self._typed_number()
        rows = Household.objects.within(self.actor.scope).filter(village=self.household.village_id, until=None)
        found = rows.filter(household_no=number).first() if number else None
        return [Option(str(home.pk), home.household_no) for home in (self.household, found) if home is not None]

    def _listed(self, options: str) -> Sequence[Option]:
        return [Option(str(value), str(label)) for value, label in FIXED[options].choices if value != "unknown"]

    def _typed_number(self) -> str:
        return self.posted.get(OTHER_HOME, "").replace("\0", "").strip() if self.posted else ""

    def _answers(self) -> QueryDict | None:
        """As posted, the households by the number of their row."""
        if self.posted is None:
            return None
        answers = self.posted.copy()
        answers[HOME] = str(self.household.pk)
        number = self._typed_number()
        if number:
            known = {option.word: option.value for option in self._homes("")}
            answers[OTHER_HOME] = known.get(number, number if not number.isdigit() else f"#{number}")
        return answers


OFFERED: Mapping[FactType, Callable[[LifeDesk, str], Sequence[Option]]] = {
    FactType.PERSON: LifeDesk._people,
    FactType.PERSONS: LifeDesk._people,
    FactType.HOUSEHOLD: LifeDesk._homes,
    FactType.CHOICE: LifeDesk._listed,
}
"""How a household offers the choices of each kind of fact."""
