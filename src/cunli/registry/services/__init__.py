"""Writes to the register."""

from cunli.registry.services.bulk import HouseholdIn, LabelIn, Loaded, PersonIn, load_register
from cunli.registry.services.child_looks import answer_child_look, ask_child_look
from cunli.registry.services.consents import give_consent, withdraw_consent
from cunli.registry.services.corrections import (
    apply_correction,
    ask_correction,
    refuse_correction,
    withdraw_correction,
)
from cunli.registry.services.duplicates import ask_again, note_duplicates, say_different, search_duplicates
from cunli.registry.services.erasures import answer_erasure, ask_erasure
from cunli.registry.services.homes import register_dwelling, register_household
from cunli.registry.services.households import (
    change_head,
    divide_household,
    end_empty,
    end_labels_of,
    merge_households,
    resume_labels_of,
)
from cunli.registry.services.labels import end_label, put_label
from cunli.registry.services.looks import ChildDetail, open_minor, unmask
from cunli.registry.services.moves import CameBack, move_in, move_out, record_death, take_back_death
from cunli.registry.services.notices import tell_notice
from cunli.registry.services.people import add_person, link_user, part_user
from cunli.registry.services.production import record_production
from cunli.registry.services.sketches import keep_sketch, place_pins

__all__ = [
    "CameBack",
    "ChildDetail",
    "HouseholdIn",
    "LabelIn",
    "Loaded",
    "PersonIn",
    "add_person",
    "answer_child_look",
    "answer_erasure",
    "apply_correction",
    "ask_again",
    "ask_child_look",
    "ask_correction",
    "ask_erasure",
    "change_head",
    "divide_household",
    "end_empty",
    "end_label",
    "end_labels_of",
    "give_consent",
    "keep_sketch",
    "link_user",
    "load_register",
    "merge_households",
    "move_in",
    "move_out",
    "note_duplicates",
    "open_minor",
    "part_user",
    "place_pins",
    "put_label",
    "record_death",
    "record_production",
    "refuse_correction",
    "register_dwelling",
    "register_household",
    "resume_labels_of",
    "say_different",
    "search_duplicates",
    "take_back_death",
    "tell_notice",
    "unmask",
    "withdraw_consent",
    "withdraw_correction",
]
