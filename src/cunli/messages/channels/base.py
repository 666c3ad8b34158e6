"""What every way out of the house can do."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class DeliveryError(Exception):
    """This try did not work. ``final`` when trying again is useless (a number that does not exist)."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class Channel(Protocol):
    def send(self, *, phone: str, text: str) -> None:
        """Hand one text to the outside. Raises DeliveryError."""

    def send_code(self, *, phone: str, code: str, at: datetime) -> None:
        """Hand over a sign-in code. Raises DeliveryError. Codes are never stored with messages."""
