"""An event in a home that was checked changes the register; what follows is listed, each line with its owner."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.acts import life_lines
from cunli.acts.happening import Happening
from cunli.acts.life_lines import Line
from cunli.benefits import services as benefits
from cunli.cases import services as cases
from cunli.cases.models import Fact
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.places.selectors import nearest_unit
from cunli.procedures.catalogue.life_event import FOLLOW, WITHIN
from cunli.procedures.catalogue.life_event_guards import number, numbers
from cunli.registry import relations
from cunli.registry import services as registry
from cunli.registry.kinds import Ending, Relation
from cunli.registry.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Event:
    """What was written down at the opening, and the register as it stands before anything changes."""

    happening: Happening
    key: str
    said: Mapping[str, object]
    household_id: int
    on: date

    def who(self, fact: str) -> int:
        found = number(self.said.get(fact))
        if found is None:
            raise Invalid(_("还缺“%(fact)s”") % {"fact": self.happening.matter.law.fact(fact).label})
        return found

    def word(self, fact: str) -> str:
        return str(self.said.get(fact) or "")


def carry_out(happening: Happening) -> None:
    """Change the register as the matter says, then list what follows. Raises NotYourPost, and the register's own
    refusals where it has changed since."""
    event = event_of(happening)
    must_be_second(event)
    lines = [line for ask in BEFORE[event.key] for line in ask(event)]
    for change in CHANGES[event.key]:
        lines += change(event)
    lines += life_lines.of_the_county(event.key, _about(event), matter=happening.matter, on=event.on)
    draw_up(happening, lines)


def _birth(event: Event) -> Sequence[Line]:
    parent = _relation(event.household_id, event.who("parent"))
    child = registry.add_person(
        actor=event.happening.actor, household_id=event.household_id, name=event.word("child_name"),
        relation=relations.of_child(parent), since=event.on, at=event.happening.at, sex=event.word("sex"),
        born_on=event.on,
    )  # fmt: skip
    return life_lines.added(child)


def _death(event: Event) -> Sequence[Line]:
    actor, at, ref = event.happening.actor, event.happening.at, event.happening.matter.ref
    reason, person_id = _("去世（%(ref)s）") % {"ref": ref}, event.who("person")
    person = registry.record_death(actor=actor, person_id=person_id, on=event.on, at=at)
    registry.end_labels_of(actor=actor, person_id=person_id, on=event.on, reason=reason, at=at)
    ended = benefits.end_with_person(actor=actor, person_id=person_id, on=event.on, ref=ref, why=reason, at=at)
    return life_lines.benefits_ended(person, ended, event.happening)


def _marriage(event: Event) -> Sequence[Line]:
    actor, at, person_id = event.happening.actor, event.happening.at, event.who("marries")
    if event.word("new_name"):
        relation = relations.of_spouse(_relation(event.household_id, person_id))
        return _arrives(event, relation)
    if (home := number(event.said.get("other_home"))) is not None:
        registry.move_out(actor=actor, person_id=person_id, on=event.on, at=at, because=Ending.MOVED_WITHIN)
        relation = event.word("relation") or Relation.OTHER
        registry.move_in(
            actor=actor, person_id=person_id, household_id=home, relation=relation, since=_since(person_id, event.on),
            at=at,
        )  # fmt: skip
    return []


def _move_in(event: Event) -> Sequence[Line]:
    return _arrives(event, event.word("relation"))


def _arrives(event: Event, relation: str) -> Sequence[Line]:
    """Somebody the village does not know yet. Who turns out to be known is found by the search for duplicates."""
    born = event.word("born_on")
    registry.add_person(
        actor=event.happening.actor, household_id=event.household_id, name=event.word("new_name"), relation=relation,
        since=event.on, at=event.happening.at, sex=event.word("their_sex"),
        born_on=date.fromisoformat(born) if born else None,
    )  # fmt: skip
    return []


def _move_out(event: Event) -> Sequence[Line]:
    for person_id in numbers(event.said.get("leaving")):
        registry.move_out(
            actor=event.happening.actor, person_id=person_id, on=event.on, at=event.happening.at,
            reason=event.word("destination"),
        )  # fmt: skip
    return []


def _divide(event: Event) -> Sequence[Line]:
    registry.divide_household(
        actor=event.happening.actor, household_id=event.household_id, person_ids=numbers(event.said.get("leaving")),
        head_id=event.who("their_head"), on=event.on, at=event.happening.at,
    )  # fmt: skip
    return []


def _merge(event: Event) -> Sequence[Line]:
    registry.merge_households(
        actor=event.happening.actor, household_id=event.household_id, into_id=event.who("other_home"),
        relation=event.word("relation"), on=event.on, at=event.happening.at,
    )  # fmt: skip
    return []


def _next_head(event: Event) -> Sequence[Line]:
    """Whoever was named is head, and the village says what does not follow for sure."""
    head_id = number(event.said.get("new_head"))
    if head_id is None:
        return []
    registry.change_head(
        actor=event.happening.actor, household_id=event.household_id, head_id=head_id, at=event.happening.at
    )
    return life_lines.relations_again(_members(event.household_id, event.happening))


def _if_empty(event: Event) -> Sequence[Line]:
    registry.end_empty(actor=event.happening.actor, household_id=event.household_id, on=event.on, at=event.happening.at)
    return []


def _of_who_goes(event: Event) -> Sequence[Line]:
    return [line for person in _about(event) for line in life_lines.of_person(person, event.happening, event.key)]


def _of_the_home(event: Event) -> Sequence[Line]:
    return life_lines.of_household(event.household_id, event.happening)


def _of_the_children(event: Event) -> Sequence[Line]:
    return life_lines.of_children(event.word("care"))


Change = Callable[[Event], Sequence[Line]]
CHANGES: Mapping[str, tuple[Change, ...]] = {
    "birth": (_birth,),
    "death": (_death, _next_head, _if_empty),
    "marriage": (_marriage, _next_head, _if_empty),
    "move_in": (_move_in,),
    "move_out": (_move_out, _next_head, _if_empty),
    "divide": (_divide, _next_head),
    "merge": (_merge,),
}
"""What each event does to the register, in this order."""
BEFORE: Mapping[str, tuple[Change, ...]] = {
    "birth": (_of_the_home,),
    "death": (_of_who_goes, _of_the_home, _of_the_children),
    "marriage": (_of_the_home, _of_the_children),
    "move_in": (_of_the_home,),
    "move_out": (_of_who_goes, _of_the_home, _of_the_children),
    "divide": (_of_the_home, _of_the_children),
    "merge": (_of_the_home,),
}
"""What the floors below know that needs somebody, looked up before anything changes."""


def event_of(happening: Happening) -> Event:
    """What the opening of this matter says."""
    matter = happening.matter
    begun = matter.course.order_by("number").first()
    if begun is None:
        raise LookupError("a matter begins with an opening")
    rows = Fact.objects.filter(step=begun)
    said = {fact.key: json.loads(fact.sealed) if fact.sealed else fact.value for fact in rows}
    return Event(happening, begun.key, said, number(said["home"]) or 0, date.fromisoformat(str(said["on"])))


def must_be_second(event: Event) -> None:
    """Neither a post that does not keep the register, nor anybody of the home itself."""
    actor = event.happening.actor
    instead = _("请告诉村里或镇里能核对的同事。")
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(_("您的岗位不核对户册的更改"), instead=instead)
    rows = Membership.objects.unscoped("who is too near to decide").filter(household_id=event.household_id)
    if actor.user_id is not None and rows.filter(person__user_id=actor.user_id, valid_until=None).exists():
        raise NotYourPost(_("自己和自己家里的，要别人来核对"), instead=instead)


def _about(event: Event) -> Sequence[Person]:
    """Those to whom it happens, as far as the register knew them before."""
    named = [one for fact in ("person", "leaving", "marries") for one in numbers(event.said.get(fact))]
    return list(Person.objects.within(event.happening.actor.scope).filter(pk__in=named).order_by("pk"))


def _relation(household_id: int, person_id: int) -> str:
    rows = Membership.objects.unscoped("within reach: the guard has looked").filter(household_id=household_id)
    return (
        rows.filter(person_id=person_id, valid_until=None).values_list("relation", flat=True).first() or Relation.OTHER
    )


def _since(person_id: int, on: date) -> date:
    """The day on which the last membership ended: who came and went on one day counts a day there."""
    rows = Membership.objects.unscoped("within reach: just ended").filter(
        person_id=person_id, valid_until__isnull=False
    )
    return rows.order_by("-valid_until").values_list("valid_until", flat=True).first() or on


def _members(household_id: int, happening: Happening) -> Sequence[Membership]:
    rows = Membership.objects.within(happening.actor.scope).filter(household_id=household_id, valid_until=None)
    return list(rows.select_related("person").order_by("id"))


def draw_up(happening: Happening, lines: Sequence[Line]) -> None:
    """The list of what has to be seen to: a line once, each at its unit, all due within the county's days."""
    matter = happening.matter
    area = matter.village or matter.town
    functions = dict.fromkeys(line.owner for line in lines if isinstance(line.owner, str))
    units = {one: nearest_unit(area=area, function=one) or matter.desk_unit for one in functions}
    cases.list_lines(
        actor=happening.actor,
        matter=matter,
        question=FOLLOW,
        within=WITHIN,
        lines=[
            cases.AskedLine(line.about, units[line.owner].pk if isinstance(line.owner, str) else line.owner)
            for line in {line.about: line for line in lines}.values()
        ],
        at=happening.at,
    )
