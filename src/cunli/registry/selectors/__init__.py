"""Reads of the register, all within a scope."""

from cunli.registry.selectors.consents import ConsentRow, consents_of
from cunli.registry.selectors.contacts import Contact, my_cadre
from cunli.registry.selectors.corrections import (
    CorrectionRow,
    Entry,
    correction_for,
    correction_rows,
    corrections_to_check,
    household_entry,
    may_check,
    own_corrections,
    person_entry,
    who_can_check,
)
from cunli.registry.selectors.family import own_people
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
from cunli.registry.selectors.looks import (
    MOST_LOOKS,
    LookState,
    look_state,
    looks_at_a_glance,
    looks_to_answer,
    own_looks,
    who_can_answer,
)
from cunli.registry.selectors.names import listed_name, shown_name
from cunli.registry.selectors.production import ProductionRow, production_history, production_of
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
    "MOST_LOOKS",
    "ConsentRow",
    "Contact",
    "CorrectionRow",
    "Entry",
    "HouseholdPage",
    "LabelRow",
    "LookState",
    "MemberRow",
    "PersonHit",
    "ProductionRow",
    "Where",
    "consents_of",
    "correction_for",
    "correction_rows",
    "corrections_to_check",
    "current_household_ids",
    "grown_at_home",
    "hits_for",
    "household_entry",
    "household_for",
    "household_of_person",
    "household_page",
    "households_on",
    "listed_name",
    "look_state",
    "looks_at_a_glance",
    "looks_to_answer",
    "may_check",
    "members_on",
    "my_cadre",
    "own_corrections",
    "own_household_page",
    "own_looks",
    "own_people",
    "person_entry",
    "person_for",
    "persons_of_user",
    "production_history",
    "production_of",
    "resident_count",
    "residents_on",
    "search",
    "shown_name",
    "sketch_of",
    "sketched_villages",
    "who_can_answer",
    "who_can_check",
]
