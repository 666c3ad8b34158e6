"""Reads of the register, all within a scope."""

from cunli.registry.selectors.accounts import Unclaimed, only_person_with_phone, unclaimed_accounts
from cunli.registry.selectors.consents import ConsentRow, consents_of
from cunli.registry.selectors.contacts import Contact, contact_for
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
    "HouseholdPage",
    "LabelRow",
    "LookState",
    "MemberRow",
    "PersonHit",
    "Unclaimed",
    "Where",
    "consents_of",
    "contact_for",
    "current_household_ids",
    "grown_at_home",
    "hits_for",
    "household_for",
    "household_of_person",
    "household_page",
    "households_on",
    "listed_name",
    "look_state",
    "looks_at_a_glance",
    "looks_to_answer",
    "members_on",
    "only_person_with_phone",
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
    "unclaimed_accounts",
    "who_can_answer",
]
