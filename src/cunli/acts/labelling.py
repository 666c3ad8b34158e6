"""A decision writes into the register what a household is, and takes it out again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cunli.acts.happening import Happening
from cunli.cases.selectors import latest_fact
from cunli.lib.actors import SYSTEM
from cunli.lib.terms import day_of
from cunli.procedures.labelling import Labels
from cunli.registry.models import Label
from cunli.registry.services import end_label, put_label


def label_household(happening: Happening, labels: Labels) -> None:
    """By the system, because whoever decides at the county does not work in the register; the source names who
    decided, in which matter, and the step has its own entry in the journal. Raises Conflict where it has the label."""
    named = latest_fact(happening.matter, labels.fact)
    if not isinstance(named, dict):
        raise LookupError(labels.fact)
    on = day_of(happening.at)
    said = _("%(who)s，%(ref)s") % {"who": happening.actor.title or happening.actor.name, "ref": happening.matter.ref}
    if not labels.ends:
        home, kind = int(named["id"]), labels.kind
        put_label(actor=SYSTEM, kind=kind, source=said, valid_from=on, at=happening.at, household_id=home)
        return
    held = Label.objects.unscoped("of the household that the matter is about").filter(
        household_id=int(named["id"]), kind=labels.kind, valid_until=None
    )
    for pk in held.values_list("pk", flat=True):
        end_label(actor=SYSTEM, label_id=pk, on=on, reason=said, at=happening.at)
