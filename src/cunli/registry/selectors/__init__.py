"""Reads of the register, all within a scope."""

from cunli.registry.selectors.consents import (
    ConsentRow,
    ErasureRow,
    consents_of,
    consents_run_out,
    declined,
    erasures_of,
    erasures_to_answer,
)
from cunli.registry.selectors.contacts import Contact, my_cadre
from cunli.registry.selectors.households import (
    HouseholdPage,
    LabelRow,
    MemberRow,
    Where,
    household_for,
    household_of_person,
    household_page,
    own_household_page,
)
from cunli.registry.selectors.looked import LOOKED_AT, Looked, looked_at, told_notice
from cunli.registry.selectors.looks import (
    MOST_LOOKS,
    LookState,
    asked_at_a_glance,
    look_state,
    looks_to_answer,
    own_looks,
    who_can_answer,
)
from cunli.registry.selectors.names import listed_name, shown_name
from cunli.registry.selectors.residents import (
    current_household_ids,
    grown_at_home,
    households_on,
    members_on,
    person_for,
    persons_of_user,
    resident_count,
    residents_on,
)
from cunli.registry.selectors.search import PersonHit, hits_for, search
from cunli.registry.selectors.sketches import sketch_of, sketched_villages

__all__ = [
    "LOOKED_AT",
    "MOST_LOOKS",
    "ConsentRow",
    "Contact",
    "ErasureRow",
    "HouseholdPage",
    "LabelRow",
    "LookState",
    "Looked",
    "MemberRow",
    "PersonHit",
    "Where",
    "asked_at_a_glance",
    "consents_of",
    "consents_run_out",
    "current_household_ids",
    "declined",
    "erasures_of",
    "erasures_to_answer",
    "grown_at_home",
    "hits_for",
    "household_for",
    "household_of_person",
    "household_page",
    "households_on",
    "listed_name",
    "look_state",
    "looked_at",
    "looks_to_answer",
    "members_on",
    "my_cadre",
    "own_household_page",
    "own_looks",
    "person_for",
    "persons_of_user",
    "resident_count",
    "residents_on",
    "search",
    "shown_name",
    "sketch_of",
    "sketched_villages",
    "told_notice",
    "who_can_answer",
]
