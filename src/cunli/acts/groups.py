"""In the morning of a working day the robot in a unit's work group says how much is due; counts, and nothing else."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.county import selectors as county
from cunli.dues.selectors import count_at_unit
from cunli.lib.terms import day_of, end_of
from cunli.messages.robots import robots_to_speak, speak

FROM, UNTIL = time(8), time(18)
"""Before work and after it nobody is told of work."""


def tell_groups(*, at: datetime) -> int:
    """Each group once a day; returns how many have something to hear. No query outside working days and hours."""
    day = day_of(at)
    if not FROM <= timezone.localtime(at).time() < UNTIL or not county.calendar().is_working_day(day):
        return 0
    return sum(speak(robot=robot, text=_due_words(robot.unit_id, at), on=day, at=at) for robot in robots_to_speak(day))


def _due_words(unit_id: int, at: datetime) -> str:
    """ "" where nothing is due: a group is not told that there is nothing to tell."""
    late, today = count_at_unit(unit_id, now=at, until=end_of(day_of(at)))
    said = []
    if today:
        said.append(_("%(n)d 件事今天到期") % {"n": today})
    if late:
        said.append(_("%(n)d 件过了日子") % {"n": late})
    return _("村里：%(due)s。%(link)s") % {"due": "，".join(said), "link": settings.PUBLIC_ADDRESS} if said else ""
