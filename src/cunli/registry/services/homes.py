"""Dwellings and households are registered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.places.models import Area, Grid
from cunli.registry import rules
from cunli.registry.kinds import Datum
from cunli.registry.models import Dwelling, Household
from cunli.registry.refusals import not_yours
from cunli.registry.services import reach


@transaction.atomic
def register_dwelling(
    *,
    actor: Actor,
    area_id: int,
    at: datetime,
    door_no: str = "",
    address: str = "",
    position: tuple[Decimal, Decimal] | None = None,
    datum: str = Datum.WGS84,
    grid_id: int | None = None,
    note: str = "",
    key: Key | None = None,
) -> Dwelling:
    """A house in a village or villager group. ``position`` is (latitude, longitude) in degrees on ``datum``."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Dwelling.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    place = reach.place(actor, area_id)
    if not (door_no or address):
        raise Invalid(_("还缺门牌或地址"), fields={"address": _("请写门牌号，或者一句能找到的话")})
    latitude, longitude = position or (None, None)
    dwelling = Dwelling(
        grid=_grid(place, grid_id),
        door_no=door_no,
        address=address,
        latitude=latitude,
        longitude=longitude,
        datum=datum,
        note=note,
        **asdict(place),
    )
    reach.fits(dwelling)
    dwelling.save(force_insert=True)
    subject = f"dwelling:{dwelling.pk}"
    reach.note(
        actor=actor, verb="register_dwelling", subject=subject, at=at, key=key, result_ref=str(dwelling.pk), place=place
    )
    return dwelling


@transaction.atomic
def register_household(
    *,
    actor: Actor,
    area_id: int,
    since: date,
    at: datetime,
    household_no: str = "",
    dwelling_id: int | None = None,
    grid_id: int | None = None,
    key: Key | None = None,
) -> Household:
    """A household without members yet. Without ``household_no`` it gets the next number of the village.

    Raises Conflict where the village already has that number.
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Household.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    place = reach.place(actor, area_id)
    reach.not_in_future("since", since, at)
    number = household_no.strip() or _next_number(place)
    dwelling = _dwelling(place, dwelling_id)
    household = Household(
        household_no=number,
        printed_no=rules.printed_no(place.village_id, number),
        grid=_grid(place, grid_id) or (dwelling.grid if dwelling else None),
        dwelling=dwelling,
        since=since,
        **asdict(place),
    )
    reach.fits(household)
    _save_new(household)
    reach.note(
        actor=actor,
        verb="register_household",
        subject=f"household:{household.pk}",
        at=at,
        key=key,
        after={"household_no": number, "since": since.isoformat()},
        result_ref=str(household.pk),
        place=place,
    )
    return household


def _save_new(household: Household) -> None:
    try:
        with transaction.atomic():
            household.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            _("村里已经有 %(no)s 号这一户") % {"no": household.household_no},
            instead=_("换一个号，或者打开那一户看看是不是同一家。"),
            fields={"household_no": _("这个户号用过了")},
        ) from None


def _grid(place: reach.Place, grid_id: int | None) -> Grid | None:
    if grid_id is None:
        return None
    grid = Grid.objects.filter(pk=grid_id, village_id=place.village_id).first()
    if grid is None:
        raise Invalid(_("这个网格不在这个村"), fields={"grid": _("请选本村的网格")})
    return grid


def _dwelling(place: reach.Place, dwelling_id: int | None) -> Dwelling | None:
    if dwelling_id is None:
        return None
    rows = Dwelling.objects.unscoped("limited to the village that is within reach")
    dwelling = rows.filter(pk=dwelling_id, village_id=place.village_id).select_related("grid").first()
    if dwelling is None:
        raise not_yours()
    return dwelling


def _next_number(place: reach.Place) -> str:
    """Locks the village, so that two registrations at once get two numbers."""
    Area.objects.select_for_update().get(pk=place.village_id)
    rows = Household.objects.unscoped("numbers are counted in the whole village").filter(village_id=place.village_id)
    return rules.next_household_no(rows.aggregate(highest=Max("household_no"))["highest"])
