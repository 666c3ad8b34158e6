"""The window of a notice and its words. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from cunli.lib.blackout import Piece
from cunli.lib.refusals import Invalid
from cunli.lib.sentences import day_words

MOST_TEXT, MOST_PLACES = 6_000, 6


def last_day_of(first: date, days: int) -> date:
    """The last day it hangs, included: the first is not counted (民法典 art. 201)."""
    return first + timedelta(days=days)


def window_words(first: date, last: date) -> str:
    """How the window was reckoned, in one sentence."""
    said = {"first": day_words(first, near=first), "days": (last - first).days, "last": day_words(last, near=first)}
    return _("%(first)s挂出来，当天不算，满 %(days)d 天是%(last)s，最后一天也挂着。") % said


def hidden_counts(*texts: tuple[Piece, ...]) -> dict[str, int]:
    """How often what was blacked out."""
    kinds = [piece.hidden.value for pieces in texts for piece in pieces if piece.hidden]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def checked_days(days: int, *, least: int, rests_on: str) -> int:
    """Raises Invalid when it would hang too short."""
    if days < least:
        said = _("这一类至少挂 %(n)d 天（%(source)s）") % {"n": least, "source": rests_on}
        raise Invalid(said, fields={"days": said})
    return days


def checked_line(text: str, *, field: str, missing: str) -> str:
    """One text of up to 500 characters that may not be empty. Raises Invalid."""
    clean = text.strip()
    if not clean:
        raise Invalid(missing, fields={field: missing})
    return clean[:500]
