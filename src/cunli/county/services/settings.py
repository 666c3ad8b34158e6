"""Decide a setting, from a day on; take back what has not begun."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.county import memory, rules, selectors
from cunli.county.defaults import DEFAULTS
from cunli.county.models import Setting
from cunli.county.values import Json
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.lib.terms import day_of
from cunli.places.kinds import Level
from cunli.places.models import Area

WHY = "the key's own rows, to see what has begun"


class AlreadyBegun(Conflict):
    """The day has begun: what was promised under it stays."""

    code = "already_begun"


class SetMeanwhile(Conflict):
    """Somebody else decided on the same setting since the page was opened."""

    code = "set_meanwhile"


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
    seen: str | None = None,
) -> Setting:
    """Let ``value`` hold from ``valid_from`` on, in the county ``area`` or (None) in the whole installation.

    A day in the past is refused, except for the first row of a key (setting a county up). A row for a day to come is
    replaced. A list keeps every entry it had before that day. ``seen``: what ``selectors.fingerprint`` said when the
    page was opened. Raises Invalid, NotYourPost, NotYours, AlreadyBegun, SetMeanwhile. Journalled with the value
    before and after.
    """
    _check_actor(actor, area)
    _hold(area)
    before = _before(key, area, valid_from)
    if before and _says(before) == (valid_from, value, source.strip(), why.strip(), actor.post_id):
        return before  # the same request once more
    check_value(actor=actor, key=key, value=value, valid_from=valid_from, source=source, at=at, area=area, seen=seen)
    row = before if before and before.valid_from == valid_from else Setting(key=key, area=area, valid_from=valid_from)
    earlier = before.value if before else DEFAULTS[key].value
    row.value, row.source, row.why = value, source.strip(), why.strip()
    row.set_by_post_id, row.set_at = actor.post_id, at
    row.save()
    _forget()
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


def check_value(
    *,
    actor: Actor,
    key: str,
    value: Json,
    valid_from: date,
    source: str,
    at: datetime,
    area: Area | None = None,
    seen: str | None = None,
) -> None:
    """Raise whatever ``set_value`` would; writes nothing. For the preview of a decision."""
    _check_actor(actor, area)
    _check_input(key, value, source, area)
    _check_seen(key, area, seen)
    _check_kept(key, value, area, on=valid_from)
    _check_day(key, area, valid_from, today=day_of(at))


@transaction.atomic
def withdraw_value(
    *, actor: Actor, key: str, valid_from: date, why: str, at: datetime, area: Area, seen: str | None = None
) -> None:
    """Take back what was to hold from a day to come. Raises NotYourPost, NotYours, Invalid without a reason,
    AlreadyBegun, SetMeanwhile (it was taken back or changed by somebody else). Journalled with the value."""
    _check_actor(actor, area)
    if not why.strip():
        raise Invalid(_("还没有收回"), fields={"why": _("请写一句为什么收回，会留记录")})
    _hold(area)
    _check_seen(key, area, seen)
    row = Setting.objects.unscoped(WHY).filter(key=key, area=area, valid_from=valid_from).first()
    if row is None:
        raise _meanwhile()
    if row.valid_from <= day_of(at):
        raise AlreadyBegun(_("这一条已经开始用了，不能收回"), instead=_("从以后的一天起另定一个。"))
    row.delete()
    _forget()
    journal.record(
        actor=actor,
        verb="county.withdraw_value",
        subject=f"setting:{key}",
        at=at,
        before={"value": row.value, "valid_from": valid_from.isoformat(), "source": row.source},
        reason=why.strip(),
        county_id=area.pk,
    )


def _hold(area: Area | None) -> None:
    """One decision at a time in a county."""
    if area is not None:
        Area.objects.select_for_update().get(pk=area.pk)


def _check_seen(key: str, area: Area | None, seen: str | None) -> None:
    if area is not None and seen is not None and seen != selectors.fingerprint(key, county=area):
        raise _meanwhile()


def _says(row: Setting) -> tuple[date, Json, str, str, int | None]:
    return row.valid_from, row.value, row.source, row.why, row.set_by_post_id


def _meanwhile() -> SetMeanwhile:
    return SetMeanwhile(_("刚才有人先定了这一项"), instead=_("看看现在的，还要改再定一次；您写的都在。"))


def _forget() -> None:
    memory.forget()
    transaction.on_commit(memory.forget)


def _check_kept(key: str, value: Json, area: Area | None, *, on: date) -> None:
    """Against what held on the day before, whoever decided that, and what is decided for later."""
    shape, rows = DEFAULTS[key].shape, Setting.objects.unscoped(WHY).filter(key=key)
    own_last = F("area").asc(nulls_first=True)
    held = rows.filter(Q(area=None) | Q(area=area), valid_from__lt=on).order_by(own_last, "valid_from").last()
    lost = rules.dropped(shape, held.value if held else DEFAULTS[key].value, value)
    later = rows.filter(area=area, valid_from__gt=on).order_by("valid_from")
    lost += [
        _("%(day)s起的已经定好，里面没有新加的这一条，请先收回那一条") % {"day": row.valid_from.isoformat()}
        for row in later
        if rules.dropped(shape, value, row.value)
    ]
    if lost:
        raise Invalid(_("还没有存下来，有几处要改"), fields={"value": "；".join(lost)})


def _check_actor(actor: Actor, area: Area | None) -> None:
    if actor.role == SYSTEM:
        return
    if not actor.may(Capability.CONFIGURE):
        raise NotYourPost(_("这个岗位不能改县里的规定"), instead=_("请县里的系统管理员来改。"))
    if area is not None and selectors.county_of(actor) != area:
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


def _check_day(key: str, area: Area | None, valid_from: date, *, today: date) -> None:
    if not Setting.objects.unscoped(WHY).filter(key=key, area=area).exists():
        return
    if valid_from < today:
        raise Invalid(
            _("过去的日子不能改"),
            why=_("已经按原来的算过、告诉过人了。"),
            instead=_("从今天或以后的一天起改。"),
            fields={"valid_from": _("从今天或以后的一天起")},
        )
    before = _before(key, area, valid_from)
    if before and before.valid_from == valid_from == today:
        raise AlreadyBegun(_("今天起的已经定过一次了"), instead=_("从明天起改。"))


def _before(key: str, area: Area | None, day: date) -> Setting | None:
    """The key's own row that holds on ``day``."""
    mine = Setting.objects.unscoped(WHY).filter(key=key, area=area, valid_from__lte=day)
    return mine.order_by("-valid_from").first()
