"""A matter on paper, and the door that its code opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.accounts.throttle import Limit, count_try
from cunli.cases.models import Matter, Proxy, Term
from cunli.cases.selectors import course_of, matter_with_code
from cunli.desk.matter import clocks, people
from cunli.desk.matter.cash import cash_words
from cunli.lib.actors import Actor
from cunli.lib.codes import is_short_code
from cunli.papers.slip import Phone, Slip
from cunli.places.kinds import UnitFunction
from cunli.places.models import Unit
from cunli.places.selectors import nearest_unit
from cunli.procedures.grammar import Party
from cunli.registry.selectors.contacts import contact_for
from cunli.ui import words

CODE_TRIES = Limit("slip", 60, timedelta(hours=1))
"""Per address: carriers put many phones behind one. 60 an hour against 10⁹ codes keeps guessing hopeless."""
OPENS_FOR = timedelta(days=400)
"""How long after its end a slip still opens its matter."""


def slip_of(actor: Actor, matter: Matter, *, url: str, now: datetime) -> Slip:
    """Everything that is printed; no ID number, no full name of a third person."""
    course = course_of(matter, told_only=True)
    title, what, when, hint = _promise(matter, course.terms, now=now)
    return Slip(
        ref=matter.ref,
        short_code=matter.code,
        station=_station(matter),
        whose=_whose(matter),
        what=matter.title,
        promised_words=what,
        promised_day=when,
        promised_hint=hint,
        who=_who(matter),
        phones=_phones(matter, now=now),
        by=actor.name if actor.may(Capability.WORK_MATTER) else "",
        at=now,
        url=url,
        promised_title=title,
        lines=_lines(matter, course.facts),
        has_cash=bool(cash_words(course.facts)),
    )


def matter_by_code(typed: str, *, address: str, at: datetime) -> Matter | None:
    """The matter that a slip's code opens; None for a wrong one. Raises TooManyTries."""
    code = "".join(sign for sign in typed if sign.isdigit())
    count_try(CODE_TRIES, address, at)
    found = matter_with_code(code) if is_short_code(code) else None
    if found is None or (found.closed_at is not None and found.closed_at + OPENS_FOR < at):
        return None
    return found


def _promise(matter: Matter, terms: Sequence[Term], *, now: datetime) -> tuple[str, str, str, str]:
    """Whose turn it is, "11月26日前答复", "星期四", and what comes then."""
    promised, stands = clocks.promised(matter, terms), str(matter.stands.villager)
    if promised is None:
        return _("办到哪了"), stands, "", ""
    what, due = promised
    by_hour = words.has_hour(due) and words.days_until(due, now) == 0
    day = words.moment_cn(due, now) if by_hour else words.day_short(due, now)
    if matter.waits_for == Party.REPORTER:
        hint = _("%(day)s前说一声，打电话、扫码都行") if matter.stands.handled else _("%(day)s前带来就能办")
        return _("轮到您了"), stands, "", hint % {"day": day}
    return _("我们答应"), _("%(day)s前%(what)s") % {"day": day, "what": what}, words.weekday_long(due), stands


def _lines(matter: Matter, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Who came for the person, and what they must be able to show: the money that changed hands; and all that is still
    missing."""
    found = [_came_for(proxy)] if (proxy := people.proxy_of(matter)) else []
    if line := cash_words(facts):
        found.append(line)
    missing = facts.get("missing")
    if isinstance(missing, list) and matter.waits_for == Party.REPORTER and not matter.stands.handled:
        found.append(_("还缺：%(missing)s") % {"missing": "、".join(str(paper) for paper in missing)})
    return tuple(found)


def _came_for(proxy: Proxy) -> str:
    """By family name only, as everybody on paper that others may see."""
    if proxy.relation:
        return _("%(relation)s（姓%(surname)s）替他来的") % {"relation": proxy.relation, "surname": proxy.name[:1]}
    return _("姓%(surname)s的替他来的") % {"surname": proxy.name[:1]}


def _station(matter: Matter) -> str:
    """Whose paper it is: the village's service station, else the desk."""
    unit: Unit | None = None
    if matter.village is not None:
        unit = nearest_unit(area=matter.village, function=UnitFunction.STATION)
    return (unit or matter.desk_unit).name


def _whose(matter: Matter) -> str:
    """How the person is called on paper that others may see: the family name only."""
    name = people.reporter_name(matter)
    return _("%(surname)s家") % {"surname": name[:1]} if name else _("您")


def _who(matter: Matter) -> str:
    unit = matter.unit or matter.desk_unit
    if matter.officer is None:
        return unit.short_name
    return _("%(name)s，%(unit)s") % {"name": matter.officer, "unit": unit.short_name}


def _phones(matter: Matter, *, now: datetime) -> tuple[Phone, ...]:
    contact = None
    if matter.village_id is not None:
        contact = contact_for(grid_id=matter.grid_id, village_id=matter.village_id, on=words.day_of(now))
    calls = people.calls_for_person(matter, contact)
    return tuple(Phone(call.name, words.spoken_phone(call.tel)) for call in calls)
