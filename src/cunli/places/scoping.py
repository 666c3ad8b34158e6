"""How a scope becomes a filter on rows that carry their ancestors; used by this floor and by those above."""

from __future__ import annotations

from django.db.models import Q

from cunli.lib.scope import Scope


def ancestor_filter(scope: Scope, prefix: str = "") -> Q:
    """Rows whose ``county_id``, ``town_id`` or ``village_id`` lies within the areas of ``scope``; else nothing.

    ``prefix`` leads to the columns over a foreign key ("unit__").
    """
    found = Q(pk__in=[])
    for column, wanted in (("county", scope.counties), ("town", scope.towns), ("village", scope.villages)):
        if wanted:
            found |= Q(**{f"{prefix}{column}_id__in": wanted})
    return found
