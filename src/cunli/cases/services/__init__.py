"""Every write to a matter, one verb each."""

from cunli.cases.services.asks import answer_ask, chase_ask, close_asks, open_asks
from cunli.cases.services.filters import drop_filter, keep_filter
from cunli.cases.services.matters import CameFor, Place, Reporter, file_matter
from cunli.cases.services.people import attach, delegate, join, rate, take_back
from cunli.cases.services.steps import Advanced, advance
from cunli.cases.services.terms import escalate, note_crossing, reckon_again

__all__ = [
    "Advanced",
    "CameFor",
    "Place",
    "Reporter",
    "advance",
    "answer_ask",
    "attach",
    "chase_ask",
    "close_asks",
    "delegate",
    "drop_filter",
    "escalate",
    "file_matter",
    "join",
    "keep_filter",
    "note_crossing",
    "open_asks",
    "rate",
    "reckon_again",
    "take_back",
]
