"""Every write to a matter, one verb each."""

from cunli.cases.services.asks import (
    AskedLine,
    answer_ask,
    arrive_ask,
    chase_ask,
    close_asks,
    drop_lines,
    list_lines,
    open_asks,
    put_off_ask,
)
from cunli.cases.services.batches import draw_up, say_what_came
from cunli.cases.services.filters import drop_filter, keep_filter
from cunli.cases.services.hands import Coming, Mark, mark_hand, say_coming
from cunli.cases.services.matters import CameFor, Place, Reporter, file_matter
from cunli.cases.services.noting import write_down
from cunli.cases.services.outside import keep_number, note_from_outside
from cunli.cases.services.people import attach, delegate, join, take_back
from cunli.cases.services.ratings import answer_rating, rate
from cunli.cases.services.standing import follow_account
from cunli.cases.services.steps import Advanced, advance
from cunli.cases.services.terms import ask_again, count_as_not_asked, escalate, note_crossing, reckon_again

__all__ = [
    "Advanced",
    "AskedLine",
    "CameFor",
    "Coming",
    "Mark",
    "Place",
    "Reporter",
    "advance",
    "answer_ask",
    "answer_rating",
    "arrive_ask",
    "ask_again",
    "attach",
    "chase_ask",
    "close_asks",
    "count_as_not_asked",
    "delegate",
    "draw_up",
    "drop_filter",
    "drop_lines",
    "escalate",
    "file_matter",
    "follow_account",
    "join",
    "keep_filter",
    "keep_number",
    "list_lines",
    "mark_hand",
    "note_crossing",
    "note_from_outside",
    "open_asks",
    "put_off_ask",
    "rate",
    "reckon_again",
    "say_coming",
    "say_what_came",
    "take_back",
    "write_down",
]
