"""A list of people to verify is drawn up, and a matter opened for each, some at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.models import Post
from cunli.accounts.roles import Role
from cunli.accounts.selectors import grid_members, post_holders
from cunli.acts.filing import file_matter
from cunli.cases import services as cases
from cunli.cases.models import Batch, Channel, LeftOut, Listed, Matter
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.places.models import Area, Unit
from cunli.procedures.catalogue import current
from cunli.procedures.values import Value
from cunli.registry.models import Membership, Person
from cunli.registry.selectors.to_verify import people_to_verify

KEY, LISTS = "verification", "verification.lists"
AT_ONCE = 50
"""Matters opened in one transaction."""
A_SWEEP = 1000
"""Matters opened by one sweep at most."""
MAKERS = frozenset({Role.TOWN_OFFICER, Role.COUNTY_SUPERVISOR, Role.DEPARTMENT_OFFICER})
_WHY = "the system opens what was listed"


def lists_for(actor: Actor, *, on: date) -> tuple[Area, list[Item]]:
    """The town or the county whose lists this post draws up, and which. Raises NotYourPost."""
    unit = Unit.objects.select_related("town", "county", "area").filter(pk=actor.unit_id or 0).first()
    area = (unit.town or unit.county) if unit is not None and unit.village_id is None else None
    if unit is None or area is None or actor.role not in MAKERS:
        raise NotYourPost(_("核实名单由镇里或县里列"), instead=_("要核实谁，请告诉镇里。"))
    items = county.items(LISTS, on=on, county_id=area.county_id)
    if actor.role == Role.DEPARTMENT_OFFICER:
        items = [item for item in items if item["handles"] == unit.function]
    return area, items


def draw_up(*, actor: Actor, kind: str, done_by: date, at: datetime, key: Key | None = None) -> Batch:
    """Everybody of the actor's town or county whom the county's list names today. Raises NotYourPost, Invalid (no such
    list, nobody on it, a day that has passed), Conflict (drawn up today already)."""
    area, items = lists_for(actor, on=day_of(at))
    item = next((one for one in items if one["key"] == kind), None)
    if item is None:
        raise Invalid(_("没有这份名单"), fields={"kind": _("请从列出的里面选一个")})
    people = people_to_verify(area=area, on=day_of(at), label=item.get("label", ""), from_age=item.get("from_age", 0))
    return cases.draw_up(
        actor=actor,
        procedure=KEY,
        kind=kind,
        title=item.get("title") or item["word"],
        area=area,
        unit=Unit.objects.get(pk=actor.unit_id or 0),
        people=people.order_by("village_id", "pk")
        .only("pk", "county_id", "town_id", "village_id", "grid_id")
        .iterator(),
        done_by=done_by,
        at=at,
        key=key,
    )


def open_some(*, batch_id: int, at: datetime, limit: int = AT_ONCE) -> int:
    """Matters for the next of a list, in one transaction; returns how many of it were dealt with, 0 when all were.

    Who comes second at the same moment waits, and finds the next ones. Nobody gets a second matter.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().select_related("area").get(pk=batch_id)
        rows = Listed.objects.unscoped(_WHY).filter(batch=batch, matter=None, left_out="")
        some = list(rows.select_related("person", "village").order_by("id")[:limit])
        near: dict[tuple[int | None, int], Post | None] = {}
        for listed in some:
            _open_one(batch, listed, near, at=at)
        if some:
            cases.say_what_came(actor=SYSTEM, batch=batch, listed=some, at=at)
        if not some and not batch.is_filed:
            batch.is_filed = True
            batch.save(update_fields=["is_filed"])
    return len(some)


def go_on(*, at: datetime, limit: int = A_SWEEP) -> int:
    """Whatever lists are not through yet, the oldest first. Returns how many people were dealt with."""
    done = 0
    for batch_id in list(Batch.objects.filter(is_filed=False).order_by("id").values_list("pk", flat=True)):
        while done < limit and (some := open_some(batch_id=batch_id, at=at)):
            done += some
    return done


def _open_one(batch: Batch, listed: Listed, near: dict[tuple[int | None, int], Post | None], *, at: datetime) -> None:
    person, on = listed.person, day_of(at)
    reason = _left_out(person, on)
    if reason or batch.done_by < on:
        listed.left_out = reason or LeftOut.LATE
        return
    law = current(KEY, on)
    opening = law.openings[0] if law else None
    if law is None or opening is None:
        raise LookupError(KEY)
    done = file_matter(
        actor=SYSTEM,
        procedure=law,
        opening=opening,
        title=batch.title,
        kind=batch.kind,
        channel=Channel.GRID,
        place=Place(area=listed.village, words=_where(person), grid_id=listed.grid_id),
        reporter=Reporter(user_id=person.user_id, person_id=person.pk, name=person.name, phone=person.phone),
        values={"done_by": batch.done_by.isoformat(), **_with_whom(listed, near, on)},
        at=at,
    )
    listed.matter_id = Matter.objects.unscoped(_WHY).values_list("pk", flat=True).get(ref=done.ref)


def _where(person: Person) -> str:
    return _("%(name)s家") % {"name": person.name}


def _left_out(person: Person, on: date) -> str:
    """Why there is nobody to verify any more; "" where there is."""
    if person.merged_into_id is not None:
        return LeftOut.SAME
    if person.died_on is not None:
        return LeftOut.DIED
    lives = Membership.objects.unscoped(_WHY).on(on).filter(person=person)
    return "" if lives.exists() else LeftOut.MOVED


def _with_whom(listed: Listed, near: dict[tuple[int | None, int], Post | None], on: date) -> Mapping[str, Value]:
    """Whoever walks the grid, else a cadre of the village; else it lies on the village's desk."""
    place = (listed.grid_id, listed.village_id)
    if place not in near:
        walks = grid_members(listed.grid_id, on) if listed.grid_id else []
        found = walks or post_holders(Role.VILLAGE_CADRE, listed.village, on)
        near[place] = found[0] if found else None
    post = near[place]
    return {"assignee": post.unit_id, "officer": post.user_id} if post is not None else {}
