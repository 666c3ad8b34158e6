"""``cunli term 2026-09-20 15d``: the due day of a term, and why."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.county import selectors
from cunli.law.calendars import china
from cunli.lib.calendars import Calendar
from cunli.lib.spans import Span
from cunli.lib.terms import SHANGHAI, Length, Reckoned, reckon

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Unclear(Exception):
    """What was typed cannot be read; the message is a sentence for the person."""


class Command(BaseCommand):
    """Exit status 0 with the due day on standard output, 2 with a sentence on standard error."""

    help = gettext_noop("算期限：从哪天起、多长，到哪天，为什么是这天")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "start", nargs="?", default="", help=_("从哪天起，如 2026-09-20；按小时算的写到分，如 2026-09-20T09:02")
        )
        parser.add_argument(
            "length", nargs="?", default="", help=_("多长：15d 天，15wd 工作日，1m 月，4h 小时，30min 分钟")
        )
        parser.add_argument(
            "--suspend",
            action="append",
            default=[],
            metavar="FROM..TO",
            help=_("停着的日子：从 FROM 起停，TO 那天接着数；还没接着数的，TO 空着。可写几次"),
        )
        parser.add_argument("--extend", metavar="N", help=_("延长多少，单位和期限一样"))
        parser.add_argument("--json", action="store_true", help=_("给程序看的格式"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reckoned = _reckon(options["start"], options["length"], options["suspend"], options["extend"])
        except Unclear as unclear:
            self._refuse(str(unclear))
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(reckoned), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_as_lines(reckoned)))

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)


def _reckon(start: str, length: str, suspend: list[str], extend: str | None) -> Reckoned:
    if not start or not length:
        raise Unclear(_("要写从哪天起、多长，如：cunli term 2026-09-20 15d"))
    wanted = _length(length)
    try:
        return reckon(
            start=_start(start, by_hour=wanted.by_hour),
            length=wanted,
            calendar=_calendar(),
            suspensions=[_span(text) for text in suspend],
            extension=_extension(extend, wanted) if extend is not None else None,
        )
    except OverflowError:
        raise Unclear(_("日子太远了，算不出来。")) from None
    except ValueError:
        raise Unclear(_("加起来太长了，没有这么长的期限。")) from None


def _calendar() -> Calendar:
    """What was announced as far as this database knows; where there is none, what comes with the program."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return china()  # asking would make the file
    try:
        return selectors.calendar()
    except Error:
        return china()


def _length(text: str) -> Length:
    try:
        return Length.parse(text)
    except ValueError:
        raise Unclear(
            _("看不懂多长“%(text)s”。写成 15d（天）、15wd（工作日）、1m（月）、4h（小时）或 30min（分钟）。")
            % {"text": text}
        ) from None


def _start(text: str, *, by_hour: bool) -> date | datetime:
    if by_hour and _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
        except ValueError:
            raise Unclear(_("没有“%(text)s”这个时间。") % {"text": text}) from None
    if by_hour:
        raise Unclear(_("按小时、分钟算的，要写几点起，如 2026-09-20T09:02。"))
    return _day(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise Unclear(_("看不懂日子“%(text)s”。写成 2026-09-20 这样。") % {"text": text})
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unclear(_("没有“%(text)s”这一天。") % {"text": text}) from None


def _span(text: str) -> Span:
    first, dots, end = text.partition("..")
    if not dots:
        raise Unclear(_("看不懂停着的日子“%(text)s”。写成 2026-09-25..2026-09-30 这样。") % {"text": text})
    try:
        return Span(_day(first), _day(end) if end else None)
    except ValueError:
        raise Unclear(_("“%(text)s”后面的日子要比前面的晚。") % {"text": text}) from None


def _extension(text: str, wanted: Length) -> Length:
    try:
        return Length(int(text) if text.isascii() and text.isdigit() else 0, wanted.unit)
    except ValueError:
        raise Unclear(_("看不懂延长多少“%(text)s”。写一个数，如 30，单位和期限一样。") % {"text": text}) from None


def _as_json(reckoned: Reckoned) -> dict[str, object]:
    stored = reckoned.to_json()
    sentences = [
        {
            "text": sentence.text(),
            "citation": str(sentence.citation) if sentence.citation else None,
            "code": sentence.code,
            "params": dict(sentence.params),
        }
        for sentence in reckoned.reckoning
    ]
    return {**stored, "reckoning": sentences}


def _as_lines(reckoned: Reckoned) -> list[str]:
    due = f"{reckoned.due_at:%Y-%m-%d %H:%M}" if reckoned.by_hour else reckoned.due_on.isoformat()
    mark = _("（先算个大概）") if reckoned.provisional else ""
    told = [f"  {s.text()}" + (f"  [{s.citation}]" if s.citation else "") for s in reckoned.reckoning]
    return [due + mark, *told]
