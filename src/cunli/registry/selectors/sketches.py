"""The drawings of villages within a scope."""

from __future__ import annotations

from cunli.lib.scope import Scope
from cunli.registry.models import Sketch


def sketch_of(scope: Scope, village_id: int) -> Sketch | None:
    """With its file and pins; None where the village has none, or lies elsewhere. Two queries."""
    found = Sketch.objects.within(scope).select_related("file", "village").prefetch_related("pins__grid")
    return found.filter(village_id=village_id).first()


def sketched_villages(scope: Scope, *, most: int = 100) -> list[tuple[int, str]]:
    """Id and name of the villages that have drawn themselves, by name. One query."""
    found = Sketch.objects.within(scope).order_by("village__short_name")
    return list(found.values_list("village_id", "village__short_name")[:most])
