"""Writes about places: each one transaction, one journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid
from cunli.places.kinds import PARENT_LEVEL, GridKind, UnitKind
from cunli.places.models import Area, AreaCode, Grid, Unit
from cunli.places.naming import take_name
from cunli.places.rules import code_fits, short_name


@transaction.atomic
def add_area(
    *, actor: Actor, level: str, name: str, parent: Area | None, valid_from: date, at: datetime, short: str = ""
) -> Area:
    """Add a county, or a town, village or group below its parent. Refuses a parent of the wrong level."""
    if PARENT_LEVEL[level] != (parent.level if parent else None):
        raise Invalid(
            _("放不到这里"),
            why=_("县下面是乡镇，乡镇下面是村，村下面是村民小组。"),
            instead=_("请选对上一级再加。"),
            fields={"parent": str(_("上一级不对"))},
        )
    if Area.objects.filter(parent=parent, name=name, valid_until=None).exists():
        raise Conflict(_("这里已经有一个同名的地方"), instead=_("请核对名字；同一个地方不用再加。"))
    area = Area(level=level, name=name, short_name=short or short_name(name), parent=parent, valid_from=valid_from)
    if parent is not None:
        area.county_id, area.town_id, area.village_id = parent.county_id, parent.town_id, parent.village_id
    area.save(force_insert=True)
    if level in {"county", "town", "village"}:
        setattr(area, f"{level}_id", area.pk)
        area.save(update_fields=[level])
    _note(actor, "places.add_area", f"area:{area.pk}", at, area, after={"name": name, "level": level})
    return area


@transaction.atomic
def rename_area(*, actor: Actor, area: Area, name: str, at: datetime, reason: str) -> None:
    """A new name from today. The code stays: a change of name, seat or boundary keeps it (order no. 79, art. 6)."""
    before = area.name
    take_name(area, name, on=timezone.localtime(at).date())
    _note(actor, "places.rename_area", f"area:{area.pk}", at, area, {"name": before}, {"name": name}, reason)


@transaction.atomic
def give_code(
    *, actor: Actor, area: Area, system: str, code: str, valid_from: date, source: str, as_of: date, at: datetime
) -> AreaCode:
    """Give an area its code in a system. A code that any area ever had is refused; the code before it is retired."""
    if not code_fits(system, area.level, code):
        raise Invalid(
            _("这个代码的样子不对"),
            why=_("县 6 位，乡镇 9 位，村 12 位数字。"),
            instead=_("请对照来源再填。"),
            fields={"code": str(_("位数不对"))},
        )
    if AreaCode.objects.filter(system=system, code=code).exists():
        raise Conflict(_("这个代码用过了"), why=_("废止的代码不能再用。"), instead=_("请向发代码的单位要新的。"))
    before = AreaCode.objects.filter(area=area, system=system, valid_until=None).first()
    if before is not None:
        before.valid_until = valid_from
        before.save(update_fields=["valid_until"])
    given = AreaCode.objects.create(
        area=area, system=system, code=code, valid_from=valid_from, source=source, as_of=as_of
    )
    if before is not None:
        AreaCode.objects.filter(pk=before.pk).update(successor=given)
    after = {"system": system, "code": code, "source": source}
    _note(actor, "places.give_code", f"area:{area.pk}", at, area, {"code": before.code} if before else {}, after)
    return given


@transaction.atomic
def merge_area(*, actor: Actor, area: Area, into: Area, on: date, at: datetime, reason: str) -> None:
    """End an area in favour of another of its level: both stay in the record, its codes are retired for good."""
    if area.level != into.level or area.pk == into.pk:
        raise Invalid(_("这两个地方合不到一起"), why=_("要同一级，不能是自己。"), instead=_("请重选。"))
    if Area.objects.filter(parent=area, valid_until=None).exists():
        raise Conflict(_("下面还有地方没安排"), instead=_("先把下面的村或组并过去，再并这里。"))
    area.valid_until, area.successor = on, into
    area.save(update_fields=["valid_until", "successor"])
    heirs = {row.system: row for row in AreaCode.objects.filter(area=into, valid_until=None)}
    for code in AreaCode.objects.filter(area=area, valid_until=None):
        code.valid_until, code.successor = on, heirs.get(code.system)
        code.save(update_fields=["valid_until", "successor"])
    _note(actor, "places.merge_area", f"area:{area.pk}", at, area, {}, {"into": into.pk, "on": str(on)}, reason)


@transaction.atomic
def add_grid(
    *,
    actor: Actor,
    village: Area,
    name: str,
    code: str,
    valid_from: date,
    at: datetime,
    kind: str = GridKind.GENERAL,
) -> Grid:
    """Add a grid to a village."""
    if village.village_id != village.pk or village.county_id is None or village.town_id is None:
        raise Invalid(_("网格要建在村里"), instead=_("请先选一个村。"), fields={"village": str(_("请选一个村"))})
    if Grid.objects.filter(code=code).exists():
        raise Conflict(_("这个网格号用过了"), instead=_("请换一个号。"))
    grid = Grid.objects.create(
        village=village,
        county_id=village.county_id,
        town_id=village.town_id,
        name=name,
        code=code,
        kind=kind,
        valid_from=valid_from,
    )
    _note(actor, "places.add_grid", f"grid:{grid.pk}", at, village, {}, {"name": name, "code": code})
    return grid


@transaction.atomic
def add_unit(
    *,
    actor: Actor,
    kind: str,
    function: str,
    name: str,
    area: Area,
    at: datetime,
    short_name: str = "",
    phone: str = "",
    doc_mark: str = "",
    address: str = "",
) -> Unit:
    """Add a unit at an area. ``doc_mark`` is the 机关代字 of its letters; within a county each is used once."""
    if area.county_id is None:
        raise Invalid(_("这个地方不属于任何县"), instead=_("请先把地方补全。"))
    if Unit.objects.filter(area=area, name=name).exists():
        raise Conflict(_("这里已经有这个单位"), instead=_("请核对名字；同一个单位不用再加。"))
    unit = Unit.objects.create(
        kind=UnitKind(kind),
        function=function,
        name=name,
        short_name=short_name or name,
        area=area,
        county_id=area.county_id,
        town_id=area.town_id,
        village_id=area.village_id,
        phone=phone,
        doc_mark=doc_mark,
        address=address,
    )
    _note(actor, "places.add_unit", f"unit:{unit.pk}", at, area, {}, {"name": name, "function": str(function)})
    return unit


@transaction.atomic
def close_unit(*, actor: Actor, unit: Unit, on: date, at: datetime, reason: str) -> None:
    """A unit that is no more; what it did stays in its name."""
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    _note(actor, "places.close_unit", f"unit:{unit.pk}", at, unit.area, {}, {"closed_on": str(on)}, reason)


def _note(  # noqa: PLR0917 - the order of a journal entry, used only in this file
    actor: Actor,
    verb: str,
    subject: str,
    at: datetime,
    area: Area,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=subject,
        at=at,
        before=before,
        after=after,
        reason=reason,
        county_id=area.county_id,
        village_id=area.village_id,
    )
