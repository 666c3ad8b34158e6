"""A matter comes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.cases import clocks, waiting
from cunli.cases.engine import decide_opening
from cunli.cases.models import Matter, Proxy, Series, Term
from cunli.cases.parties import person_named
from cunli.cases.services.hiding import hide_from_place, is_sealed, keep_closed
from cunli.cases.services.participants import seat
from cunli.cases.services.standing import index
from cunli.cases.services.steps import Advanced, open_facts, write_step
from cunli.cases.situations import MatterSituation, named_in
from cunli.cases.words import keep_words
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.codes import free_code, reference
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of
from cunli.lib.typed import as_title
from cunli.places.kinds import UnitFunction
from cunli.places.models import Area, Unit
from cunli.places.selectors import nearest_unit
from cunli.procedures.grammar import ABOVE, OPENED, Opening, Procedure
from cunli.procedures.values import Values


class NoDesk(Refusal):
    """The county has not said whose desk such matters come to."""

    code = "no_desk"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it is: the village (or town) and, optionally, words, a grid and a point (WGS84)."""

    area: Area
    words: str = ""
    grid_id: int | None = None
    lat: Decimal | None = None
    lng: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who asks: a user, a registered person, or a name and a phone told at the counter."""

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameFor:
    """Who came in the place of the person who asks."""

    name: str
    phone: str = field(default="", repr=False)
    relation: str = ""


@transaction.atomic(savepoint=False)
def file_matter(
    *,
    actor: Actor,
    procedure: Procedure,
    opening: Opening,
    title: str,
    kind: str,
    channel: str,
    place: Place,
    reporter: Reporter,
    values: Values,
    at: datetime,
    happened_at: datetime | None = None,
    key: Key | None = None,
    proxy: CameFor | None = None,
    came_from: Matter | None = None,
) -> Advanced:
    """Put a matter on its desk, in the state its opening leads to, with its clocks running from ``at``.

    Raises NoDesk when no unit of the place has the procedure's desk, NotYourPost or Unmet from the opening.
    """
    if place.area.county_id is None or place.area.town_id is None:
        raise ValueError("a matter lies in a town, a village or a group")
    title = as_title(title)
    matter = Matter(
        procedure=procedure.key,
        edition=procedure.edition,
        title=title,
        kind=kind,
        channel=channel,
        place=place.words,
        lat=place.lat,
        lng=place.lng,
        county_id=place.area.county_id,
        town_id=place.area.town_id,
        village_id=place.area.village_id,
        grid_id=place.grid_id,
        person_id=reporter.person_id,
        reporter_id=reporter.user_id,
        reporter_name=reporter.name,
        reporter_phone=reporter.phone,
        filed_by_id=actor.user_id,
        came_from=came_from,
        desk_unit=_desk(procedure, kind, place.area, on=day_of(at)),
        happened_at=happened_at or at,
        opened_at=at,
    )
    named = named_in(opening.fields, procedure, values, actor=actor, on=day_of(at))
    situation = MatterSituation(actor=actor, matter=matter, values=values, named=named, running=(), at=at)
    matter.state = decide_opening(procedure, opening, role=actor.role, situation=situation).key
    _begin(actor, matter, opening, values)
    terms = clocks.start(matter, (OPENED, opening.key), values, at=at)
    terms = [term for term in terms if opening.key not in procedure.term(term.key).met_by]
    waiting.place_clock(matter, terms)
    matter.ref, matter.code = _reference(matter, at=at), free_code(_is_taken)
    sealed = is_sealed(matter)
    matter.is_guarded = sealed or procedure.closed
    matter.save(force_insert=True)
    if sealed and not procedure.closed:
        hide_from_place(matter, at=at)
    keep_words(matter, values)
    came = _keep_proxy(matter, proxy) | ({"came_from": came_from.ref} if came_from else {})
    given = {name: value for name, value in values.items() if value not in (None, "", [])}
    facts = {**named.stored(given), **seat(matter=matter, step=opening, values=given, at=at)}
    if procedure.closed:
        keep_closed(matter, at=at)
    taken = write_step(actor, matter, opening, facts, "", at=at, happened_at=happened_at)
    Term.objects.bulk_create(terms)
    index(matter, at=at)
    journal.record(
        actor=actor,
        verb=f"matter.{opening.key}",
        subject=matter.ref,
        at=at,
        happened_at=happened_at,
        after={
            "title": title,
            "kind": kind,
            "state": matter.state,
            "place": place.words,
            "facts": open_facts(matter, facts),
        }
        | came,
        key=key,
        result_ref=matter.ref,
        for_whom="" if reporter.user_id == actor.user_id else person_named(matter),
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
    return Advanced(matter, taken, (), named, tuple(terms))


def _keep_proxy(matter: Matter, proxy: CameFor | None) -> dict[str, object]:
    """What the journal says of it: whose matter it is stays ``for_whom``; who spoke for them stands beside it."""
    if proxy is None:
        return {}
    kept = Proxy.objects.create(matter=matter, name=proxy.name, phone=proxy.phone, relation=proxy.relation)
    return {"proxy": f"proxy:{kept.pk}"}


def _begin(actor: Actor, matter: Matter, opening: Opening, values: Values) -> None:
    if "level" in values:
        matter.level = str(values["level"] or "")
    unit, officer = values.get("assignee"), values.get("officer")
    if opening.assigns and isinstance(unit, int):
        matter.unit_id, matter.officer_id = unit, officer if isinstance(officer, int) else None
    if opening.takes:
        matter.unit_id, matter.officer_id, matter.handled_by_id = actor.unit_id, actor.user_id, actor.user_id


def _desk(procedure: Procedure, kind: str, area: Area, *, on: date) -> Unit:
    desk = procedure.desk
    begin = area.parent or area if desk.level == ABOVE else area
    item = county.item(procedure.kinds, kind, on=on, county_id=area.county_id) if desk.by_kind else None
    if item and item.get("sealed"):
        unit = _of_the_county(area, item["handles"], desk.function, UnitFunction.GENERAL)
    else:
        unit = _handles(item, begin) or nearest_unit(area=begin, function=desk.function)
    if unit is None:
        raise NoDesk(
            _("%(place)s还没有设“%(what)s”的受理单位") % {"place": area.short_name, "what": procedure.title},
            why=_("县里还没有录入这个地方由谁来收。"),
            instead=_("请先打电话给镇里值班；县里的系统管理员补上单位就能报。"),
        )
    return unit


def _handles(item: Item | None, area: Area) -> Unit | None:
    """The area's own unit for this kind."""
    found = nearest_unit(area=area, function=item["handles"]) if item else None
    return found if found is not None and found.area_id == area.pk else None


def _of_the_county(area: Area, *functions: str) -> Unit | None:
    """What is sealed lies with the first of these that the county has, and never with the place it is about."""
    units = (nearest_unit(area=area.county, function=function) for function in functions if area.county)
    return next((unit for unit in units if unit is not None), None)


def _is_taken(code: str) -> bool:
    return Matter.objects.unscoped("whether this code is given out").filter(code=code).exists()


def _reference(matter: Matter, *, at: datetime) -> str:
    """The next printed reference of the county, procedure and year: one statement on both engines."""
    year = timezone.localtime(at).year
    series = (matter.county_id, matter.law.prefix, year)
    table = connection.ops.quote_name(Series._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (county_id, prefix, year, last) VALUES (%s, %s, %s, 1) "  # noqa: S608
            f"ON CONFLICT (county_id, prefix, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            series,
        )
        (serial,) = cursor.fetchone()
    return reference(matter.law.prefix, year, serial)
