"""A step opens another matter: filed like any other, by whoever took the step, knowing what it came out of."""

from __future__ import annotations

from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.acts.happening import Happening
from cunli.cases.models import Channel, Matter
from cunli.cases.services import Place, Reporter
from cunli.lib.terms import day_of
from cunli.procedures.catalogue import current
from cunli.procedures.grammar import Opens


def open_matter(happening: Happening, opens: Opens) -> Done:
    """In the same place, in the edition in force that day. Raises the refusals of ``file_matter``."""
    law = current(opens.procedure, day_of(happening.at))
    opening = law.opening(opens.opening) if law else None
    if law is None or opening is None:
        raise LookupError(opens.procedure)
    actor, matter, said = happening.actor, happening.matter, happening.values
    return file_matter(
        actor=actor,
        procedure=law,
        opening=opening,
        title=str(said[opens.title]),
        kind=str(said[opens.kind]),
        channel=matter.channel if opens.for_asker else Channel.SELF,
        place=Place(area=matter.village or matter.town, words=str(said[opens.place]), grid_id=matter.grid_id),
        reporter=_asker(matter) if opens.for_asker else Reporter(user_id=actor.user_id, name=actor.name),
        values={key: said[key] for key in opens.carries if said.get(key)},
        at=happening.at,
        happened_at=happening.advanced.taken.happened_at,
        came_from=matter,
    )


def _asker(matter: Matter) -> Reporter:
    return Reporter(
        user_id=matter.reporter_id, person_id=matter.person_id, name=matter.reporter_name, phone=matter.reporter_phone
    )
