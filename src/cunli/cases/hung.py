"""The notices of a matter, and how each stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from cunli.lib.sentences import day_words
from cunli.notices import selectors as notices
from cunli.notices.models import Notice, State
from cunli.papers.kinds import LANGUAGE
from cunli.procedures import hanging
from cunli.procedures.grammar import Procedure
from cunli.procedures.hanging import Hung, Posts


def kept(notice: Notice) -> dict[str, object]:
    """As it is written down: by number, and by the code that stands on it."""
    return {"id": notice.pk, "name": notice.code}


def noticed(law: Procedure, facts: Mapping[str, object], today: date) -> dict[str, Hung]:
    """How each notice stands that these facts name, by fact. Two queries, none where they name none."""
    keys = [step.posts.fact for step in law.steps if step.posts]
    ids = {key: found for key in keys if (found := _id(facts.get(key)))}
    standing = notices.standing(ids.values()) if ids else {}
    return {key: hung_of(standing[pk], today) for key, pk in ids.items() if pk in standing}


def hung_of(found: notices.Standing, today: date) -> Hung:
    notice = found.notice
    standing = hanging.RUN if notice.has_run(today) else str(State(notice.state).value)
    return Hung(
        id=notice.pk,
        code=notice.code,
        kind=notice.kind,
        standing=standing,
        first_day=notice.first_day,
        last_day=notice.last_day,
        objections=found.objections,
        unanswered=found.unanswered,
        outcome=notice.outcome,
    )


def outcome_of(posts: Posts, hung: Hung | None) -> dict[str, object]:
    """What came of it, as a fact: in words, and by number and days."""
    if hung is None or hung.first_day is None or hung.last_day is None:
        return {}
    with translation.override(LANGUAGE):
        words = (
            _("%(first)s挂出，%(last)s满，%(n)d 条异议都答复了。结果：%(outcome)s")
            if hung.objections
            else _("%(first)s挂出，%(last)s满，没有异议。结果：%(outcome)s")
        )
        said = words % {
            "first": day_words(hung.first_day, near=hung.first_day),
            "last": day_words(hung.last_day, near=hung.first_day),
            "n": hung.objections,
            "outcome": hung.outcome,
        }
    days = {"first_day": hung.first_day.isoformat(), "last_day": hung.last_day.isoformat()}
    return {posts.outcome: {"id": hung.id, "name": said, "objections": hung.objections, **days}}


def _id(value: object) -> int:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, int) else 0
