"""The first draft of an official letter, from what is on record: subject, place, time, what was decided on the spot.

Whoever writes the letter changes it as they like. It is Chinese, as the letter is, whatever language they read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation

from cunli.cases.models import Fact, Matter
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.papers.kinds import LANGUAGE
from cunli.papers.rules import day_in_words

RECORDED = ("seen", "spot_action", "grounds")
ANSWER_WITHIN = "letter_answer"


def first_draft(matter: Matter, *, at: datetime) -> dict[str, str | list[str]]:
    """Subject and text, by the facts of the form. At most five queries."""
    with translation.override(LANGUAGE):
        lines = [_reported(matter), *_found(matter), _asked(matter, at=at)]
        return {"letter_title": _subject(matter, at=at), "letter_body": "\n".join(lines)}


def _subject(matter: Matter, *, at: datetime) -> str:
    kind = county.item(matter.law.kinds, matter.kind, on=day_of(at), county_id=matter.county_id)
    what = f"{kind.get('title') or kind['word']}{matter.law.title}" if kind else str(matter.law.title)
    return f"商请处理{_place(matter)}{what}"


def _place(matter: Matter) -> str:
    return str(matter.village or matter.town)


def _reported(matter: Matter) -> str:
    where = f"（{matter.place}）" if matter.place else ""
    return f"{day_in_words(day_of(matter.happened_at))}，我镇{_place(matter)}{where}有人报告：{matter.title}。"


def _found(matter: Matter) -> Sequence[str]:
    """What was seen and decided at the place; the newest of each, with the day it was so."""
    facts = Fact.objects.filter(matter=matter, key__in=RECORDED).select_related("step").order_by("id")
    newest = {fact.key: fact for fact in facts}
    lines = []
    if seen := newest.get("seen"):
        lines.append(f"{_day(seen)}到现场查看：{_sentence(seen)}")
    if action := newest.get("spot_action"):
        why = f"当场处置的原因：{_sentence(newest['grounds'])}" if "grounds" in newest else ""
        lines.append(f"{_day(action)}当场作了处置：{_sentence(action)}{why}")
    return lines


def _day(fact: Fact) -> str:
    return day_in_words(day_of(fact.step.happened_at))


def _sentence(fact: Fact) -> str:
    return f"{str(fact.value).strip().rstrip('。')}。"


def _asked(matter: Matter, *, at: datetime) -> str:
    within = county.lengths([ANSWER_WITHIN], on=day_of(at), county_id=matter.county_id)[ANSWER_WITHIN]
    return f"请贵单位核实有关情况，明确由谁负责，并在收到本函后{within}内书面答复。"
