"""Somebody who may take a step takes it, whatever it is, with a form filled anyhow: the real acts, forms and scopes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.http import QueryDict

from cunli.acts.choices import options_for
from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.cases import forms
from cunli.cases.forms import Question
from cunli.cases.models import Matter
from cunli.cases.selectors import matter_for, steps_open_to
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.lib.actors import Actor
from cunli.lib.refusals import Refusal
from cunli.procedures.grammar import FactType, Field, Opening, Procedure, StateClass, Step
from cunli.procedures.values import Values
from tests.cast import NOW, Cast
from tests.procedures.of_homes import names_people, people_offered, settle

TRIES = 60
CURIOUS = 0.8
"""How often a step is preferred that was not taken yet: else one goes round and round in the first states."""
NAMED = {FactType.PEOPLE: "胡大成 13900000002", FactType.NAMES: "胡大成、张有田", FactType.MONEY: "50"}

HOME = ("周老七 head 1944-02-03", "周大山 child 1970-03-02", "周小山 grandchild 1999-06-01")


@dataclass
class Wanderer:
    """One matter and everybody of the cast; ``now`` goes on from act to act."""

    cast: Cast
    law: Procedure
    luck: Random
    now: datetime = NOW
    taken: list[str] = field(default_factory=list)

    def begin(self) -> Matter | None:
        """A matter by any opening, filed by whoever may; None where nobody of the cast could."""
        named = self.law.kinds
        known = county.items(named, on=self.now.date(), county_id=self.cast.county.pk) if named else [{"key": ""}]
        kinds = [str(item["key"]) for item in known]
        if names_people(self.law):
            settle(self.cast, "0001", HOME, {})
        for _try in range(TRIES * 5):
            actor, opening = self.luck.choice(self.actors()), self.luck.choice(self.law.openings)
            try:
                with transaction.atomic():
                    return self.file(actor, opening, self.luck.choice(kinds))
            except (Refusal, Unfilled, LookupError):
                continue
        return None

    def file(self, actor: Actor, opening: Opening, kind: str) -> Matter:
        area = self.luck.choice([self.cast.village, self.cast.town])
        draft = Matter(
            procedure=self.law.key, edition=self.law.edition, kind=kind, county_id=area.county_id, town_id=area.town_id,
            village_id=area.village_id, opened_at=self.now,
        )  # fmt: skip
        done = file_matter(
            actor=actor,
            procedure=self.law,
            opening=opening,
            title="一件事",
            kind=kind,
            channel="self",
            place=Place(area=area, words="3组"),
            reporter=Reporter(user_id=self.cast.users["villager"].pk, name="张有田"),
            values=self.filled(draft, opening.fields),
            at=self.now,
        )
        self.taken.append(opening.key)
        return Matter.objects.unscoped("test").get(ref=done.ref)

    def act(self, matter: Matter) -> bool:
        """One step by somebody who may; False where all who tried were refused."""
        self.now += timedelta(minutes=self.luck.choice([5, 60, 60 * 24]))
        for _try in range(TRIES):
            offers = list(self.offers(matter))
            if not offers:
                return False
            new = [(actor, step) for actor, step in offers if step.key not in self.taken]
            actor, step = self.luck.choice(new if new and self.luck.random() < CURIOUS else offers)
            try:
                with transaction.atomic():
                    fresh = matter_for(actor, matter.ref)
                    values = self.filled(fresh, step.fields)
                    take_step(actor=actor, matter=fresh, step=step, values=values, at=self.now)
            except (Refusal, Unfilled, LookupError):
                continue
            self.taken.append(step.key)
            return True
        return False

    def wait(self) -> None:
        """Nobody does anything for some days; the sweep comes by."""
        self.now += timedelta(days=self.luck.randint(1, 40))
        sweep(at=self.now)
        self.taken.append("…")

    def offers(self, matter: Matter) -> Iterator[tuple[Actor, Step]]:
        """What whom of the cast may do now."""
        for actor in self.actors():
            try:
                fresh = matter_for(actor, matter.ref)
            except Refusal:
                continue
            yield from ((actor, step) for step in steps_open_to(actor, fresh, at=self.now))

    def actors(self) -> list[Actor]:
        return [self.cast.actor(key) for key in self.cast.users]

    def filled(self, matter: Matter, fields: Sequence[Field]) -> Values:
        """Raises Unfilled where what was written does not do, as a form would say."""
        options = {**options_for(matter, fields, on=self.now.date()), **people_offered(self.law, fields)}
        data = QueryDict(mutable=True)
        for question in forms.build(self.law, fields, options).questions:
            if question.required or self.luck.random() < 0.5:
                data.setlist(question.name, self.typed(question))
        form = forms.build(self.law, fields, options, data)
        if not form.is_valid:
            raise Unfilled(form.errors)
        return form.values

    def typed(self, question: Question) -> list[str]:
        kind = question.fact.type
        if question.options:
            return [self.luck.choice(question.options).value]
        if kind is FactType.YES_NO:
            return [self.luck.choice(["yes", ""])]
        if kind is FactType.DAY:
            return [(self.now + timedelta(days=self.luck.randint(-3, 30))).date().isoformat()]
        return [NAMED.get(kind, "因为是这样")] if kind not in (FactType.PHOTO, FactType.PHOTOS) else []


class Unfilled(Exception):
    """The form was not filled well enough; another try fills it otherwise."""


def is_over(matter: Matter) -> bool:
    return matter.stands.cls is StateClass.END
