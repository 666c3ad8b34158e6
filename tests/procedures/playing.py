"""Play a scenario through the acts, as the pages would: forms clean what is typed, scopes decide who sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

import pytest
from django.http import QueryDict

from cunli.acts.asking import answer_ask
from cunli.acts.choices import options_for
from cunli.acts.filing import file_matter, join_matter
from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.cases import forms
from cunli.cases import services as cases
from cunli.cases.models import Answer, Matter, Stars
from cunli.cases.selectors import matter_for
from cunli.cases.services import Place, Reporter
from cunli.lib.refusals import Refusal
from cunli.lib.terms import SHANGHAI
from cunli.procedures.grammar import FactType, Field, Procedure
from cunli.procedures.scenarios import Act, Scenario, Text
from cunli.procedures.values import Values
from tests.cast import Cast

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
    "other town's officer": "far_officer",
    "water officer": "water_officer",
    "first company": "dianxin_contact",
    "second company": "liantong_contact",
    "county supervisor": "supervisor",
    "villager": "villager",
    "other villager": "other_villager",
}
UNITS = {
    "village committee": "shitou",
    "village station": "shitou_station",
    "village mediation centre": "shitou_mediation",
    "errand team": "shitou_errands",
    "town service centre": "town_window",
    "peace office": "peace",
    "civil affairs office": "civil",
    "housing office": "housing",
    "water bureau": "water",
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
        assert self.matter is not None, "nothing was opened"
        return Matter.objects.unscoped("scenario").get(pk=self.matter.pk)

    def user_id(self, who: str) -> int:
        return self.cast.users[WHO[who]].pk


def play(cast: Cast, law: Procedure, scenario: Scenario) -> Stage:
    """Open the matter and do every act; an act that says ``refused`` must be refused with just that code."""
    stage = Stage(cast, law)
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
    area = stage.cast.village
    draft = Matter(
        procedure=stage.law.key,
        edition=stage.law.edition,
        kind=act.said["kind"],
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
        kind=act.said["kind"],
        channel=act.said.get("channel", "grid"),
        place=Place(area=area, words="3组，周满仓家屋后"),
        reporter=_reporter(stage, act),
        values=_values(stage, draft, opening.fields, act.values),
        at=stage.now,
        happened_at=_happened(stage, act),
    )
    stage.matter = Matter.objects.unscoped("scenario").get(ref=done.ref)


def _reporter(stage: Stage, act: Act) -> Reporter:
    who = act.said.get("for", act.said["by"])
    if who in NO_ACCOUNT:
        return Reporter(name=NO_ACCOUNT[who], phone=act.said.get("phone", ""))
    user = stage.cast.users[WHO[who]]
    return Reporter(user_id=user.pk, name=user.name)


def _step(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    matter = matter_for(actor, stage.played.ref)
    step = matter.law.step(act.said["step"])
    if step is None:
        raise NoSuchStep(act.said["step"])
    values = _values(stage, matter, step.fields, act.values)
    take_step(actor=actor, matter=matter, step=step, values=values, at=stage.now, happened_at=_happened(stage, act))


class NoSuchStep(Refusal):
    """What a forged request would ask for."""

    code = "no_such_step"


def _happened(stage: Stage, act: Act) -> datetime | None:
    return stage.moment(act.said["happened"]) if "happened" in act.said else None


def _values(stage: Stage, matter: Matter, fields: Sequence[Field], typed: Mapping[str, Text]) -> Values:
    """As a form would clean them; a scenario that types nonsense is a mistake in the scenario."""
    unknown = set(typed) - {item.fact for item in fields}
    assert not unknown, f"no such field: {unknown}"
    data = QueryDict(mutable=True)
    for key, value in typed.items():
        data.setlist(key, _typed(stage, stage.law.fact(key).type, value))
    form = forms.build(stage.law, fields, options_for(matter, fields, on=stage.now.date()), data)
    assert form.is_valid, form.errors
    return form.values


def _typed(stage: Stage, kind: FactType, value: Text) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if kind in (FactType.UNIT, FactType.UNITS):
        return [str(stage.cast.units[UNITS[item]].pk) for item in items]
    if kind is FactType.OFFICER:
        return [str(stage.user_id(item)) for item in items]
    return ["、".join(items)] if kind is FactType.NAMES else items


def _answer(stage: Stage, act: Act) -> None:
    unit = stage.cast.units[UNITS[act.said["asked"]]]
    ask = stage.played.asks.select_related("matter", "unit").filter(unit=unit).latest("id")
    answer_ask(
        actor=stage.cast.actor(WHO[act.said["by"]]),
        ask=ask,
        answer=Answer(act.said["answer"]),
        said=act.said["said"],
        answered_by=act.said["by"],
        at=stage.now,
    )


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
        matter=matter_for(actor, stage.played.ref),
        stars=stars,
        words=act.said.get("said", ""),
        at=stage.now,
    )


def _join(stage: Stage, act: Act) -> None:
    actor = stage.cast.actor(WHO[act.said["by"]])
    reporter = Reporter(user_id=actor.user_id, name=actor.name)
    join_matter(actor=actor, matter=stage.played, reporter=reporter, words=act.said["join"], at=stage.now)


DO = {"opened": _open, "step": _step, "answer": _answer, "sweep": _sweep, "rate": _rate, "join": _join}
