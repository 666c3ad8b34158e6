"""Who hears of a matter: the person who asked, who came for them, their helpers, the voices that joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cunli.cases.engine import TellReporter
from cunli.cases.models import Channel, Matter, Participant, Proxy, Voice
from cunli.cases.selectors import participants_of
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.procedures.grammar import Party, Seat, Step


def tell_everyone(*, actor: Actor, matter: Matter, told: TellReporter, at: datetime) -> None:
    """A voice that joined hears it under its own words: what the person who asked wrote may say who they are and where
    they live."""
    text = told.said(matter.title)
    tell_reporter(actor=actor, matter=matter, text=text, at=at)
    if part := _taking_part(matter):
        _tell(actor, matter, part, text, at=at, kind=Kind.STEP)
    for voice in matter.voices.all() if matter.followers else ():
        tell_voice(actor=actor, matter=matter, voice=voice, text=told.said(voice.words), at=at)


def tell_reporter(*, actor: Actor, matter: Matter, text: str, at: datetime) -> None:
    """The person who asked, who came for them, their helpers: in the app where there is an account; else a colleague
    is asked to phone; else it stands on the slip."""
    came = [Address(name=proxy.name, phone=proxy.phone, by_call=True) for proxy in _proxies(matter)]
    _tell(actor, matter, [asker_address(matter), *came, *_helpers(matter)], text, at=at, kind=Kind.STEP)


def tell_voice(*, actor: Actor, matter: Matter, voice: Voice, text: str, at: datetime) -> None:
    """The slip is not theirs, so without account and phone a colleague tells them when they meet."""
    way = Address(name=voice.name, phone=voice.phone, by_call=True)
    if voice.user_id is not None:
        way = Address(name=voice.name, user_id=voice.user_id)
    elif not voice.phone:
        way = Address(name=voice.name, in_person=True)
    _tell(actor, matter, [way], text, at=at, kind=Kind.STEP)


def ask_reporter(*, actor: Actor, matter: Matter, text: str, at: datetime, unit_id: int) -> None:
    """A question, once the matter has ended. Who has no account is phoned or seen by somebody at ``unit_id`` who did
    not handle it."""
    asker = asker_address(matter)
    if asker.user_id is None:
        asker = replace(asker, slip=False, in_person=not asker.phone, not_by=matter.handled_by_id)
    to = [asker, *_helpers(matter)]
    _tell(replace(actor, unit_id=unit_id), matter, to, text, at=at, kind=Kind.REMINDER)


def asker_address(matter: Matter) -> Address:
    if matter.asker_id is not None:
        return Address(name=matter.reporter_name, user_id=matter.asker_id)
    if matter.reporter_phone:
        return Address(name=matter.reporter_name, phone=matter.reporter_phone, by_call=True)
    return Address(name=matter.reporter_name, slip=True)


def _helpers(matter: Matter) -> list[Address]:
    helping = matter.grants.filter(until=None) if matter.followers else ()
    return [Address(name=grant.why, user_id=grant.user_id) for grant in helping]


def _taking_part(matter: Matter) -> list[Address]:
    """Everybody else who has been admitted: in the app, by a call, or in person; helpers while it is open."""
    found = []
    for one in participants_of(matter):
        if one.since is None or (one.seat == Seat.HELPER and not matter.is_open) or _asked(matter, one):
            continue
        if one.account_id is not None:
            found.append(Address(name=one.name, user_id=one.account_id))
        elif one.seat != Seat.HELPER:
            found.append(Address(name=one.name, phone=one.phone, by_call=bool(one.phone), in_person=not one.phone))
    return found


def _asked(matter: Matter, one: Participant) -> bool:
    """Whether they are the person who asked, who is told anyway."""
    if one.account_id is not None or matter.asker_id is not None:
        return one.account_id == matter.asker_id
    return one.seat == Seat.APPLICANT and one.name == matter.reporter_name


def call_off(*, actor: Actor, matter: Matter, step: Step) -> None:
    """The person who asked has just had the last word, so nobody calls on them any more to hear that it is done.

    Where a matter ends otherwise, the call that waits tells them how; others who joined hear it in any case.
    """
    has_spoken = Party.REPORTER in step.by or Party.CALLER in step.by
    if has_spoken and not matter.is_open and matter.reporter_id is None:
        messages.drop_calls(actor=actor, ref=matter.ref, name=matter.reporter_name, phone=matter.reporter_phone)
    for proxy in _proxies(matter) if has_spoken and not matter.is_open else ():
        messages.drop_calls(actor=actor, ref=matter.ref, name=proxy.name, phone=proxy.phone)


def _proxies(matter: Matter) -> list[Proxy]:
    """Who came for the person, where a call tells them something: not while they stand at the counter, not at the
    number that is called anyway. One without a phone carries the person's own slip home."""
    if matter.channel != Channel.PROXY or matter.version == 1:
        return []
    called = local_phone(matter.reporter_phone)
    return [one for one in Proxy.objects.filter(matter=matter) if one.phone and local_phone(one.phone) != called]


def _tell(actor: Actor, matter: Matter, to: Sequence[Address], text: str, *, at: datetime, kind: Kind) -> None:
    # A call to make lies with a unit: where the system or the person themselves acted, with the matter's desk. What is
    # hidden from somebody is told by those who have it alone, never by the counter that wrote it down.
    outsider = matter.is_guarded and actor.unit_id not in (matter.unit_id, matter.desk_unit_id)
    teller = actor
    if actor.unit_id is None or outsider:
        teller = replace(actor, unit_id=matter.desk_unit_id)
    messages.tell(
        actor=teller,
        to=[address for address in to if address.user_id is None or address.user_id != actor.user_id],
        text=text,
        ref=matter.ref,
        at=at,
        kind=kind,
        link=f"/m/{matter.ref}",
    )
