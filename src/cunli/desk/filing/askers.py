"""Who may stand as the one who asks: a living, grown person. For a child a guardian asks (PIPL art. 31)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.registry.models import Person
from cunli.registry.rules import is_child
from cunli.registry.selectors import PersonHit, grown_at_home, hits_for, person_for, search

HITS = 6


class ChildAsks(Invalid):
    """A child was named; ``guardians`` are the grown people to choose from instead."""

    def __init__(self, field: str, guardians: Sequence[PersonHit]) -> None:
        sentence = (
            _("孩子的事由家长来办，孩子的名字不写进去。请在下面选一位家长。")
            if guardians
            else _("孩子的事由家长来办，孩子的名字不写进去。这一家户册里没有大人，请写家长的名字和电话。")
        )
        super().__init__(sentence, fields={field: sentence})
        self.guardians = guardians


def found_people(actor: Actor, text: str, *, on: date) -> list[PersonHit]:
    """Nobody for posts that do not see the register."""
    if not actor.may(Capability.SEE_REGISTER):
        return []
    return [hit for hit in search(actor.scope, text[:40], on, HITS) if hit.died_on is None]


def chosen(actor: Actor, person_id: int, *, on: date) -> Person:
    """The person of the register who asks. Raises NotYours, Invalid (dead), ChildAsks."""
    person = person_for(actor.scope, person_id)
    if person.died_on is not None:
        sentence = _("户册里记着这位已经去世了。给家里人办，请选家里人。")
        raise Invalid(sentence, fields={"person": sentence})
    if is_child(person.born_on, on):
        raise ChildAsks("person", hits_for([one.pk for one in grown_at_home(person, on)], on))
    return person


def must_not_name_a_child(actor: Actor, text: str, hits: Sequence[PersonHit], *, on: date) -> None:
    """Refuse a typed name that is a child's alone. Children are found only by their whole name or their house, so
    a child among ``hits`` of a text without digits is the one who was typed. Raises ChildAsks."""
    if any(char.isdigit() for char in text) or any(hit.name == text for hit in hits):
        return
    child = next((hit for hit in hits if hit.is_child), None)
    if child is not None:
        person = person_for(actor.scope, child.person_id)
        raise ChildAsks("who", hits_for([one.pk for one in grown_at_home(person, on)], on))
