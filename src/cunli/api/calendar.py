"""What is due, as a calendar that a phone subscribes to (RFC 5545): of one person, in all their posts.

Other people's servers may keep a copy of a calendar, so it says what kind of thing is due and its number, never what it
is about or whose it is: who wants to know opens the link and signs in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cunli.accounts.models import User
from cunli.accounts.selectors import actor_for, posts_held, villager_actor
from cunli.desk import words
from cunli.dues.models import Due
from cunli.dues.selectors import CAP, due_for
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.procedures.catalogue import current
from cunli.visits.selectors import count_wanting

AHEAD = timedelta(60)


def calendar_of(user: User, *, host: str, now: datetime) -> bytes:
    """The file. What is late stands today, because a calendar shows nobody what lies behind."""
    on = day_of(now)
    held = posts_held(user, on)
    actors = [actor_for(post, on) for post in held] or [villager_actor(user)]
    made = Calendar()
    made.add("prodid", "-//Cunli//cunli//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("村里"))
    found = {due.pk: due for actor in actors for due in due_for(actor, limit=CAP, until=now + AHEAD)}
    for due in found.values():
        made.add_component(_event_of(due, host=host, on=on, now=now))
    if wanting := max((_wanting(actor, on) for actor in actors), default=0):
        made.add_component(_event_of_care(wanting, host=host, on=on, now=now))
    return bytes(made.to_ical())


def _wanting(actor: Actor, on: date) -> int:
    return count_wanting(actor.scope, actor.user_id or 0, on, most=CAP)


def _event_of(due: Due, *, host: str, on: date, now: datetime) -> Event:
    law = current(due.kind, on)
    what = str(law.title) if law else words.due_words(due, on)
    late = day_of(due.due_at) < on
    said = _("%(what)s %(ref)s（超了日子）") if late else _("%(what)s %(ref)s")
    summary = (said % {"what": what, "ref": due.ref}).strip()
    day = max(day_of(due.due_at), on)
    return _whole_day(f"{due.source}-{due.source_id}", summary, words.due_url(due), host=host, day=day, now=now)


def _event_of_care(count: int, *, host: str, on: date, now: datetime) -> Event:
    summary = _("该去看看的人家：%(n)s 户") % {"n": f"{CAP}+" if count == CAP else count}
    return _whole_day("care", summary, reverse("desk:my_households"), host=host, day=on, now=now)


def _whole_day(uid: str, summary: str, path: str, *, host: str, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@cunli")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add("summary", summary)
    event.add("url", f"{settings.PUBLIC_ADDRESS or host}{path}")
    event.add("transp", "TRANSPARENT")
    return event
