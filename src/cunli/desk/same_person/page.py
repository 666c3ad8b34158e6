"""What the pages about pairs show and do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from cunli.acts.merging import merge_persons, undo_merge
from cunli.cases.models import Matter
from cunli.desk.same_person.forms import DecisionForm, WhyForm
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours, Refusal
from cunli.registry.kinds import Decision
from cunli.registry.selectors import Compared, Pair, waiting_duplicates
from cunli.registry.services import ask_again, say_different

ROWS = 50


@dataclass(frozen=True, slots=True)
class WaitingPage:
    pairs: Sequence[Pair]
    next_page: str


def waiting(actor: Actor, before: str, *, on: date) -> WaitingPage:
    """Fifty at a time, the newest first. One query."""
    mark = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    found = waiting_duplicates(actor.scope, before=mark, limit=ROWS + 1, on=on)
    return WaitingPage(found[:ROWS], f"?before={found[ROWS - 1].pair.pk}" if len(found) > ROWS else "")


def matters_of(actor: Actor, shown: Compared) -> Mapping[int, int]:
    """How many matters of each of the two the actor reaches."""
    ids = [side.person_id for side in shown.sides]
    rows = Matter.objects.within(actor.scope).filter(person_id__in=ids).order_by().values_list("person_id")
    return {pk: count for pk, count in rows.annotate(Count("pk")) if pk is not None}


def decide(actor: Actor, duplicate_id: int, form: DecisionForm, *, at: datetime) -> bool:
    """Carry out what was said; False where the form now says why not. Raises NotYours."""
    said = {"actor": actor, "duplicate_id": duplicate_id, "why": form.cleaned_data["why"], "at": at}
    keep, key = form.keeps, form.same_key(duplicate_id)
    try:
        if keep is None:
            say_different(**said, key=key)
        else:
            merge_persons(**said, keep_id=keep, key=key)
    except NotYours:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def take_back(actor: Actor, shown: Compared, form: WhyForm, *, at: datetime) -> bool:
    """The decision is taken back; False where the form now says why not. Raises NotYours."""
    said = {"actor": actor, "duplicate_id": shown.pair.pk, "why": form.cleaned_data["why"], "at": at}
    key = form.same_key(shown.pair.pk)
    try:
        if shown.pair.decision == Decision.DIFFERENT:
            ask_again(**said, key=key)
        else:
            undo_merge(**said, key=key)
    except NotYours:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
