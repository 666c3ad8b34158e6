"""An earlier matter of the same person, found by the number that they give."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from cunli.cases.models import Matter
from cunli.cases.words import named
from cunli.procedures.values import Before

WHY = "one's own earlier matter; another's stays as if it did not exist"


def earlier_of(matter: Matter, number: str, *, at: datetime) -> Before | None:
    """Of the same procedure and kind, by reference or code, whoever asks now having asked then: an accusation says
    nothing to whoever handles an appeal, a stranger's matter nothing to anybody."""
    same = Q(pk__in=())
    if matter.person_id is not None:
        same |= Q(person_id=matter.person_id)
    if matter.reporter_id is not None:
        same |= Q(reporter_id=matter.reporter_id)
    rows = Matter.objects.unscoped(WHY).filter(same, named(number), procedure=matter.procedure, kind=matter.kind)
    found = rows.exclude(pk=matter.pk).first()
    if found is None:
        return None
    return Before(state=found.state, in_time=found.is_open and (found.due_at is None or found.due_at >= at))
