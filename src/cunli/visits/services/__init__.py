"""Writes: who looks after whom, and notes."""

from cunli.visits.services.notes import Wording as Wording
from cunli.visits.services.notes import correct_note as correct_note
from cunli.visits.services.notes import write_note as write_note
from cunli.visits.services.pairing import end_pairings as end_pairings
from cunli.visits.services.pairing import pair as pair
from cunli.visits.services.pairing import share_out_village as share_out_village
