"""Reading notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.actors import Actor
from cunli.lib.blackout import Piece, black_out
from cunli.lib.codes import is_short_code
from cunli.lib.refusals import NotYours
from cunli.lib.terms import day_of
from cunli.notices.models import Notice, NoticeQuerySet, Objection, State
from cunli.places.kinds import UnitFunction
from cunli.places.models import Area, Unit
from cunli.places.selectors import nearest_unit

LISTED = 100
PEOPLE = ("unit", "village", "town", "drafted_by", "posted_by", "ended_by")


def notices_within(actor: Actor) -> NoticeQuerySet:
    """Whatever the actor's areas and units have drafted and hung, newest first. Slice it."""
    return Notice.objects.within(actor.scope).select_related("unit", "drafted_by").order_by("-drafted_at", "-pk")


def notice_for(actor: Actor, notice_id: int) -> Notice:
    """One notice with everybody it names. Raises NotYours."""
    found = Notice.objects.within(actor.scope).select_related(*PEOPLE).filter(pk=notice_id).first()
    if found is None:
        raise NotYours(_("没有找到这份公示"), instead=_("可能不归您这里管。"))
    return found


def by_code(typed: str) -> Notice | None:
    """What hangs, or hung, under this code; never a draft. Anyone may ask; the door throttles."""
    code = "".join(typed.split())
    if not is_short_code(code):
        return None
    hung = Notice.objects.unscoped("a notice is for everybody").filter(posted_at__isnull=False)
    return hung.select_related("unit", "village", "town").filter(code=code).first()


def open_at(area: Area, today: date) -> list[Notice]:
    """What hangs in a village today, its town's included, the newest first."""
    places = {"village_id": area.pk} if area.village_id else {"town_id": area.pk, "village": None}
    hanging = Notice.objects.unscoped("a notice is for everybody").filter(state=State.HANGING, last_day__gte=today)
    found = hanging.filter(**places)
    if area.village_id and area.town_id:
        found = found | hanging.filter(town_id=area.town_id, village=None)
    return list(found.select_related("unit").order_by("-first_day", "-pk")[:LISTED])


def kinds(*, county_id: int, on: date) -> list[Item]:
    """The kinds offered, each with the least days it hangs and what that rests on."""
    return county.items("notices.kinds", on=on, county_id=county_id)


def least_days(kind: str, *, county_id: int, on: date) -> int:
    """How many days a notice of this kind hangs at least. Raises LookupError for a kind that is not offered."""
    found = county.item("notices.kinds", kind, on=on, county_id=county_id)
    if found is None:
        raise LookupError(kind)
    return int(found["days"])


def kind_of(notice: Notice, on: date) -> str:
    """The kind in words, also of one that is not offered any more."""
    found = county.item("notices.kinds", notice.kind, on=on, county_id=notice.county_id)
    return found["title"] if found else notice.kind


def open_numbers(unit: Unit) -> frozenset[str]:
    """Telephones of offices around the issuer: they may stand in a notice."""
    around = (
        Unit.objects.unscoped("offices publish their telephones").filter(county_id=unit.county_id).exclude(phone="")
    )
    near = around.filter(town_id=unit.town_id) | around.filter(town_id=None)
    return frozenset(near.values_list("phone", flat=True))


def town_phone(notice: Notice) -> str:
    """Where the town hears who objects; "" where the town has written down none."""
    if notice.town is None:
        return ""
    unit = nearest_unit(area=notice.town, function=UnitFunction.GENERAL)
    return unit.phone if unit else ""


def unanswered(notice: Notice) -> int:
    """Objections that wait for an answer."""
    return notice.objections.filter(answered_at=None).count()


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice and how many objected to it, all and those that wait for an answer."""

    notice: Notice
    objections: int
    unanswered: int


def standing(ids: Iterable[int]) -> Mapping[int, Standing]:
    """How these notices stand, by number. For a matter that names them, read within scope. Two queries."""
    found = Notice.objects.unscoped("named by a matter within scope").in_bulk(list(ids))
    came = list(Objection.objects.filter(notice__in=found).values_list("notice_id", "answered_at"))
    all_of = Counter(pk for pk, _answered in came)
    waiting = Counter(pk for pk, answered in came if answered is None)
    return {pk: Standing(notice, all_of[pk], waiting[pk]) for pk, notice in found.items()}


def preview(text: str, *, unit: Unit, at: datetime) -> tuple[Piece, ...]:
    """As it will hang, in pieces that say what is blacked out."""
    return black_out(text, health_words=_health_words(unit.county_id, at), open_numbers=open_numbers(unit))


def _health_words(county_id: int, at: datetime) -> Collection[str]:
    return [item["word"] for item in county.items("notices.health_words", on=day_of(at), county_id=county_id)]
