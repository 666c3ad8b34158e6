"""How a scope, and a day, become filters on the register. One place for each."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from cunli.accounts.roles import Capability
from cunli.lib.scope import Scope
from cunli.places.scoping import ancestor_filter

NOTHING = Q(pk__in=[])


def register_filter(scope: Scope, prefix: str = "") -> Q:
    """Rows within the areas and grids of a scope whose post may see the register; otherwise nothing."""
    if not scope.allows(Capability.SEE_REGISTER):
        return NOTHING
    found = ancestor_filter(scope, prefix)
    return found | Q(**{f"{prefix}grid_id__in": scope.grids}) if scope.grids else found


def holds_on(day: date) -> Q:
    """``rules.is_resident`` as a filter; a test holds the two together."""
    return Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gt=day))
