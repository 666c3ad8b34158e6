"""The tables of a matter."""

from cunli.cases.models.asks import Answer, Ask
from cunli.cases.models.course import Fact, StepTaken
from cunli.cases.models.filters import SavedFilter
from cunli.cases.models.matters import Channel, Matter, Series
from cunli.cases.models.people import Attachment, Grant, Proxy, Rating, Stars, Voice
from cunli.cases.models.terms import Term
from cunli.cases.models.words import MatterWords

__all__ = [
    "Answer",
    "Ask",
    "Attachment",
    "Channel",
    "Fact",
    "Grant",
    "Matter",
    "MatterWords",
    "Proxy",
    "Rating",
    "SavedFilter",
    "Series",
    "Stars",
    "StepTaken",
    "Term",
    "Voice",
]
