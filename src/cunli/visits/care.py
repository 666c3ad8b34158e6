"""By when each household wants to be seen: looked through once a day, village by village, and after every note.

Drawn from labels, notes and the county's rhythm alone, so it can be drawn up anew at any time. No act of its own. It
is no due (``dues``): a due waits for somebody, and households that were not seen would fill the list of whoever has
most to do. Today says how many there are, and once a day has passed everybody of the village sees the household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.places.kinds import Level
from cunli.places.models import Area
from cunli.registry.models import Household, Label, Membership
from cunli.registry.scoping import holds_on
from cunli.visits.kinds import Way
from cunli.visits.models import Care, CareDay, Note
from cunli.visits.rules import Rhythm, Seen, next_visit

WHY = "the households of one village, for those who look after them"
VILLAGES = 20
"""Looked through in one sweep."""


def follow_villages(*, at: datetime) -> int:
    """Go on with the villages that have not been looked through today. Returns how many were."""
    on = day_of(at)
    done = CareDay.objects.filter(on__gte=on).values("village_id")
    villages = list(Area.objects.filter(level=Level.VILLAGE).exclude(pk__in=done).order_by("pk")[:VILLAGES])
    for village in villages:
        with transaction.atomic():
            follow(village, on=on)
            CareDay.objects.update_or_create(village=village, defaults={"on": on})
    return len(villages)


def follow(village: Area, *, on: date, only: Collection[int] | None = None) -> None:
    """Draw up the households of a village, or ``only`` these. About eight statements however many there are."""
    wanted = _rhythms(village, on, only)
    rows_now = Care.objects.unscoped(WHY).filter(village=village)
    known = {row.household_id: row for row in (rows_now if only is None else rows_now.filter(household_id__in=only))}
    Care.objects.unscoped(WHY).filter(household_id__in=known.keys() - wanted.keys()).delete()
    homes = Household.objects.unscoped(WHY).in_bulk(wanted)
    seen = _seen(wanted)
    rows = []
    for pk, rhythms in wanted.items():
        since = known[pk].since if pk in known else on
        found = next_visit(rhythms, seen.get(pk, Seen()), since=since, household_id=pk)
        home = homes[pk]
        rows.append(
            Care(
                household_id=pk, since=since, last_on=seen.get(pk, Seen()).any_way, due_on=found.due_on,
                by_phone=found.by_phone, county_id=home.county_id, town_id=home.town_id, village_id=home.village_id,
                grid_id=home.grid_id,
            )
        )  # fmt: skip
    Care.objects.unscoped(WHY).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["household"],
        update_fields=["last_on", "due_on", "by_phone", "grid"],
    )


def _rhythms(village: Area, on: date, only: Collection[int] | None) -> Mapping[int, list[Rhythm]]:
    """{household: its rhythms}: by the labels of the household and of whoever lives there on the day."""
    items = county.items("care.rhythm", on=on, county_id=village.county_id)
    rhythm = {str(item["key"]): Rhythm(int(item["days"]), bool(item.get("phone"))) for item in items}
    labels = Label.objects.unscoped(WHY).filter(holds_on(on), village=village, kind__in=rhythm)
    living = Membership.objects.unscoped(WHY).on(on).filter(household__village=village, person__died_on=None)
    homes: dict[int, int] = dict(
        living.filter(person_id__in=labels.values("person_id")).values_list("person_id", "household_id")
    )
    found: dict[int, list[Rhythm]] = defaultdict(list)
    for kind, household_id, person_id in labels.values_list("kind", "household_id", "person_id").distinct():
        home = household_id if household_id is not None else homes.get(person_id or 0)
        if home is not None and (only is None or home in only):
            found[home].append(rhythm[kind])
    standing = Household.objects.unscoped(WHY).filter(Q(until=None) | Q(until__gt=on), pk__in=found)
    return {pk: found[pk] for pk in standing.values_list("pk", flat=True)}


def _seen(household_ids: Collection[int]) -> Mapping[int, Seen]:
    notes = Note.objects.unscoped(WHY).filter(household_id__in=household_ids)
    in_person = Max("happened_at", filter=~Q(way=Way.PHONE))
    rows = notes.values_list("household_id").annotate(in_person=in_person, any_way=Max("happened_at"))
    return {pk: Seen(day_of(met) if met else None, day_of(any_way)) for pk, met, any_way in rows}
