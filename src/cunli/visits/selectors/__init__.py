"""Reads of pairings and notes, within a scope."""

from cunli.visits.selectors.notebook import last_note_of as last_note_of
from cunli.visits.selectors.notebook import note_for as note_for
from cunli.visits.selectors.notebook import notes_of_household as notes_of_household
from cunli.visits.selectors.notebook import older_than as older_than
from cunli.visits.selectors.notebook import own_notebook as own_notebook
from cunli.visits.selectors.pairing import Caseload as Caseload
from cunli.visits.selectors.pairing import Helper as Helper
from cunli.visits.selectors.pairing import caseload_of as caseload_of
from cunli.visits.selectors.pairing import contact_of as contact_of
from cunli.visits.selectors.pairing import count_wanting as count_wanting
from cunli.visits.selectors.pairing import helpers_in as helpers_in
from cunli.visits.selectors.pairing import missed_within as missed_within
from cunli.visits.selectors.pairing import unpaired as unpaired
from cunli.visits.selectors.pairing import wanting as wanting
from cunli.visits.selectors.pairing import who_to_call as who_to_call
