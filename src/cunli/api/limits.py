"""How many requests a token may make in a minute, and the day on which it last came.

Counted in the memory of each serving process: a row for every request would cost more than the request. So with two
processes a token may make twice as many, which a county's machine bears; guessing a token is hopeless without a limit.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from threading import Lock

from django.utils.translation import gettext as _

from cunli.api.models import MachineToken
from cunli.api.problems import TooManyRequests

MOST = 300


class Minute:
    """The requests of the present minute, by who makes them."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock, self._minute = Lock(), 0
        self._counts: Counter[int] = Counter()

    def count(self, who: int, at: datetime) -> None:
        """Raises TooManyRequests past the limit."""
        minute = int(at.timestamp()) // 60
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[who] += 1
            if self._counts[who] > self.most:
                raise TooManyRequests(
                    _("问得太快了，先歇一歇"),
                    why=_("一个令牌一分钟最多 %(most)d 次。") % {"most": self.most},
                    instead=_("请过一分钟再来。"),
                )


REQUESTS = Minute()


def note_use(token: MachineToken, on: date) -> None:
    """So that the administrator sees which tokens nobody needs; once a day, not at every request. That a machine came
    is nobody's act."""
    if token.last_used_on != on:
        MachineToken.objects.filter(pk=token.pk).update(last_used_on=on)
