"""A copy of everything held about one person (PIPL art. 45), in full: for the person, or handed to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.benefits.models import Entitlement, ListState
from cunli.benefits.selectors import kind_word, paid_to, received_by
from cunli.cases.models import Matter
from cunli.desk import words
from cunli.exclusions.hiding import own_hidden_refs
from cunli.journal.services import record
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.money import yuan
from cunli.lib.sheets import table
from cunli.messages.models import Message
from cunli.messages.selectors import other_way
from cunli.registry import rules
from cunli.registry.imports.page.preview import field_title
from cunli.registry.kinds import LabelKind, NumberField, Relation, Sex
from cunli.registry.models import FormerName, ImportedFacts, Label, Membership, Person
from cunli.registry.selectors import consents_of, erasures_of, looked_at, persons_of_user, told_notice
from cunli.registry.services import permits, reach

MOST = 2_000
"""Matters and messages in one copy, the newest."""
_OWN = "a copy for the person themself"


@dataclass(frozen=True, slots=True)
class Copied:
    """One line: of which kind, what, what it says, from when or where."""

    section: str
    what: str
    value: str
    note: str = ""


@transaction.atomic
def own_copy(*, actor: Actor, at: datetime) -> list[Copied]:
    """Of the signed-in person: what the register says, if they are in it, their account and their matters."""
    person = next(iter(persons_of_user(actor.user_id or 0)), None)
    record(
        actor=actor, verb="desk.own_copy_taken", subject=f"person:{person.pk}" if person else f"user:{actor.user_id}",
        at=at, county_id=person.county_id if person else None, village_id=person.village_id if person else None,
    )  # fmt: skip
    return list(_everything(person, actor.user_id, timezone.localdate(at)))


@transaction.atomic
def copy_for(*, actor: Actor, person_id: int, reason: str, at: datetime) -> list[Copied]:
    """For who asks at the counter, or a guardian or heir. It is a look at everything: by a post that may see the
    unmasked, with a reason; of a child only while a second colleague has agreed. Raises NotYours, NotYourPost, Invalid.
    """
    person, on = permits.lookable(actor, person_id), timezone.localdate(at)
    permits.must_say_why(reason)
    if rules.is_child(person.born_on, on):
        permits.must_be_agreed(actor, person, at)
    reach.note(
        actor=actor, verb="copy_given", subject=f"person:{person.pk}", at=at, reason=reason.strip()[:500], place=person
    )
    return list(_everything(person, person.user_id, on))


def sheet_of(lines: list[Copied]) -> IO[bytes]:
    """As an Excel."""
    header = [(_("哪一类"), 16), (_("什么"), 24), (_("写着"), 40), (_("哪天、从哪里来"), 40)]
    return table(_("我的信息"), header, ((one.section, one.what, one.value, one.note) for one in lines))


def _everything(person: Person | None, user_id: int | None, on: date) -> Iterator[Copied]:
    if person is not None:
        yield from _registered(person)
        yield from _homes(person)
        yield from _findings(person)
        yield from _benefits(person)
        yield from _agreed(person, on)
        yield from _looks(person)
    if user_id is not None:
        yield from _account(user_id)
    yield from _matters(person, user_id)


def _registered(person: Person) -> Iterator[Copied]:
    section = _("登记的")
    said = [
        (_("名字"), person.name), (_("性别"), str(Sex(person.sex).label)), (_("生日"), _day(person.born_on)),
        (_("去世"), _day(person.died_on)), (_("民族"), person.ethnicity),
        (str(NumberField.ID_NUMBER.label), person.id_number),
        (str(NumberField.PHONE.label), identity.local_phone(person.phone) if person.phone else ""),
        (str(NumberField.BANK.label), person.bank),
    ]  # fmt: skip
    yield from (Copied(section, what, value) for what, value in said if value)
    for former in FormerName.objects.filter(person=person):
        yield Copied(section, _("从前的名字"), former.name)


def _homes(person: Person) -> Iterator[Copied]:
    rows = Membership.objects.unscoped(_OWN).filter(person=person).select_related("household__village")
    for row in rows.order_by("valid_from"):
        home = f"{row.household.village} {row.household.printed_no}"
        yield Copied(_("住哪一户"), str(Relation(row.relation).label), home, _span(row.valid_from, row.valid_until))


def _findings(person: Person) -> Iterator[Copied]:
    for label in Label.objects.unscoped(_OWN).filter(person=person).order_by("valid_from"):
        said = f"{_span(label.valid_from, label.valid_until)}，{label.source}"
        yield Copied(_("认定"), str(LabelKind(label.kind).label), "", said)
    for facts in ImportedFacts.objects.unscoped(_OWN).filter(person=person).select_related("source"):
        note = f"《{facts.source.file_name}》 {facts.as_of.isoformat()}"
        yield from (
            Copied(_("县里的表上写的"), field_title(key), str(said), note) for key, said in facts.values.items()
        )


def _benefits(person: Person) -> Iterator[Copied]:
    """What was granted, then every line by which it was paid, with the account and the household kept on it."""
    for one in received_by(person.pk):
        gives = one.gives or f"{one.get_rhythm_display()} {yuan(one.amount_fen)} {_('元')}"
        ended = f"，{one.end_reason}" if one.end_reason else ""
        yield Copied(_("救助补贴"), _kind(one), gives, f"{_span(one.since, one.until)}，{one.ref}{ended}")
    for line in paid_to(person.pk):
        given = line.entitlement
        dropped = line.list.state == ListState.DROPPED
        stands = line.list.get_state_display() if dropped else line.get_state_display()
        value = f"{yuan(line.amount_fen)} {_('元')}，{stands}"
        home = " ".join(str(said) for said in line.household.values() if said)
        note = [_day(line.paid_on), line.list.ref, line.bank, home, line.reason, line.said]
        yield Copied(_("发放"), f"{_kind(given)} {line.list.period}", value, "，".join(filter(None, note)))


def _kind(one: Entitlement) -> str:
    return kind_word(one.kind, county_id=one.county_id, on=one.since)


def _agreed(person: Person, on: date) -> Iterator[Copied]:
    for _person_id, (day, how) in told_notice([person.pk]).items():
        yield Copied(_("告知和答应"), _("告知过"), how, day.isoformat())
    for one in consents_of(person):
        kinds = "；".join(str(kind) for kind in one.kinds)
        span = _span(one.given_on, one.withdrawn_on or one.until)
        yield Copied(_("告知和答应"), kinds, one.agreed_to, f"{one.giver}，{one.way}，{span}")
    for asked in erasures_of(person, on):
        kinds = "；".join(str(kind) for kind in asked.kinds)
        yield Copied(_("要求去掉的"), kinds, asked.why_not or asked.said, asked.asked_on.isoformat())


def _looks(person: Person) -> Iterator[Copied]:
    for look in looked_at([person.pk]):
        yield Copied(_("谁看过"), look.what, look.why, f"{look.who}，{look.title}，{_moment(look.at)}")


def _account(user_id: int) -> Iterator[Copied]:
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        said = [(_("登录名"), user.username), (_("名字"), user.name), (_("手机号"), identity.local_phone(user.phone))]
        yield from (Copied(_("账号"), what, value, _day(user.created_at.date())) for what, value in said if value)
    if way := other_way(user_id):
        yield Copied(_("账号"), _("另外告诉我"), way.address, str(way.get_channel_display()))
    told = Message.objects.unscoped(_OWN).filter(user_id=user_id).exclude(ref__in=own_hidden_refs(user_id))
    rows = told.order_by("-created_at")
    for message in rows[:MOST]:
        yield Copied(_("消息"), message.ref, message.body, _moment(message.created_at))


def _matters(person: Person | None, user_id: int | None) -> Iterator[Copied]:
    mine = Q(reporter_id=user_id or 0) | Q(person_id=person.pk if person else 0)
    for matter in Matter.objects.unscoped(_OWN).filter(mine).order_by("-opened_at")[:MOST]:
        said = words.asker_words(matter, is_voice=False)
        yield Copied(_("报过的事"), matter.title, said, f"{matter.ref}，{_moment(matter.opened_at)}")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _span(begin: date, end: date | None) -> str:
    if end is None:
        return _("%(day)s 起") % {"day": begin.isoformat()}
    return f"{begin.isoformat()} – {end.isoformat()}"
