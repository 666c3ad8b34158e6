"""A notice that a step drafts for its matter, and what another step waits for until it has hung. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.procedures.guards import Guard, Situation

if TYPE_CHECKING:
    from cunli.lib.citations import Citation
    from cunli.procedures.grammar import Words

DRAFTED, HANGING, RUN, CONCLUDED, WITHDRAWN = "drafted", "hanging", "run", "concluded", "withdrawn"
OWN_WORDS = frozenset({"title", "place", "who", "unit"})
"""What a notice may quote beside the facts: the matter's title and village, who asked, which unit drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """A notice, drafted in the name of the unit of whoever takes the step; another person checks and hangs it.

    ``kind`` is one of the county's list of notices, which says how many days it hangs at least. ``title`` and ``text``
    quote facts of the matter (``%(income)s``) and ``OWN_WORDS``; what may not be read there is blacked out.
    ``hangs_at``: the fact with the boards, a line each. Which notice it is becomes ``fact``, what came of it
    ``outcome``, written by the step that ``awaits`` it: neither changes any more, whatever happens to the notice.
    """

    kind: str
    title: Words
    text: Words
    hangs_at: str
    fact: str
    outcome: str
    since: str = ""
    """The step with which a round begins, where there may be several: a notice of an earlier one counts no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """How a notice stands on a day. ``standing``: drafted, hanging, run (its days are over), concluded, withdrawn."""

    id: int
    code: str
    kind: str
    standing: str
    first_day: date | None = None
    last_day: date | None = None
    """The last one on which it hangs."""
    objections: int = 0
    unanswered: int = 0
    outcome: str = ""
    """Or why it was withdrawn."""


def quoted(posts: Posts) -> frozenset[str]:
    """The names that a notice quotes."""
    return frozenset(re.findall(r"%\((\w+)\)s", f"{posts.title}{posts.text}"))


def hung_first(posts: Posts, citation: Citation) -> tuple[Guard, ...]:
    """The conditions of a step that ``awaits`` a notice: it has hung its days, is answered, and its outcome written."""
    return (
        Guard(
            key="notice_hung",
            unmet=lambda situation: _standing(situation, posts) not in (RUN, CONCLUDED),
            why=_("公示还没有挂满天数。"),
            instead=_("拟好的，请另一位同事核对后挂出去；挂着的，等挂满；撤下来的，请重新拟一份。"),
            citation=citation,
            at_sight=True,
        ),
        Guard(
            key="notice_answered",
            unmet=lambda situation: _unanswered(situation, posts),
            why=_("有人提了异议，还没答复。"),
            instead=_("请先答复提异议的人，再往下办。"),
            citation=citation,
            at_sight=True,
        ),
        Guard(
            key="notice_concluded",
            unmet=lambda situation: _standing(situation, posts) == RUN,
            why=_("公示挂满了，结果还没写。"),
            instead=_("请到这份公示那里写一句结果，再往下办。"),
            citation=citation,
            at_sight=True,
        ),
    )


def hung_once(posts: Posts, citation: Citation) -> Guard:
    """Of a step that drafts it anew: only what was withdrawn is drafted again."""
    return Guard(
        key="notice_free",
        unmet=lambda situation: _standing(situation, posts) not in ("", WITHDRAWN),
        why=_("公示已经拟好或者挂出去了。"),
        instead=_("要改，请先到这份公示那里撤下来，写上为什么。"),
        citation=citation,
        at_sight=True,
    )


def _current(situation: Situation, posts: Posts) -> Hung | None:
    """None where none was drafted in this round, or where it was made one of another kind, whose days are others."""
    if posts.since and not situation.written_since(posts.fact, posts.since):
        return None
    hung = situation.hung(posts.fact)
    return hung if hung is not None and hung.kind == posts.kind else None


def _standing(situation: Situation, posts: Posts) -> str:
    hung = _current(situation, posts)
    return hung.standing if hung else ""


def _unanswered(situation: Situation, posts: Posts) -> bool:
    hung = _current(situation, posts)
    return hung is not None and hung.unanswered > 0
