"""The notices of a matter on its page: where each stands, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cunli.accounts.roles import Capability
from cunli.desk.matter.viewer import Viewer
from cunli.lib.actors import Actor
from cunli.lib.codes import spoken
from cunli.lib.sentences import day_words
from cunli.notices.selectors import notices_within
from cunli.procedures.grammar import Procedure
from cunli.procedures.hanging import CONCLUDED, DRAFTED, HANGING, RUN, WITHDRAWN, Hung


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    label: str
    code: str
    tag: str
    tone: str
    sentence: str
    href: str
    """To where it is moved on, or to its public page; "" where the viewer may open neither."""


def rows_of(
    actor: Actor, law: Procedure, found: Mapping[str, Hung], viewer: Viewer, today: date
) -> Sequence[NoticeRow]:
    """For whoever asked, once it hangs; for staff always. No query where there is no notice."""
    if viewer not in (Viewer.PERSON, Viewer.STAFF):
        return []
    shown = {key: hung for key, hung in found.items() if viewer is Viewer.STAFF or hung.first_day is not None}
    mine = _within_reach(actor, shown) if viewer is Viewer.STAFF else frozenset()
    return [_row(str(law.fact(key).label), hung, viewer, hung.id in mine, today) for key, hung in shown.items()]


def _within_reach(actor: Actor, found: Mapping[str, Hung]) -> frozenset[int]:
    if not found or not actor.may(Capability.DRAFT_NOTICE):
        return frozenset()
    ids = [hung.id for hung in found.values()]
    return frozenset(notices_within(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _row(label: str, hung: Hung, viewer: Viewer, within_reach: bool, today: date) -> NoticeRow:
    tag, tone = _tag(hung)
    public = reverse("notices:read", args=[hung.code]) if hung.first_day else ""
    return NoticeRow(
        label=label,
        code=spoken(hung.code),
        tag=tag,
        tone=tone,
        sentence=_sentence(hung, viewer, today) + _objections(hung),
        href=reverse("notices:notice", args=[hung.id]) if within_reach else public,
    )


def _tag(hung: Hung) -> tuple[str, str]:
    words = {
        DRAFTED: (_("等人核对"), "due"),
        HANGING: (_("挂着"), "wait"),
        RUN: (_("等写结果"), "due"),
        CONCLUDED: (_("结果写了"), "brand"),
        WITHDRAWN: (_("撤下来了"), "calm"),
    }
    return words[hung.standing]


def _sentence(hung: Hung, viewer: Viewer, today: date) -> str:
    if hung.standing == DRAFTED:
        return _("拟好了。请另一位同事看一看遮得对不对，再挂出去。")
    if hung.standing == RUN:
        return _("挂满了，写上结果才能往下办。") if viewer is Viewer.STAFF else _("挂满了，还没写结果。")
    if hung.first_day is None or hung.last_day is None or hung.standing == WITHDRAWN:
        return _("撤下来了，因为%(why)s") % {"why": hung.outcome}
    if hung.standing == CONCLUDED:
        return hung.outcome
    days = {"first": day_words(hung.first_day, near=today), "last": day_words(hung.last_day, near=today)}
    if viewer is Viewer.STAFF:
        return _("%(first)s挂出，%(last)s挂满，最后一天也挂着。挂满、写了结果，才能往下办。") % days
    return _("%(first)s挂出，%(last)s挂满，最后一天也挂着。有意见，点开就能提。") % days


def _objections(hung: Hung) -> str:
    if not hung.objections:
        return ""
    said = ngettext("有 %(n)d 条异议", "有 %(n)d 条异议", hung.objections) % {"n": hung.objections}
    if not hung.unanswered:
        return _("%(said)s，都答复了。") % {"said": said}
    return _("%(said)s，%(open)d 条没答复。") % {"said": said, "open": hung.unanswered}
