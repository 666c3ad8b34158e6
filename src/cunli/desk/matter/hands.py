"""How a call for hands stands, in one line of the matter's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter


@dataclass(frozen=True, slots=True)
class HandsLine:
    words: str
    href: str


def hands_line(matter: Matter) -> HandsLine | None:
    """One query, and none where nobody is ever called. Nothing once it is over."""
    if not matter.law.hands_in or not matter.is_open:
        return None
    heads = {"coming": 0, "there": 0, "home": 0, "off": 0}
    for hand in matter.hands.all():
        heads[hand.stands] += hand.people
    said = _("在路上 %(coming)d 人，到了 %(there)d 人，到家 %(home)d 人") % heads
    return HandsLine(said, reverse("desk:matter_hands", args=[matter.ref]))
