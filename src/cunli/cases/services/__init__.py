"""Every write to a matter, one verb each."""

from cunli.cases.services.asks import answer_ask, chase_ask, close_asks, open_asks, put_off_ask
from cunli.cases.services.filters import drop_filter, keep_filter
from cunli.cases.services.matters import CameFor, Place, Reporter, file_matter
from cunli.cases.services.people import attach, delegate, join, take_back
from cunli.cases.services.ratings import answer_rating, rate
from cunli.cases.services.standing import follow_account
from cunli.cases.services.steps import Advanced, advance
from cunli.cases.services.terms import ask_again, count_as_not_asked, escalate, note_crossing, reckon_again

__all__ = [
    "Advanced",
    "CameFor",
    "Place",
    "Reporter",
    "advance",
    "answer_ask",
    "answer_rating",
    "ask_again",
    "attach",
    "chase_ask",
    "close_asks",
    "count_as_not_asked",
    "delegate",
    "drop_filter",
    "escalate",
    "file_matter",
    "follow_account",
    "join",
    "keep_filter",
    "note_crossing",
    "open_asks",
    "put_off_ask",
    "rate",
    "reckon_again",
    "take_back",
]
