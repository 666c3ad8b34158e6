"""People who stand in the register twice: one pair waits to be decided, one was two people, one was made one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cunli.acts.merging import merge_persons
from cunli.desk.demo.stage import Stage
from cunli.lib.actors import SYSTEM
from cunli.registry import services as registry
from cunli.registry.kinds import FoundBy, Relation
from cunli.registry.models import Duplicate, Person


@dataclass(frozen=True, slots=True)
class Second:
    """A second entry for somebody of the stories, in the household of ``at_home``; the same birth, no ID number.

    ``why``: how it was known, where it was decided; ``is_one``: that they are one person.
    """

    called: str
    named: str
    at_home: str
    by: str
    days_ago: int
    why: str = ""
    is_one: bool = False


SECONDS = (
    Second("田巧云", "田巧芸", "ding", "wangxiumei", 6),
    Second("周满仓", "周满昌", "song", "wangxiumei", 26, why="堂兄弟，同一天生的，各有各的户口本"),
    Second("吴银环", "吴银环", "shi", "wujinfu", 34, why="问过本人，帮女儿带孩子时登记了第二回", is_one=True),
)


def tell(stage: Stage) -> None:
    for second in SECONDS:
        stage.plan(stage.moment(second.days_ago, "10:20"), "registered twice", partial(_register, stage, second))
        if second.why:
            stage.plan(stage.moment(second.days_ago - 1, "09:30"), "decided", partial(_decide, stage, second))


def _register(stage: Stage, second: Second, now: datetime) -> None:
    first, home = _first(stage, second), stage.named[second.at_home].household
    added = registry.add_person(
        actor=stage.actor(second.by), household_id=home.pk, name=second.named, relation=Relation.OTHER,
        since=now.date(), sex=first.sex, born_on=first.born_on, ethnicity=first.ethnicity, at=now,
    )  # fmt: skip
    registry.note_duplicates(actor=SYSTEM, person_ids=[added.pk], found_by=FoundBy.SWEEP, at=now)


def _decide(stage: Stage, second: Second, now: datetime) -> None:
    first, actor = _first(stage, second), stage.actor(second.by)
    pair = Duplicate.objects.unscoped("the demo decides what it has made").get(first=first)
    if second.is_one:
        merge_persons(actor=actor, duplicate_id=pair.pk, keep_id=first.pk, why=second.why, at=now)
    else:
        registry.say_different(actor=actor, duplicate_id=pair.pk, why=second.why, at=now)


def _first(stage: Stage, second: Second) -> Person:
    village = stage.named[second.at_home].person.village_id
    people = Person.objects.unscoped("the demo looks for somebody of its stories").filter(village=village)
    return people.filter(name=second.called).order_by("pk")[0]
