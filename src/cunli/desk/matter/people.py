"""Whom one may call about a matter, and who was asked for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.accounts.roles import Capability
from cunli.cases.models import Answer, Ask, Matter, Proxy
from cunli.cases.parties import reported_by_who_has_it
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.places.models import Unit
from cunli.procedures.grammar import ABOVE, Party
from cunli.procedures.questions import COME
from cunli.registry.selectors.contacts import Contact

STANDING = {
    Answer.OPEN: "waiting",
    Answer.NO: "declined",
    Answer.OBJECTED: "declined",
    Answer.YES: "answered",
    Answer.DONE: "answered",
    Answer.LEFT: "declined",
    Answer.DROPPED: "dropped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Someone to call. ``shown`` is the number as it may be read: masked for a person, whole for an office."""

    name: str
    role: str
    tel: str
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A file that was sent, by its own name."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """Parameters of the ask_row component, the word of the answer, and where the answer is written down."""

    who: str
    about: str
    asked_on: datetime
    due: datetime
    state: str
    word: str
    said: str
    again_on: date | None
    comes: bool
    """Asked to come to the spot."""
    arrived: datetime | None
    goes_on: str
    phone: str
    answer_href: str
    reply: Link | None


def calls_for_staff(actor: Actor, matter: Matter) -> list[Call]:
    """The person who asked, whoever has it, the desk; not oneself. No query: all of it came with the matter."""
    officer = matter.officer if matter.officer_id != actor.user_id else None
    units = [_unit(unit) for unit in (matter.unit, matter.desk_unit) if unit and unit.pk != actor.unit_id]
    reporter = _reporter(matter) if matter.reporter_id != actor.user_id else None
    return _once([reporter, _proxy(matter), _user(officer, _("在办")), *units])


def calls_for_person(matter: Matter, contact: Contact | None) -> list[Call]:
    """Whoever has it, my own cadre, the desk: only people and offices that serve. What is asked above the village is
    not the village's to talk about."""
    is_theirs = matter.law.desk.level != ABOVE
    near = (
        Call(name=contact.name, role=contact.title, tel=contact.phone)
        if is_theirs and contact and contact.phone
        else None
    )
    found = [_user(matter.officer, _unit_name(matter)), near, _unit(matter.unit), _unit(matter.desk_unit)]
    return _once(found)[:3]


def roster_address(actor: Actor, matter: Matter) -> str:
    """The list of police, mediators and others who belong to the matter's grid; for posts that see the register."""
    if matter.village_id is None or not actor.may(Capability.SEE_REGISTER):
        return ""
    grid = f"&grid={matter.grid_id}" if matter.grid_id else ""
    return f"{reverse('roster:forces')}?village={matter.village_id}{grid}"


def waiting_name(matter: Matter) -> str:
    """Whom it waits for, by name and office, as staff are told."""
    if not matter.waits_for:
        return ""
    if matter.waits_for == Party.REPORTER:
        name = reporter_name(matter)
        if matter.waits_unit is not None and matter.stands.handled and reported_by_who_has_it(matter):
            return _("%(unit)s请没经手的人去看") % {"unit": matter.waits_unit.short_name}
        if matter.waits_unit is not None:
            return _("%(unit)s去问%(name)s") % {"unit": matter.waits_unit.short_name, "name": name or _("本人")}
        return name or _("本人")
    unit = matter.waits_unit.short_name if matter.waits_unit else ""
    if matter.waits_user is None:
        return unit
    return _("%(name)s（%(unit)s）") % {"name": matter.waits_user, "unit": unit} if unit else str(matter.waits_user)


def reporter_name(matter: Matter) -> str:
    return matter.reporter_name


def proxy_of(matter: Matter) -> Proxy | None:
    """Who came for the person."""
    return getattr(matter, "proxy", None)


def ask_rows(actor: Actor, matter: Matter, asks: Sequence[Ask], *, now: datetime) -> list[AskRow]:
    """Everyone who was asked, in the order of asking."""
    return [_ask_row(actor, matter, ask, now=now) for ask in asks]


def may_answer(actor: Actor, matter: Matter, ask: Ask) -> bool:
    """The asked unit itself, or the town that asked."""
    theirs = actor.unit_id == ask.unit_id and actor.may(Capability.WORK_MATTER)
    ours = actor.may(Capability.ASK_OUTSIDE) and matter.town_id in actor.scope.towns
    return ask.answer == Answer.OPEN and (theirs or ours)


def _ask_row(actor: Actor, matter: Matter, ask: Ask, *, now: datetime) -> AskRow:
    state = _stands(ask)
    may = may_answer(actor, matter, ask)
    return AskRow(
        who=ask.unit.short_name,
        about=ask.about,
        asked_on=ask.asked_at,
        due=ask.due_at,
        state="late" if state in ("waiting", "at_work") and ask.due_at < now else state,
        word=answer_words(matter, ask),
        said=ask.said,
        again_on=ask.again_on if state == "waiting" else None,
        comes=ask.question == COME,
        arrived=ask.arrived_at,
        goes_on=ask.goes_on,
        phone=ask.unit.phone if ask.unit_id != actor.unit_id else "",
        answer_href=reverse("desk:matter_ask", args=[matter.ref, ask.pk]) if may else "",
        reply=reply_link(matter, ask),
    )


def _stands(ask: Ask) -> str:
    """Whoever has come is at work; a line that needs nothing done is no refusal."""
    if ask.answer == Answer.OPEN and ask.arrived_at is not None:
        return "at_work"
    return "dropped" if ask.about and ask.answer == Answer.NO else STANDING[Answer(ask.answer)]


def answer_words(matter: Matter, ask: Ask) -> str:
    """As the procedure has them, where its question is answered in its own words."""
    own = matter.law.ways_to_answer(ask.question).get(ask.answer)
    if own is None and ask.answer == Answer.DONE and ask.question != COME:
        return _("办好了")  # nobody was asked to come
    return str(own or ask.get_answer_display())


def reply_link(matter: Matter, ask: Ask) -> Link | None:
    """What a unit sent with its answer."""
    if ask.file is None:
        return None
    return Link(words=ask.file.name, href=reverse("desk:matter_ask_reply", args=[matter.ref, ask.pk]))


def _reporter(matter: Matter) -> Call | None:
    number = matter.reporter_phone or (matter.reporter.phone if matter.reporter else "")
    if not number:
        return None
    tel = local_phone(number)
    return Call(name=reporter_name(matter) or _("报的人"), role=_("报的人"), tel=tel, shown=mask_phone(tel))


def _proxy(matter: Matter) -> Call | None:
    proxy = proxy_of(matter)
    if proxy is None or not proxy.phone:
        return None
    tel = local_phone(proxy.phone)
    return Call(name=proxy.name, role=proxy.relation or _("替他来的人"), tel=tel, shown=mask_phone(tel))


def _user(user: User | None, role: str) -> Call | None:
    if user is None or not user.phone:
        return None
    return Call(name=str(user), role=role, tel=local_phone(user.phone))


def _unit(unit: Unit | None) -> Call | None:
    if unit is None or not unit.phone:
        return None
    return Call(name=unit.short_name, role=_("值班电话"), tel=unit.phone, shown=unit.phone)


def _unit_name(matter: Matter) -> str:
    return matter.unit.short_name if matter.unit else ""


def _once(found: Sequence[Call | None]) -> list[Call]:
    """Each name once, in order: the officer may also be who reported, the unit also the desk."""
    return list({call.name: call for call in reversed(found) if call is not None}.values())[::-1]
