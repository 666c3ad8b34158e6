"""Who hears of a matter: the person who asked, who came for them, their helpers, the voices that joined."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cunli.cases.models import Channel, Matter, Proxy
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.procedures.grammar import Party, Step


def tell_reporter(
    *, actor: Actor, matter: Matter, words: str, at: datetime, kind: Kind = Kind.STEP, dedupe: str = ""
) -> int:
    """In the app where there is an account; else a colleague is asked to phone; else it stands on the slip."""
    to = [_address(matter.reporter_id, matter.reporter_name, matter.reporter_phone)]
    to += [_address(None, proxy.name, proxy.phone) for proxy in _proxies(matter)]
    if matter.followers:
        to += [_address(voice.user_id, voice.name, voice.phone) for voice in matter.voices.all()]
        to += [Address(name=grant.why, user_id=grant.user_id) for grant in matter.grants.filter(until=None)]
    # A call to make lies with a unit: where the system or the person themselves acted, with the matter's desk.
    teller = actor if actor.unit_id is not None else replace(actor, unit_id=matter.desk_unit_id)
    return messages.tell(
        actor=teller,
        to=[address for address in to if address.user_id is None or address.user_id != actor.user_id],
        text=words,
        ref=matter.ref,
        at=at,
        kind=kind,
        link=f"/m/{matter.ref}",
        dedupe=dedupe,
    )


def call_off(*, actor: Actor, matter: Matter, step: Step) -> None:
    """The person who asked has just had the last word, so nobody phones them any more to hear that it is done.

    Where a matter ends otherwise, the call that waits tells them how; others who joined hear it in any case.
    """
    has_spoken = Party.REPORTER in step.by or Party.CALLER in step.by
    if has_spoken and not matter.is_open and matter.reporter_id is None and matter.reporter_phone:
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


def _address(user_id: int | None, name: str, phone: str) -> Address:
    if user_id is not None:
        return Address(name=name, user_id=user_id)
    return Address(name=name, phone=phone, by_call=True) if phone else Address(name=name, slip=True)
