"""Play a scenario through the acts, as the pages would: forms clean what is typed, scopes decide who sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

import pytest
from django.http import QueryDict

from cunli.acts.asking import answer_ask, arrive_ask
from cunli.acts.choices import options_for
from cunli.acts.filing import file_matter, join_matter
from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.cases import forms
from cunli.cases import services as cases
from cunli.cases.calling import call_for
from cunli.cases.models import Answer, Matter, Stars
from cunli.cases.selectors import matter_for
from cunli.cases.services import Coming, Mark, Place, Reporter
from cunli.lib.actors import SYSTEM
from cunli.lib.refusals import Refusal
from cunli.lib.terms import SHANGHAI
from cunli.notices import services as notices
from cunli.notices.models import Notice
from cunli.procedures.grammar import FactType, Field, Procedure
from cunli.procedures.scenarios import Act, Scenario, Text
from cunli.procedures.values import Values
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Membership, Person
from cunli.registry.services import move_out
from tests.cast import BEGAN, Cast
from tests.procedures.bureaus import WIDER
from tests.procedures.of_homes import people_offered, settle

WHO = {
    "grid member": "grid_member",
    "group leader": "leader",
    "village clerk": "wang_clerk",
    "neighbour's clerk": "li_clerk",
    "first secretary": "secretary",
    "station window": "window",
    "town officer": "peace_officer",
    "town chief": "peace_chief",
    "civil affairs officer": "civil_officer",
    "civil affairs colleague": "civil_colleague",
    "bureau officer": "bureau_officer",
    "bureau colleague": "bureau_colleague",
    "other town's officer": "far_officer",
    "water officer": "water_officer",
    "farming officer": "farming_officer",
    "first company": "dianxin_contact",
    "second company": "liantong_contact",
    "county supervisor": "supervisor",
    "villager": "villager",
    "other villager": "other_villager",
}
UNITS = {
    "village committee": "shitou",
    "neighbouring committee": "qiaotou",
    "general county office": "office",
    "village station": "shitou_station",
    "village mediation centre": "shitou_mediation",
    "errand team": "shitou_errands",
    "town service centre": "town_window",
    "general office": "town_general",
    "peace office": "peace",
    "civil affairs office": "civil",
    "housing office": "housing",
    "civil affairs bureau": "civil_bureau",
    "water bureau": "water",
    "farming bureau": "farming",
    "roads bureau": "roads",
    "first company": "dianxin",
    "second company": "liantong",
}
NO_ACCOUNT = {"grandmother": "田奶奶"}
"""People without an account: they are told by the slip, or by telephone where a number is given."""


@dataclass
class Stage:
    """Where a scenario stands while it is played."""

    cast: Cast
    law: Procedure
    matter: Matter | None = None
    now: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=SHANGHAI))

    def moment(self, text: str) -> datetime:
        """A day and a time, or a time of the same day as the last act."""
        if len(text) <= len("23:59"):
            return datetime.combine(self.now.astimezone(SHANGHAI).date(), time.fromisoformat(text), SHANGHAI)
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    @property
    def played(self) -> Matter:
        return Matter.objects.unscoped("scenario").get(ref=self.ref)

    @property
    def ref(self) -> str:
        assert self.matter is not None, "nothing was opened"
        return self.matter.ref

    def user_id(self, who: str) -> int:
        return self.cast.users[WHO[who]].pk


def play(cast: Cast, law: Procedure, scenario: Scenario) -> Stage:
    """Open the matter and do every act; an act that says ``refused`` must be refused with just that code."""
    wider = WIDER.get(law.key)
    stage = Stage(wider(cast) if wider else cast, law)
    for number, people in scenario.homes.items():
        settle(cast, number, people, WHO)
    for act in (scenario.opened, *scenario.acts):
        stage.now = stage.moment(act.said["at"])
        if act.refused:
            with pytest.raises(Refusal) as refusal:
                DO[act.verb](stage, act)
            assert code_of(refusal.value) == act.refused, f"{act.said}: {refusal.value}"
        else:
            DO[act.verb](stage, act)
    return stage


def code_of(refusal: Refusal) -> str:
    """The guard's own key where a guard refused."""
    return str(getattr(refusal, "guard", "") or refusal.code)


