"""Writes to the roster: add, end, look at a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.accounts.roles import SYSTEM, Capability
from cunli.journal.services import record
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.places.models import Area, Grid, Unit
from cunli.registry.rules import is_reason
from cunli.roster.kinds import Force
from cunli.roster.models import RosterEntry, RosterGrid


@transaction.atomic
def add_entry(
    *,
    actor: Actor,
    force: str,
    name: str,
    town: Area,
    valid_from: date,
    at: datetime,
    village: Area | None = None,
    grids: Sequence[Grid] = (),
    title: str = "",
    unit: Unit | None = None,
    unit_words: str = "",
    phone: str = "",
) -> RosterEntry:
    """Somebody belongs to a town, a village or some of its grids from a day on. A phone that an account has ties the
    entry to that account, silently.

    Raises NotYourPost, NotYours (another town), Invalid (no phone and no unit to reach them by; grids of elsewhere).
    """
    _must_be_theirs(actor, town.pk)
    elsewhere = village is not None and village.town_id != town.pk
    if elsewhere or any(village is None or grid.village_id != village.pk for grid in grids):
        raise Invalid(_("网格和村对不上"), fields={"grids": _("请选这个村的网格")})
    number = identity.normalise_phone(phone) if phone else ""
    if not number and (unit is None or not unit.phone):
        raise Invalid(_("还没有记下"), fields={"phone": _("没有值班电话的单位，请写他的电话，不然叫不到人")})
    if town.county_id is None:
        raise Invalid(_("这个地方不属于任何县"), instead=_("请先把地方补全。"))
    entry = RosterEntry.objects.create(
        force=Force(force), title=title, name=name, unit=unit, unit_words="" if unit else unit_words, phone=number,
        user=User.objects.by_phone(number) if number else None, county_id=town.county_id, town=town, village=village,
        valid_from=valid_from,
    )  # fmt: skip
    RosterGrid.objects.bulk_create(RosterGrid(entry=entry, grid=grid) for grid in grids)
    after = {"force": entry.force, "name": name, "grids": [grid.code for grid in grids], "from": valid_from.isoformat()}
    _note(actor, "roster.add_entry", entry, at, after=after)
    return entry


@transaction.atomic
def end_entry(*, actor: Actor, entry: RosterEntry, on: date, reason: str, at: datetime) -> None:
    """From that day on they do not belong there any more; what they took part in stays as it was.

    Raises NotYourPost, NotYours, Invalid (no reason, ended already, a day before it began).
    """
    _must_be_theirs(actor, entry.town_id)
    if not reason.strip():
        raise Invalid(_("还没有结束"), fields={"reason": _("请写一句为什么，会留记录")})
    ended = RosterEntry.objects.unscoped("within the actor's town").filter(
        pk=entry.pk, valid_until=None, valid_from__lt=on
    )
    if ended.update(valid_until=on) != 1:
        raise Invalid(_("这一位已经结束了，或者今天才开始"), instead=_("刷新一下名单再看；今天才加的，明天再结束。"))
    _note(actor, "roster.end_entry", entry, at, after={"until": on.isoformat()}, reason=reason)


@transaction.atomic
def show_phone(*, actor: Actor, entry: RosterEntry, reason: str, at: datetime) -> str:
    """The phone as people dial it. The journal keeps who looked and why, never the number. The entry was read within
    the actor's scope. Raises NotYourPost (sees masked only), Invalid (no real reason, no phone)."""
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(
            _("您的岗位只能看打了星号的"),
            why=_("全号只给县里定的人看。"),
            instead=_("打单位的值班电话，或者请村干部打。"),
        )
    if not is_reason(reason):
        raise Invalid(_("还缺一句为什么看"), fields={"reason": _("请写一句为什么看，至少 4 个字")})
    if not entry.phone:
        raise Invalid(_("没登记这个号码"), instead=_("打单位的值班电话。"))
    _note(actor, "roster.show_phone", entry, at, reason=reason)
    return identity.local_phone(entry.phone)


def _must_be_theirs(actor: Actor, town_id: int) -> None:
    if actor.role == SYSTEM:
        return
    if not actor.may(Capability.ASK_OUTSIDE) or not actor.scope.towns:
        raise NotYourPost(_("名单由乡镇来记"), instead=_("要加人、要换人，请找镇平安办。"))
    if town_id not in actor.scope.towns:
        raise NotYours(_("这不是您镇上的名单"), instead=_("请找那个镇的平安办。"))


def _note(
    actor: Actor,
    verb: str,
    entry: RosterEntry,
    at: datetime,
    *,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        actor=actor, verb=verb, subject=f"roster:{entry.pk}", at=at, after=after, reason=reason.strip()[:500],
        county_id=entry.county_id, village_id=entry.village_id,
    )  # fmt: skip
