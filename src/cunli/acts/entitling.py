"""A decision grants, changes or ends what the person of its matter receives."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cunli.acts.happening import Happening
from cunli.benefits import services as benefits
from cunli.benefits.models import Entitlement
from cunli.benefits.services.entitling import Granted
from cunli.lib.refusals import Conflict
from cunli.lib.terms import day_of
from cunli.procedures.entitling import Entitles

WHY = "a decision about its own matter"


def entitle(happening: Happening, entitles: Entitles) -> None:
    """Raises TooMuch; Conflict where there is nothing to change or to end."""
    if entitles.move == "grant":
        benefits.grant(actor=happening.actor, granted=_granted(happening, entitles), at=happening.at)
        return
    known = Entitlement.objects.unscoped(WHY).filter(ref=happening.matter.ref).first()
    if known is None:
        raise Conflict(_("没有批过，没有可以改的"))
    why, said = (
        str(happening.values[entitles.why]),
        {"actor": happening.actor, "entitlement": known, "at": happening.at},
    )
    if entitles.move == "change":
        amount = _fen(happening, entitles.amount)
        benefits.change(amount_fen=amount, ref=happening.matter.ref, why=why, **said)  # type: ignore[arg-type]
    else:
        last = _day(happening, entitles.until) or day_of(happening.at)
        benefits.end(last_day=last, ref=happening.matter.ref, why=why, **said)  # type: ignore[arg-type]


def _granted(happening: Happening, entitles: Entitles) -> Granted:
    matter = happening.matter
    return Granted(
        ref=matter.ref,
        kind=matter.kind,
        name=matter.person.name if matter.person else matter.reporter_name,
        person=matter.person,
        since=_day(happening, entitles.since) or day_of(happening.at),
        until=_day(happening, entitles.until),
        amount_fen=_fen(happening, entitles.amount),
        gives=str(happening.values.get(entitles.gives) or ""),
        unit=matter.holder,
        county_id=matter.county_id,
        town_id=matter.town_id,
        village_id=matter.village_id,
    )


def _fen(happening: Happening, fact: str) -> int:
    value = happening.values.get(fact)
    return value if isinstance(value, int) else 0


def _day(happening: Happening, fact: str) -> date | None:
    value = happening.values.get(fact)
    return date.fromisoformat(str(value)) if value else None
