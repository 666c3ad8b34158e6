"""The small sentences that explain a date, kept as data so that they can be stored and read in any language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.lib.citations import Citation
from cunli.lib.lengths import Length

Param = str | int


class SentenceJson(TypedDict):
    code: str
    params: dict[str, Param]
    citation: list[str] | None


_WEEKDAYS = tuple(map(gettext_lazy, ("周一", "周二", "周三", "周四", "周五", "周六", "周日")))

WORDS = {
    "start": gettext_lazy("%(start)s当天不算，第二天起数"),
    "length": gettext_lazy("%(length)s是%(to)s"),
    "month_end": gettext_lazy("%(length)s后的那个月没有这一天，算到月末%(to)s"),
    "weekends": gettext_lazy("中间的周末%(count)s天不算"),
    "holidays": gettext_lazy("%(name)s放假%(count)s天不算（%(notice)s）"),
    "make_up": gettext_lazy("%(day)s是周末，但要补班，算一天"),
    "named": gettext_lazy("说好的日子是%(to)s"),
    "extended": gettext_lazy("延长%(length)s，是%(to)s"),
    "suspended": gettext_lazy("%(first)s到%(last)s停着，不算"),
    "suspended_day": gettext_lazy("%(first)s停着，不算"),
    "pushed": gettext_lazy("停的日子往后顺，是%(to)s"),
    "rolled_weekend": gettext_lazy("那天是%(weekday)s，顺到%(to)s"),
    "rolled_holiday": gettext_lazy("那天%(name)s放假，顺到%(to)s"),
    "paused": gettext_lazy("%(first)s起停着，接着办的时候再往后推"),
    "moment": gettext_lazy("%(start)s起算，%(length)s到%(to)s，夜里和周末也算"),
    "extended_moment": gettext_lazy("延长%(length)s，到%(to)s"),
    "pushed_moment": gettext_lazy("停的时间往后顺，到%(to)s"),
    "provisional": gettext_lazy("%(year)s年放假哪几天还没公布，先按周末算，公布后再核"),
    "unknown_year": gettext_lazy("%(year)s年放假哪几天没有录入，先按周末算"),
}
"""Every code and its words. Adding a rule to ``terms`` means adding its sentence here."""
WIDE_ENDS = ("。", "！", "？", "…")
ENDS = (*WIDE_ENDS, ".", "!", "?")
AROUND = "”’）"
_LAST_WORD = re.compile(r"%\((\w+)\)s(\s|$)")


def day_words(day: date, *, near: date) -> str:
    """ "11月18日", with the year when it is not the year of ``near``."""
    if day.year == near.year:
        return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def filled(sentence: str, words: Mapping[str, str]) -> str:
    """A sentence with its words put in; what is not known reads as nothing."""
    return sentence % _Lenient(words)


def closed(sentence: str) -> str:
    """With a full stop, where it has no end of its own; a quotation or a bracket may stand after that end."""
    ended = not sentence or sentence.rstrip(AROUND).endswith(ENDS)
    return sentence if ended else _("%(sentence)s。") % {"sentence": sentence}


def told(sentence: str, words: Mapping[str, str]) -> str:
    """``filled``, where what somebody typed ends a sentence with the full stop that they did not type."""
    return filled(_LAST_WORD.sub(lambda found: _ended(words.get(found[1], ""), found[2]), sentence), words)


def _ended(typed: str, space: str) -> str:
    """A full-width stop brings its own space."""
    said = closed(typed)
    return (said if said.rstrip(AROUND).endswith(WIDE_ENDS) else said + space).replace("%", "%%")


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def weekday_words(day: date) -> str:
    """ "周一" … "周日"."""
    return str(_WEEKDAYS[day.weekday()])


@dataclass(frozen=True, slots=True)
class Sentence:
    """``params`` hold ISO dates, ISO times, written lengths, names and numbers; ``near`` the day it all starts from.

    ``citation`` is the article that asks for this step of the reckoning, None where it is mere arithmetic.
    """

    code: str
    params: Mapping[str, Param]
    citation: Citation | None = None

    def text(self) -> str:
        """The sentence in the active language."""
        return str(WORDS[self.code]) % {name: self._spoken(name, value) for name, value in self.params.items()}

    def to_json(self) -> SentenceJson:
        citation = [self.citation.law, self.citation.article] if self.citation else None
        return {"code": self.code, "params": dict(self.params), "citation": citation}

    @classmethod
    def from_json(cls, data: SentenceJson) -> Sentence:
        """Raises KeyError for a code that no longer has words: stored reckonings must stay readable."""
        WORDS[data["code"]]
        citation = Citation(*data["citation"]) if data["citation"] else None
        return cls(code=data["code"], params=data["params"], citation=citation)

    def _spoken(self, name: str, value: Param) -> Param:
        if name == "length":
            return str(Length.parse(str(value)))
        if name in ("start", "to", "first", "last", "day"):
            return self._when(str(value), weekday=name == "to" and self.code.startswith("rolled"))
        if name == "weekday":
            return weekday_words(date.fromisoformat(str(value)))
        return value

    def _when(self, iso: str, *, weekday: bool) -> str:
        near = date.fromisoformat(str(self.params["near"]))
        if "T" in iso:
            moment = datetime.fromisoformat(iso)
            return f"{day_words(moment.date(), near=near)} {moment.hour}:{moment:%M}"
        day = date.fromisoformat(iso)
        return f"{day_words(day, near=near)}{weekday_words(day)}" if weekday else day_words(day, near=near)
