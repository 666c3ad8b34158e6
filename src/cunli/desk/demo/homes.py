"""What kinds of households a village has: how many, of how many people, how old. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from cunli.registry.kinds import Relation, Sex

R = Relation


@dataclass(frozen=True, slots=True)
class MemberPlan:
    relation: Relation
    male: bool
    age: int

    @property
    def sex(self) -> Sex:
        return Sex.MALE if self.male else Sex.FEMALE


@dataclass(frozen=True, slots=True)
class HomePlan:
    members: tuple[MemberPlan, ...]
    fixed: dict[int, str] = field(default_factory=dict)
    """Full names of members who have one already, by their place."""
    key: str = ""
    group: int = 0


def northern(random: Random) -> list[HomePlan]:
    """125 households, 242 residents, 150 of them 60 or older (62 %): the counts are exact, the order is not."""
    plans = [_alone(random, old=True) for _ in range(43)] + [_alone(random, old=False) for _ in range(3)]
    plans += [_couple(random, old=True) for _ in range(46)] + [_couple(random, old=False) for _ in range(6)]
    plans += [_with_parent(random, children=0) for _ in range(11)] + [_family(random, children=1) for _ in range(5)]
    plans += [_with_parent(random, children=1) for _ in range(4)] + [_family(random, children=2) for _ in range(7)]
    random.shuffle(plans)
    return plans


def mixed(random: Random, count: int) -> list[HomePlan]:
    """A village where some have gone to town and some have stayed."""
    kinds = random.choices(("alone", "couple", "young", "family", "three"), weights=(16, 24, 8, 26, 26), k=count)
    return [_mixed(random, kind) for kind in kinds]


def mountain(random: Random, count: int) -> list[HomePlan]:
    """Large families, three generations under a wooden roof."""
    kinds = random.choices(("alone", "couple", "family", "three", "left"), weights=(8, 14, 26, 40, 12), k=count)
    return [_mixed(random, kind) for kind in kinds]


def _mixed(random: Random, kind: str) -> HomePlan:
    match kind:
        case "alone":
            return _alone(random, old=random.random() < 0.8)
        case "couple":
            return _couple(random, old=True)
        case "young":
            return _couple(random, old=False)
        case "family":
            return _family(random, children=random.randint(1, 2))
        case "left":
            return _left_behind(random)
        case _:
            return _with_parent(random, children=random.randint(1, 3))


def _alone(random: Random, *, old: bool) -> HomePlan:
    age = random.randint(66, 91) if old else random.randint(44, 58)
    return HomePlan((MemberPlan(R.HEAD, random.random() < 0.42, age),))


def _couple(random: Random, *, old: bool) -> HomePlan:
    age = random.randint(64, 84) if old else random.randint(40, 57)
    wife = max(age - random.randint(0, 4), 60) if old else age - random.randint(0, 4)
    return HomePlan((MemberPlan(R.HEAD, True, age), MemberPlan(R.SPOUSE, False, wife)))


def _family(random: Random, *, children: int) -> HomePlan:
    age = random.randint(30, 50)
    pair = (MemberPlan(R.HEAD, True, age), MemberPlan(R.SPOUSE, False, age - random.randint(0, 4)))
    return HomePlan((*pair, *_children(random, age, children, R.CHILD)))


def _with_parent(random: Random, *, children: int) -> HomePlan:
    """A couple with one old parent, who is not the head."""
    home = _family(random, children=0).members
    age = home[0].age
    parent = MemberPlan(R.PARENT, random.random() < 0.35, max(age + random.randint(22, 32), 60))
    return HomePlan((*home, parent, *_children(random, age, children, R.CHILD)))


def _left_behind(random: Random) -> HomePlan:
    """Grandparents with the children of those who work far away."""
    home = _couple(random, old=True).members
    return HomePlan((*home, *_children(random, home[0].age - 28, random.randint(1, 2), R.GRANDCHILD)))


def _children(random: Random, parent: int, count: int, relation: Relation) -> Sequence[MemberPlan]:
    """Not yet nineteen; the eldest first."""
    oldest = min(18, max(parent - 22, 2))
    ages = sorted((random.randint(1, oldest) for _ in range(count)), reverse=True)
    return [MemberPlan(relation, random.random() < 0.5, age) for age in ages]
