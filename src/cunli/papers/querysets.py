"""Which papers a scope reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from cunli.exclusions.hiding import hidden_refs
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet

if TYPE_CHECKING:
    from cunli.papers.models import Paper  # noqa: F401 - named in quotes below, where ruff does not look


class PaperQuerySet(ScopedQuerySet["Paper"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Papers of one's units and areas; what was delivered, also for units addressed and the matter's village."""
        found = Q(pk__in=())
        if scope.units:
            copies = apps.get_model("papers", "PaperCopy")._default_manager
            arrived = copies.filter(paper=OuterRef("pk"), unit_id__in=scope.units, delivered_at__isnull=False)
            found |= Q(unit_id__in=scope.units) | Q(Exists(arrived))
        if scope.villages:
            found |= Q(about_village_id__in=scope.villages, delivered_at__isnull=False)
        for column, wanted in (("county", scope.counties), ("town", scope.towns), ("village", scope.villages)):
            if wanted:
                found |= Q(**{f"{column}_id__in": wanted})
        return found & ~Q(ref__in=hidden_refs(scope))