def _open(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    key = act.said.get("opening")
    opening = stage.law.opening(key) if key else stage.law.openings[0]
    assert opening is not None, key
    area = stage.cast.town if act.said.get("area") == "town" else stage.cast.village
    draft = Matter(
        procedure=stage.law.key,
        edition=stage.law.edition,
        kind=act.said.get("kind", ""),
        county_id=area.county_id,
        town_id=area.town_id,
        village_id=area.village_id,
        opened_at=stage.now,
    )
    done = file_matter(
        actor=actor,
        procedure=stage.law,
        opening=opening,
        title=act.said["title"],
        kind=act.said.get("kind", ""),
        channel=act.said.get("channel", "grid"),
        place=Place(area=area, words="3组，周满仓家屋后" if area.village_id else ""),
        reporter=_reporter(stage, act),
        values=_values(stage, draft, opening.fields, act),
        at=stage.now,
        happened_at=_happened(stage, act),
    )
    stage.matter = Matter.objects.unscoped("scenario").get(ref=done.ref)


def _anew(stage: Stage, act: Act) -> None:
    """Another matter of the same procedure, which the rest of the story is about; ``that one`` is the number of the
    one before."""
    values = {key: stage.played.ref if said == "that one" else said for key, said in act.values.items()}
    _open(stage, replace(act, said={**act.said, "opening": act.said["anew"]}, values=values))


def _reporter(stage: Stage, act: Act) -> Reporter:
    who = act.said.get("for", act.said["by"])
    if who in NO_ACCOUNT:
        return Reporter(name=NO_ACCOUNT[who], phone=act.said.get("phone", ""))
    user = stage.cast.users[WHO[who]]
    return Reporter(user_id=user.pk, name=user.name)


def _step(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    matter = matter_for(actor, stage.ref)
    step = matter.law.step(act.said["step"])
    if step is None:
        raise NoSuchStep(act.said["step"])
    values = _values(stage, matter, step.fields, act)
    take_step(actor=actor, matter=matter, step=step, values=values, at=stage.now, happened_at=_happened(stage, act))


class NoSuchStep(Refusal):
    """What a forged request would ask for."""

    code = "no_such_step"


def _happened(stage: Stage, act: Act) -> datetime | None:
    return stage.moment(act.said["happened"]) if "happened" in act.said else None


def _values(stage: Stage, matter: Matter, fields: Sequence[Field], act: Act) -> Values:
    """As a form would clean them; a scenario that types nonsense is a mistake in the scenario. What is refused may be
    what no form would offer."""
    unknown = set(act.values) - {item.fact for item in fields}
    assert not unknown, f"no such field: {unknown}"
    data = QueryDict(mutable=True)
    for key, value in act.values.items():
        data.setlist(key, _typed(stage, stage.law.fact(key).type, value))
    options = {**options_for(matter, fields, on=stage.now.date()), **people_offered(stage.law, fields)}
    form = forms.build(stage.law, fields, options, data)
    assert form.is_valid or act.refused, form.errors
    return form.values


def _typed(stage: Stage, kind: FactType, value: Text) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if kind in NUMBERED:
        return [str(NUMBERED[kind](stage, item)) for item in items]
    if kind is FactType.PEOPLE:
        return ["\n".join(items)]
    if kind is FactType.PARTICIPANT:
        return [str(stage.played.participants.get(name=item, until=None).pk) for item in items]
    if kind is FactType.OFFICER:
        return [str(stage.user_id(item)) for item in items]
    return ["、".join(items)] if kind is FactType.NAMES else items


def _unit(stage: Stage, word: str) -> int:
    return stage.cast.units[UNITS[word]].pk


def _person(_stage: Stage, name: str) -> int:
    return Person.objects.unscoped("scenario").get(name=name).pk


def _household(stage: Stage, said: str) -> int:
    """By its number, or by one of the cast who lives there."""
    if said in WHO:
        return Membership.objects.unscoped("scenario").get(person__user_id=stage.user_id(said)).household_id
    return Household.objects.unscoped("scenario").get(household_no=said).pk


NUMBERED = {
    FactType.UNIT: _unit, FactType.UNITS: _unit, FactType.PERSON: _person, FactType.PERSONS: _person,
    FactType.HOUSEHOLD: _household,
}  # fmt: skip


def _answer(stage: Stage, act: Act) -> None:
    unit = stage.cast.units[UNITS[act.said["asked"]]]
    asks = stage.played.asks.select_related("matter", "unit").filter(unit=unit)
    ask = asks.filter(about__contains=act.said.get("about", "")).latest("id")
    answer_ask(
        actor=stage.cast.actor(WHO[act.said["by"]]),
        ask=ask,
        answer=Answer(act.said["answer"]),
        said=act.said["said"],
        answered_by=act.said["by"],
        at=stage.now,
        goes_on=act.said.get("goes_on", ""),
    )


def _arrives(stage: Stage, act: Act) -> None:
    unit = stage.cast.units[UNITS[act.said["arrives"]]]
    ask = stage.played.asks.select_related("matter", "unit").filter(unit=unit).latest("id")
    actor = stage.cast.actor(WHO[act.said["by"]])
    arrive_ask(actor=actor, ask=ask, said=act.said.get("said", ""), answered_by=act.said["by"], at=stage.now)


def _comes(stage: Stage, act: Act) -> None:
    """By themselves where the name is theirs, else taken by telephone."""
    actor, said = stage.cast.actor(WHO[act.said["by"]]), act.said["comes"]
    own = said == act.said["by"]
    matter = call_for(actor, stage.ref)
    coming = Coming(
        name=actor.name if own else said, user_id=actor.user_id if own else None, brings=act.said.get("brings", "")
    )
    cases.say_coming(actor=actor, matter=matter, coming=coming, at=stage.now)


def _hand(stage: Stage, act: Act) -> None:
    actor, said = stage.cast.actor(WHO[act.said["by"]]), act.said["hand"]
    name = stage.cast.users[WHO[said]].name if said in WHO else said
    matter = call_for(actor, stage.ref)
    hand = matter.hands.get(name=name, home_at=None, off_at=None)
    cases.mark_hand(actor=actor, matter=matter, hand=hand, mark=Mark(act.said["mark"]), at=stage.now)


def _sweep(stage: Stage, act: Act) -> None:
    for _time in range({"once": 1, "twice": 2}[act.said["sweep"]]):
        sweep(at=stage.now)
    taken = list(stage.played.course.filter(received_at=stage.now).values_list("key", flat=True))
    assert taken == ([act.said["takes"]] if "takes" in act.said else []), "what lateness itself did"


def _rate(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    stars = Stars(int(act.said["rate"]))
    cases.rate(
        actor=actor,
        matter=matter_for(actor, stage.ref),
        stars=stars,
        words=act.said.get("said", ""),
        at=stage.now,
    )


def _join(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    reporter = Reporter(user_id=actor.user_id, name=actor.name)
    join_matter(actor=actor, matter=stage.played, reporter=reporter, words=act.said["join"], at=stage.now)


def _home(stage: Stage, act: Act) -> None:
    """The register learns that these have lived in one household."""
    village = stage.cast.village
    number = f"{stage.now:%y%m%d%H%M}"
    home = Household.objects.create(
        household_no=number, printed_no=number, area=village, village=village, since=BEGAN,
        county_id=village.county_id, town_id=village.town_id,
    )  # fmt: skip
    for nth, who in enumerate(act.said["home"].split(", ")):
        user = stage.cast.users[WHO[who]]
        person = Person.objects.create(
            name=user.name, user=user, village=village, county_id=village.county_id, town_id=village.town_id
        )
        relation = Relation.OTHER if nth else Relation.HEAD
        Membership.objects.create(person=person, household=home, relation=relation, valid_from=BEGAN)


def _newest_notice(stage: Stage) -> Notice:
    return Notice.objects.unscoped("scenario").filter(ref=stage.ref).latest("pk")


def _hang(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    notices.post(actor=actor, notice=_newest_notice(stage), at=stage.now)


def _objection(stage: Stage, act: Act) -> None:
    """One came in from outside, or was answered."""
    if act.said["objection"] == "came":
        notices.count_objection(actor=SYSTEM, notice=_newest_notice(stage), ref="OB-2026-00009", at=stage.now)
    else:
        notices.answer_objections(actor=SYSTEM, ref="OB-2026-00009", at=stage.now)


def _conclude(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    notices.conclude(actor=actor, notice=_newest_notice(stage), outcome=act.said["conclude"], at=stage.now)


def _withdraw(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    notices.withdraw(actor=actor, notice=_newest_notice(stage), reason=act.said["withdraw"], at=stage.now)


def _moved(stage: Stage, act: Act) -> None:
    """The register learns, on another way, that somebody has moved away."""
    person = Person.objects.unscoped("scenario").get(name=act.said["moved"])
    move_out(actor=SYSTEM, person_id=person.pk, on=stage.now.date(), at=stage.now)


DO = {
    "opened": _open, "anew": _anew, "step": _step, "answer": _answer,
    "arrives": _arrives, "comes": _comes, "hand": _hand, "sweep": _sweep, "rate": _rate, "join": _join, "home": _home,
    "hang": _hang, "objection": _objection, "conclude": _conclude, "withdraw": _withdraw, "moved": _moved,
}  # fmt: skip
