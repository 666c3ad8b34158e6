"""``cunli sweep``: look at every clock, tell whoever must hear, send what waits to be sent."""

from __future__ import annotations

import logging
import re
import time
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.acts import pulse
from cunli.acts.sweep import Swept, send, sweep
from cunli.acts.verify import differences
from cunli.journal.sealing import seal
from cunli.lib.terms import day_of, end_of

logger = logging.getLogger(__name__)
SHORTEST = 5
"""Seconds between two rounds of ``--every``, at least."""


class Command(BaseCommand):
    """Exit status 0 when all was dealt with (or, with --verify, nothing differs), else 1."""

    help = gettext_noop("看一遍所有期限：到了的、超了的、该催的、该送的。什么时候跑、跑几遍都行")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help=_("按这一天结束时来看，如 2026-11-20"))
        parser.add_argument("--ahead", action="store_true", help=_("演示用：--on 可以写以后的日子"))
        parser.add_argument("--verify", action="store_true", help=_("不动数据，把存着的期限重算一遍，看对不对"))
        parser.add_argument("--every", type=int, metavar="SECONDS", help=_("每隔几秒看一遍，一直看下去"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"]:
            self._verify()
        elif options["every"]:
            self._forever(max(options["every"], SHORTEST))
        else:
            swept = _round(_moment(options["on"], ahead=options["ahead"]))
            if options["on"] is None:
                pulse.beat(at=timezone.now(), failed=swept.failed)
            self._tell(swept)

    def _verify(self) -> None:
        wrong = 0
        for line in differences():
            wrong += 1
            self.stdout.write(line)
        if wrong:
            raise CommandError(_("有 %(n)d 处对不上。") % {"n": wrong})
        self.stdout.write(_("都对得上。"))

    def _forever(self, seconds: int) -> None:
        """One round that fails (the database away for a moment, say) is logged; the rounds after it go on."""
        while True:
            try:
                swept = _round(timezone.now())
                pulse.beat(at=timezone.now(), failed=swept.failed)
                if swept != Swept():
                    logger.info("swept", extra={"fields": asdict(swept)})
                close_old_connections()
            except Exception:
                logger.exception("a round of the sweep failed, the next follows in %d seconds", seconds)
                connection.close()
            time.sleep(seconds)

    def _tell(self, swept: Swept) -> None:
        self.stdout.write(_words(swept))
        if swept.failed:
            raise CommandError(_("有 %(n)d 件没处理成，原因在日志里，下次再试。") % {"n": swept.failed})


def _round(at: datetime) -> Swept:
    """Sweep, then send and seal at the time it really is; what a failed sweep wrote is sealed too."""
    try:
        swept = sweep(at=at)
        swept.sent = send(now=timezone.now())
        return swept
    finally:
        seal(at=timezone.now())


def _words(swept: Swept) -> str:
    return "\n".join(
        (
            _("放假公布后，重新算了 %(n)d 个期限") % {"n": swept.reckoned},
            _("超了日子，往上告诉了 %(n)d 次") % {"n": swept.escalated},
            _("到了日子，自动往下走了 %(n)d 件") % {"n": swept.stepped},
            _("四周后再问了 %(n)d 件") % {"n": swept.asked_again},
            _("催了 %(n)d 家没答复的单位") % {"n": swept.chased},
            _("找到 %(n)d 对可能是同一个人的") % {"n": swept.alike},
            _("户册更改换了 %(n)d 条的核对单位") % {"n": swept.handed_on},
            _("留够了日子，清掉了 %(n)d 条") % {"n": swept.cleared},
            _("送出了 %(n)d 条消息") % {"n": swept.sent},
        )
    )


def _moment(text: str | None, *, ahead: bool) -> datetime:
    """Now; or the end of the day asked for, never later than now unless ``ahead``."""
    now = timezone.now()
    if text is None:
        return now
    day = _day(text)
    if day > day_of(now) and not ahead:
        raise CommandError(_("%(day)s 还没到，超没超日子要到那天才知道。演示可以加 --ahead。") % {"day": text})
    return end_of(day) if ahead else min(end_of(day), now)


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("没有“%(text)s”这一天，写成 2026-11-20 这样。") % {"text": text}) from None
