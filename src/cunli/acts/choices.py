"""What a step's choices are made from: the county's lists, the units and officers it may name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cunli.accounts.vacancies import serving
from cunli.acts.issuers import is_town_government
from cunli.cases.asked_lines import unsettled
from cunli.cases.forms import Option, known
from cunli.cases.models import SEATS, Ask, Matter, StepTaken
from cunli.cases.said import FIXED
from cunli.cases.selectors import participants_of, written_under
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.files.models import Kind
from cunli.lib.identity import local_phone
from cunli.lib.terms import day_of
from cunli.places.kinds import Level, UnitKind
from cunli.places.models import Unit
from cunli.procedures.grammar import Among, Fact, FactType, Field, Seat
from cunli.procedures.letters import COPIES
from cunli.procedures.lines import left
from cunli.registry.selectors.called import homes_of
from cunli.roster.models import RosterEntry
from cunli.roster.selectors import who_belongs_to
from cunli.ui import words

OUTSIDE = UnitKind.OUTSIDE_COMPANY
NAMING = frozenset({FactType.UNIT, FactType.UNITS, FactType.OFFICER})


def options_for(
    matter: Matter, fields: Sequence[Field], *, on: date, given: Collection[str] | None = None
) -> Mapping[str, Sequence[Option]]:
    """The options of each field that has some, for a page and for checking what came back.

    With ``given``, the names that came back filled, only those are looked up.
    At most five queries: units, officers, county lists, photos, the roster. The county's lists are those of the day on
    which the matter was opened, whose words its page goes on to say.
    """
    named = None if given is None else {name.removesuffix(known("")) for name in given}
    asked = [(item, matter.law.fact(item.fact)) for item in fields if named is None or item.fact in named]
    beyond = any(item.among is Among.NEIGHBOURS for item, _fact in asked)
    near = _units_near(matter, beyond=beyond) if any(fact.type in NAMING for _item, fact in asked) else []
    found: dict[str, Sequence[Option]] = {}
    for item, fact in asked:
        options = _options(matter, fact, _among(matter, item.among, near), on=on)
        if options is not None:
            found[fact.key] = options
    return found


def _options(matter: Matter, fact: Fact, units: Sequence[Unit], *, on: date) -> Sequence[Option] | None:
    match fact.type:
        case FactType.CHOICE:
            return _choices(matter, fact)
        case FactType.UNIT:
            return [_unit(unit) for unit in units if unit.kind != OUTSIDE]
        case FactType.UNITS:
            return _called(matter, _askable(matter, units, fact), on=on)
        case FactType.OFFICER:
            return _officers([unit for unit in units if unit.kind != OUTSIDE], on=on)
        case FactType.PHOTOS | FactType.PAPERS:
            photos = fact.type is FactType.PHOTOS
            return _photos(matter, on=on) if photos else _papers(matter, fact.options)
        case _:
            return _people(matter, fact, on=on)


def _people(matter: Matter, fact: Fact, *, on: date) -> Sequence[Option] | None:
    """Who takes part, who lives in its village, or who belongs to its grid."""
    if fact.type is FactType.HOUSEHOLD:
        return [Option(str(pk), home.name, hint=home.place) for pk, home in homes_of(matter.village_id, on).items()]
    if fact.type is FactType.PARTICIPANT:
        return _participants(matter)
    return _on_the_roster(matter, on=on) if fact.from_roster else None


def _on_the_roster(matter: Matter, *, on: date) -> list[Option]:
    """Who belongs to the matter's place, with name and phone to be written for them; units without a name are asked."""
    return [
        Option(
            str(entry.pk), entry.name, hint=" · ".join(filter(None, (entry.is_what, entry.serves_at))),
            says=f"{entry.name} {local_phone(entry.phone) if entry.phone else ''}".strip(),
        )
        for entry in _roster(matter, on=on)
    ]  # fmt: skip


def _called(matter: Matter, units: Sequence[Unit], *, on: date) -> list[Option]:
    """Those whose people belong to the matter's place come first, and say who that is."""
    people: dict[int, list[str]] = {}
    for entry in _roster(matter, on=on) if units else ():
        if entry.unit_id is not None:
            people.setdefault(entry.unit_id, []).append(entry.name)
    options = [(unit, _unit(unit)) for unit in sorted(units, key=lambda unit: unit.pk not in people)]
    return [
        replace(option, hint=_("管这一片：%(names)s") % {"names": "、".join(people[unit.pk][:3])})
        if unit.pk in people
        else option
        for unit, option in options
    ]


def _roster(matter: Matter, *, on: date) -> Sequence[RosterEntry]:
    return who_belongs_to(town_id=matter.town_id, village_id=matter.village_id, grid_id=matter.grid_id, on=on)


def _choices(matter: Matter, fact: Fact) -> Sequence[Option]:
    if fact.asked_under:
        return [Option(line, line) for line in unsettled(_asked_under(matter, fact))]
    return _lines_left(matter, fact) if fact.lines_of else _chosen_from(matter, fact.options)


