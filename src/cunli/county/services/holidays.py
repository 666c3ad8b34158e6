"""Enter what the State Council's office announced for a year, or correct it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.county import memory, selectors
from cunli.county.holidays.checks import complaints
from cunli.county.holidays.known import as_json, year_of
from cunli.county.models import HolidayNotice
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.calendars import Year
from cunli.lib.refusals import Conflict, Invalid, NotYourPost


class EnteredMeanwhile(Conflict):
    """Somebody else entered the same year since the page was opened."""

    code = "entered_meanwhile"


@transaction.atomic
def announce_holidays(*, actor: Actor, year: Year, why: str, at: datetime, seen: int) -> HolidayNotice | None:
    """Let ``year`` be reckoned with from now on; None when it says what is known already.

    ``seen``: how many versions of the year the page showed. A year that is known is corrected only with a reason, a
    year further on only after the one before it. Running clocks are reckoned again by the sweep, and only those whose
    day was provisional. Raises NotYourPost, Invalid, EnteredMeanwhile. Journalled with both calendars.
    """
    if actor.role != SYSTEM and not actor.may(Capability.CONFIGURE):
        raise NotYourPost(_("这个岗位不能登记放假通知"), instead=_("请县里的系统管理员来登记。"))
    _check(year)
    rows = HolidayNotice.objects.filter(year=year.year).order_by("version")
    known = {one.year: one for one in selectors.calendar().years} | {row.year: year_of(row) for row in rows}
    before = known.get(year.year)
    if before is not None and as_json(before) == as_json(year):
        return None
    _check_place(year, before, why, until=max(known))
    if len(rows) != seen:
        raise _meanwhile(year)
    row = _write(actor, year, why, version=seen + 1, at=at)
    memory.forget()
    transaction.on_commit(memory.forget)
    journal.record(
        actor=actor,
        verb="county.announce_holidays",
        subject=f"holidays:{year.year}",
        at=at,
        before=dict(as_json(before)) if before else {},
        after=dict(as_json(year)),
        reason=row.why,
    )
    return row


def _check(year: Year) -> None:
    wrong = complaints(year)
    if wrong:
        raise Invalid(_("这份通知还不能用"), why="；".join(wrong), fields={"text": "；".join(wrong)})


def _check_place(year: Year, before: Year | None, why: str, *, until: int) -> None:
    if before is not None and not why.strip():
        said = _("这一年已经有了，要改请写为什么")
        raise Invalid(said, fields={"why": said})
    if before is None and year.year != until + 1:
        said = _("请先登记%(year)d年的，一年接一年") % {"year": until + 1}
        raise Invalid(said, fields={"text": said})


def _write(actor: Actor, year: Year, why: str, *, version: int, at: datetime) -> HolidayNotice:
    data = as_json(year)
    try:
        with transaction.atomic():
            return HolidayNotice.objects.create(
                year=year.year,
                version=version,
                title=year.title,
                number=year.source,
                issued=year.issued,
                rest=data["rest"],
                work=data["work"],
                why=why.strip(),
                set_by_post_id=actor.post_id,
                set_at=at,
            )
    except IntegrityError as twice:
        raise _meanwhile(year) from twice


def _meanwhile(year: Year) -> EnteredMeanwhile:
    return EnteredMeanwhile(
        _("刚才有人先登记了%(year)d年的") % {"year": year.year}, instead=_("请先看看现在的，还要改再登记一次。")
    )
