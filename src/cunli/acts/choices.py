"""What a step's choices are made from: the county's lists, the units and officers it may name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from cunli.accounts.vacancies import serving
from cunli.acts.issuers import is_town_government
from cunli.cases.forms import Option
from cunli.cases.models import Matter, StepTaken
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.files.models import Kind
from cunli.lib.terms import day_of
from cunli.papers.kinds import DeliveryWay
from cunli.places.kinds import UnitKind
from cunli.places.models import Unit
from cunli.procedures.grammar import Fact, FactType, Field
from cunli.procedures.letters import COPIES
from cunli.ui import words

OUTSIDE = UnitKind.OUTSIDE_COMPANY


def options_for(
    matter: Matter, fields: Sequence[Field], *, on: date, given: Collection[str] | None = None
) -> Mapping[str, Sequence[Option]]:
    """The options of each field that has some, for a page and for checking what came back.

    With ``given``, the names that came back filled, only those are looked up.
    At most four queries: units, officers, county lists, photos. The county's lists are those of the day on which the
    matter was opened, whose words its page goes on to say.
    """
    facts = [matter.law.fact(item.fact) for item in fields if given is None or item.fact in given]
    units = (
        _units_near(matter)
        if any(fact.type in (FactType.UNIT, FactType.UNITS, FactType.OFFICER) for fact in facts)
        else []
    )
    found: dict[str, Sequence[Option]] = {}
    for fact in facts:
        options = _options(matter, fact, units, on=on)
        if options is not None:
            found[fact.key] = options
    return found


def _options(matter: Matter, fact: Fact, units: Sequence[Unit], *, on: date) -> Sequence[Option] | None:
    match fact.type:
        case FactType.CHOICE:
            return _chosen_from(matter, fact.options)
        case FactType.UNIT:
            return [_unit(unit) for unit in units if unit.kind != OUTSIDE]
        case FactType.UNITS:
            return [_unit(unit) for unit in _askable(matter, units, fact)]
        case FactType.OFFICER:
            return _officers([unit for unit in units if unit.kind != OUTSIDE], on=on)
        case FactType.PHOTOS | FactType.PAPERS:
            photos = fact.type is FactType.PHOTOS
            return _photos(matter, on=on) if photos else _papers(matter, fact.options)
        case _:
            return None


def _chosen_from(matter: Matter, key: str) -> Sequence[Option]:
    if key == "papers.delivery":
        return [Option(way.value, str(way.label)) for way in DeliveryWay]
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


def _units_near(matter: Matter) -> list[Unit]:
    """Open units of the village, its town and the county, nearest first."""
    places = [area for area in (matter.village_id, matter.town_id, matter.county_id) if area is not None]
    units = Unit.objects.filter(area_id__in=places, closed_on=None).select_related("area")
    return sorted(units, key=lambda unit: (places.index(unit.area_id), unit.name))


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
    return Option(str(unit.pk), unit.short_name, hint=unit.area.short_name)


def _officers(units: Sequence[Unit], *, on: date) -> list[Option]:
    """Who may be sent: those whose post that day lets them work on matters; no administrator, nobody who has left."""
    posts = serving(on).filter(unit__in=[unit.pk for unit in units])
    found = posts.select_related("user", "unit").order_by("unit__name", "user__name")
    return [Option(str(post.user_id), str(post.user), hint=post.title or post.unit.short_name) for post in found[:200]]