def _asked_under(matter: Matter, fact: Fact) -> QuerySet[Ask]:
    return matter.asks.filter(question=fact.asked_under).order_by("id")


def _participants(matter: Matter) -> list[Option]:
    return [Option(str(one.pk), one.name, hint=str(SEATS[Seat(one.seat)])) for one in participants_of(matter)]


def _lines_left(matter: Matter, fact: Fact) -> list[Option]:
    """What the matter's own list still has; a line that stands there twice is offered once."""
    listed, named = written_under(matter, fact.lines_of, fact.key)
    return [Option(line, line) for line in dict.fromkeys(left(listed, named))]


def _chosen_from(matter: Matter, key: str) -> Sequence[Option]:
    if key in FIXED:
        return [Option(str(value), str(label)) for value, label in FIXED[key].choices]
    return _listed(matter, key)


def _listed(matter: Matter, key: str) -> list[Option]:
    items = county.items(key, on=day_of(matter.opened_at), county_id=matter.county_id)
    return [Option(item["key"], item.get("title") or item["word"], icon=item.get("icon", "")) for item in items]


def _photos(matter: Matter, *, on: date) -> list[Option]:
    """The photos taken so far, each by the step it was taken with and its day."""
    found = matter.attachments.filter(file__kind=Kind.PHOTO).select_related("step").order_by("pk")
    return [Option(str(photo.pk), _taken_with(matter, photo.step), hint=_day(photo.step, on)) for photo in found]


def _taken_with(matter: Matter, taken: StepTaken) -> str:
    move = matter.law.step(taken.key) or matter.law.opening(taken.key)
    return str(move.done) if move else ""


def _day(taken: StepTaken, on: date) -> str:
    return words.day_cn(day_of(taken.happened_at), on)


def _papers(matter: Matter, key: str) -> list[Option]:
    """The papers that the county lists for this kind of service, in words: what is missing is told by name."""
    kind = _kind(matter)
    listed = {option.value: option.word for option in _listed(matter, key)}
    wanted = kind.get("papers", []) if kind else []
    return [Option(listed[paper], listed[paper]) for paper in wanted if paper in listed]


def _kind(matter: Matter) -> Item | None:
    if not matter.law.kinds:
        return None
    return county.item(matter.law.kinds, matter.kind, on=day_of(matter.opened_at), county_id=matter.county_id)


def _units_near(matter: Matter, *, beyond: bool = False) -> list[Unit]:
    """Open units of the village, its town and the county, nearest first; ``beyond``: of the town's other villages too,
    where only they and the town are asked."""
    places = [area for area in (matter.village_id, matter.town_id, matter.county_id) if area is not None]
    around = Q(area_id__in=places) | Q(town_id=matter.town_id) if beyond else Q(area_id__in=places)
    units = Unit.objects.filter(around, closed_on=None).select_related("area")
    order = {area: place for place, area in enumerate(places)}
    return sorted(units, key=lambda unit: (order.get(unit.area_id, len(order)), unit.name))


def _among(matter: Matter, among: Among, units: Sequence[Unit]) -> Sequence[Unit]:
    """From the nearest area to the widest, by how they stand to the unit that the matter lies with."""
    if among is Among.ANY or not units:
        return units
    here = matter.holder
    if among is Among.NEIGHBOURS:
        return [unit for unit in units if unit.town_id == matter.town_id and unit.area_id != matter.village_id]
    if among is Among.BESIDE:
        return [unit for unit in units if unit.area_id == here.area_id and unit.pk != here.pk]
    return [unit for unit in units if unit.area_id == here.area.parent_id]


def _askable(matter: Matter, units: Sequence[Unit], fact: Fact) -> list[Unit]:
    """Units of the kinds the fact names; those that this kind of matter usually asks come first. Whoever a letter is
    from gets no copy of it."""
    kind = _kind(matter)
    usual = kind.get("asks", []) if kind else []
    possible = [unit for unit in units if unit.kind in fact.functions]
    if fact.key == COPIES:
        possible = [unit for unit in possible if not is_town_government(unit)]
    return sorted(possible, key=lambda unit: unit.function not in usual)


def _unit(unit: Unit) -> Option:
    """With its place, where the name does not say it already; the county there is only one."""
    place = "" if unit.area.level == Level.COUNTY else unit.area.short_name
    return Option(str(unit.pk), unit.short_name, hint="" if place in unit.short_name else place)


def _officers(units: Sequence[Unit], *, on: date) -> list[Option]:
    """Who may be sent: those whose post that day lets them work on matters; no administrator, nobody who has left."""
    posts = serving(on).filter(unit__in=[unit.pk for unit in units])
    found = posts.select_related("user", "unit").order_by("unit__name", "user__name")
    return [Option(str(post.user_id), str(post.user), hint=post.title or post.unit.short_name) for post in found[:200]]
