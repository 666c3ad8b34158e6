"""Whom lateness is told to, rung by rung up the area tree."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.accounts.roles import Role
from cunli.county.values import Default, Json, Shape
from cunli.places.kinds import Level, UnitFunction


def _rung(after: str, level: Level, role: Role, function: UnitFunction | None = None) -> dict[str, Json]:
    """A ``values.Rung``."""
    return {"after": after, "level": level.value, "role": role.value, "function": function.value if function else ""}


DEFAULTS = (
    Default(
        key="escalation",
        shape=Shape.LADDER,
        value={
            "by_hour": [
                _rung("", Level.TOWN, Role.TOWN_OFFICER, UnitFunction.PEACE),
                _rung("30min", Level.COUNTY, Role.COUNTY_SUPERVISOR),
            ],
            "by_day": [
                _rung("", Level.TOWN, Role.TOWN_OFFICER, UnitFunction.PEACE),
                _rung("3wd", Level.COUNTY, Role.COUNTY_SUPERVISOR),
            ],
        },
        source=_("国家没有统一的规定：先告诉镇平安办，再告诉县里督办。请县里定"),
        title=_("超了日子告诉谁"),
    ),
)
