"""In whose name a paper goes out."""

from __future__ import annotations

from cunli.lib.actors import Actor
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Area, Unit
from cunli.places.selectors import units_of


def own_unit(actor: Actor) -> Unit:
    """The unit at which the actor holds the post they act in."""
    if actor.unit_id is None:
        raise LookupError("only a post at a unit may take a step that writes a paper")
    return Unit.objects.select_related("village", "town").get(pk=actor.unit_id)


def town_government(town: Area) -> Unit | None:
    """The town's own government, where it is recorded with its mark for numbers."""
    governments = units_of(area=town, function=UnitFunction.GENERAL, kind=UnitKind.TOWN_OFFICE)
    return governments.exclude(doc_mark="").first()


def is_town_government(unit: Unit) -> bool:
    """Whether the papers of its town go out in its name."""
    return unit.function == UnitFunction.GENERAL and unit.kind == UnitKind.TOWN_OFFICE and unit.doc_mark != ""
