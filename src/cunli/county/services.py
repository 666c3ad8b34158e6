"""Decide a setting, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.county import memory, rules
from cunli.county.defaults import DEFAULTS
from cunli.county.models import Setting
from cunli.county.values import Json
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.lib.terms import day_of
from cunli.places.kinds import Level
from cunli.places.models import Area


class AlreadyBegun(Conflict):
    """The day has begun: what was promised under it stays."""

    code = "already_begun"


@transaction.atomic
def set_value(
    *,
    actor: Actor,
    key: str,
    value: Json,
    valid_from: date,
    source: str,
    why: str,
    at: datetime,
    area: Area | None = None,
) -> Setting:
    """Let ``value`` hold from ``valid_from`` on, in the county ``area`` or (None) in the whole installation.

    A day in the past is refused, except for the first row of a key (setting a county up). A row for a day to come is
    replaced. Raises Invalid, NotYourPost, NotYours, AlreadyBegun. Journalled with the value before and after.
    """
    _check_actor(actor, area)
    _check_input(key, value, source, area)
    mine = Setting.objects.unscoped("the key's own rows, to see what has begun").filter(key=key, area=area)
    before = mine.filter(valid_from__lte=valid_from).order_by("-valid_from").first()
    _check_day(before, valid_from, today=day_of(at), is_first=not mine.exists())
    row = before if before and before.valid_from == valid_from else Setting(key=key, area=area, valid_from=valid_from)
    earlier = before.value if before else DEFAULTS[key].value
    row.value, row.source, row.why = value, source.strip(), why.strip()
    row.set_by_post_id, row.set_at = actor.post_id, at
    row.save()
    memory.forget()
    transaction.on_commit(memory.forget)
    journal.record(
        actor=actor,
        verb="county.set_value",
        subject=f"setting:{key}",
        at=at,
        before={"value": earlier},
        after={"value": value, "valid_from": valid_from.isoformat(), "source": row.source},
        reason=row.why,
        county_id=area.pk if area else None,
    )
    return row


def _check_actor(actor: Actor, area: Area | None) -> None:
    if actor.role == SYSTEM:
        return
    if not actor.may(Capability.CONFIGURE):
        raise NotYourPost(_("这个岗位不能改县里的规定"), instead=_("请县里的系统管理员来改。"))
    if area is not None and area.pk not in actor.scope.counties:
        raise NotYours(_("没有这个县"))


def _check_input(key: str, value: Json, source: str, area: Area | None) -> None:
    wrong: dict[str, str] = {}
    if key not in DEFAULTS:
        wrong["key"] = _("没有“%(key)s”这一项") % {"key": key}
    else:
        found = rules.complaints(DEFAULTS[key].shape, value)
        if found:
            wrong["value"] = "；".join(dict.fromkeys(found))
    if not source.strip():
        wrong["source"] = _("写明出处：哪份文件，或者哪次会定的")
    if area is not None and area.level != Level.COUNTY:
        wrong["area"] = _("只能按县来定")
    if wrong:
        raise Invalid(_("还没有存下来，有几处要改"), fields=wrong)


def _check_day(before: Setting | None, valid_from: date, *, today: date, is_first: bool) -> None:
    if is_first:
        return
    if valid_from < today:
        raise Invalid(
            _("过去的日子不能改"),
            why=_("已经按原来的算过、告诉过人了。"),
            instead=_("从今天或以后的一天起改。"),
            fields={"valid_from": _("从今天或以后的一天起")},
        )
    if before and before.valid_from == valid_from == today:
        raise AlreadyBegun(_("今天起的已经定过一次了"), instead=_("从明天起改。"))
