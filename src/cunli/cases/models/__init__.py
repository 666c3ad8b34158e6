"""The tables of a matter."""

from cunli.cases.models.asks import Answer, Ask
from cunli.cases.models.batches import Batch, LeftOut, Listed
from cunli.cases.models.course import Fact, StepTaken
from cunli.cases.models.filters import SavedFilter
from cunli.cases.models.hands import Hand
from cunli.cases.models.matters import Channel, Matter, Series, area_of
from cunli.cases.models.participants import SEATS, Participant
from cunli.cases.models.people import Attachment, Grant, Proxy, Rating, Stars, Voice
from cunli.cases.models.terms import Term
from cunli.cases.models.words import MatterWords

__all__ = [
    "SEATS",
    "Answer",
    "Ask",
    "Attachment",
    "Batch",
    "Channel",
    "Fact",
    "Grant",
    "Hand",
    "LeftOut",
    "Listed",
    "Matter",
    "MatterWords",
    "Participant",
    "Proxy",
    "Rating",
    "SavedFilter",
    "Series",
    "Stars",
    "StepTaken",
    "Term",
    "Voice",
    "area_of",
]
