"""The console instead of a provider: what would be sent is printed where the server was started."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from cunli.lib.masking import mask_phone
from cunli.messages.channels.base import Parcel, Refused
from cunli.messages.rules import dedupe_mark

logger = logging.getLogger("cunli.console")
CODE_KEPT = timedelta(minutes=5)


class ConsoleChannel:
    """In the demo texts go to the log with the number masked, and the last code can be read on the sign-in page.

    Elsewhere nothing is sent: a log must hold neither codes nor what one's matter is about.
    """

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        _refuse_outside_demo()
        logger.info("%s SMS to %s: %s", at.strftime("%H:%M"), mask_phone(parcel.to), parcel.words)

    def send_code(self, *, phone: str, code: str, at: datetime) -> None:
        _refuse_outside_demo()
        logger.warning("%s sign-in code for %s: %s", at.strftime("%H:%M"), mask_phone(phone), code)
        cache.set(_place(phone), code, timeout=int(CODE_KEPT.total_seconds()))

    def last_code(self, phone: str) -> str | None:
        """The last code sent to this number, in the demo only. Shared by all workers through the cache."""
        return cache.get(_place(phone)) if settings.DEMO else None


def _refuse_outside_demo() -> None:
    if not settings.DEMO:
        raise Refused(_("还没有接短信，发不出去，请打电话"))


def _place(phone: str) -> str:
    return f"demo-code:{dedupe_mark(phone)}"
