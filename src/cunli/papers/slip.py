"""The slip: what a person without a phone takes home. No ID number, no full name of third persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cunli.lib.codes import spoken
from cunli.papers.qr import qr_of


class SlipSize(TextChoices):
    """Rolls of the two common receipt printers, and a quarter of A4 cut in half."""

    MM58 = "58", _("58 毫米小票")
    MM80 = "80", _("80 毫米小票")
    A6 = "a6", _("A6 纸")


@dataclass(frozen=True, slots=True)
class Phone:
    """Whom to ring: "郑小满", "555 0142"."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything printed. Words come ready from the floor that knows the matter.

    ``whose``: how the person is called ("李大娘"); ``promised_words``: "11月26日前答复"; ``promised_day``: "星期四";
    ``promised_title``: "我们答应", or "请您" when it is the person's turn; ``promised_hint``: what will be answered;
    ``lines``: money that changed hands, papers still to bring; ``has_cash``: money did, to be paid on for the person;
    ``who``: who does it; ``by``: who wrote the slip;
    ``url``: what the QR opens, which shows this one matter without an account.
    """

    ref: str
    short_code: str
    station: str
    whose: str
    what: str
    promised_words: str
    promised_day: str
    promised_hint: str
    who: str
    phones: tuple[Phone, ...]
    by: str
    at: datetime
    url: str
    promised_title: str = ""
    lines: tuple[str, ...] = ()
    has_cash: bool = False

    @property
    def spoken_code(self) -> str:
        return spoken(self.short_code)

    @property
    def printed_at(self) -> datetime:
        return localtime(self.at)

    @property
    def qr(self) -> SafeString:
        return qr_of(self.url)


def slip_context(slip: Slip, *, size: str) -> dict[str, object]:
    """What ``papers/slip.html`` needs. An unknown ``size`` prints on 80 mm."""
    chosen = SlipSize(size) if size in SlipSize.values else SlipSize.MM80
    return {"slip": slip, "size": chosen.value, "sizes": SlipSize.choices}
