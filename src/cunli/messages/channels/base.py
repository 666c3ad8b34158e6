"""What every way out of the house can do, and the four ways in which it can fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class DeliveryError(Exception):
    """Not sent. Trying this one again later may help. ``problem``: a sentence for people, without personal data."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Refused(DeliveryError):
    """Not sent, and never will be: a number that does not exist, a way that is not set up."""


class Resting(DeliveryError):
    """Not sent, and the next would fare the same: unreachable, throttled, out of money. The way rests this round."""


class Unsure(DeliveryError):
    """Handed over without a clear answer, so it may have arrived: never tried again."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What leaves the house: a sentence that names nobody and says nothing of what the matter is about.

    ``to`` is a phone number or a mailbox, ``number`` the message's own, for the provider's records.
    """

    to: str = field(repr=False)
    ref: str
    words: str
    number: int


class Channel(Protocol):
    def send(self, parcel: Parcel, *, at: datetime) -> None:
        """Hand one parcel to the outside; seconds, not minutes. Raises DeliveryError. ``at``: now, for signatures."""


class CodeChannel(Channel, Protocol):
    def send_code(self, *, phone: str, code: str, at: datetime) -> None:
        """Hand over a sign-in code. Raises DeliveryError. Codes are never stored with messages."""
