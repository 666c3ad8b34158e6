"""Keep what lists are sorted by in step with the clocks it repeats."""

from __future__ import annotations

from datetime import datetime

from cunli.cases import clocks, waiting
from cunli.cases.models import Matter, Term
from cunli.cases.questions import ASKED, asks_again, due_of_question, is_asked_by_colleague, who_asks
from cunli.dues import index as dues
from cunli.dues.models import Source
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.procedures.grammar import Party

REPEATED = ("waits_for", "waits_unit_id", "waits_user_id", "due_at", "due_by_hour", "is_open")


def hold(matter_id: int) -> Matter:
    """The matter as it is now, its row locked until the transaction ends (PostgreSQL; SQLite has one writer anyway)."""
    return Matter.objects.unscoped("the caller reached the matter").select_for_update().get(pk=matter_id)


def restate(matter: Matter, *, at: datetime) -> None:
    """Write whom the matter waits for and until when, from its state and running terms, to row and index."""
    waiting.place_clock(matter, list(matter.terms.filter(met_at=None, ended_at=None)))
    Matter.objects.unscoped("the caller holds the matter").filter(pk=matter.pk).update(
        **{name: getattr(matter, name) for name in REPEATED if name != "is_open"}
    )
    index(matter, at=at)


def follow_account(*, actor: Actor, person_id: int, at: datetime) -> None:
    """The register has tied an account to this person: what staff filed for them waits for themself, no more for a
    colleague who asks. Where it has parted the two, the other way round. Called inside an act, whose own journal entry
    covers it."""
    del actor
    theirs = Matter.objects.unscoped("everything this person asked for, wherever it lies").select_related("person")
    for matter in theirs.filter(person_id=person_id, reporter_id=None, waits_for=Party.REPORTER, is_open=True):
        restate(matter, at=at)
    out = Term.objects.filter(matter__person_id=person_id, matter__reporter_id=None, rung=ASKED, met_at=None)
    asked = [term for term in out.select_related("matter__person") if asks_again(term.matter, term)]
    answerable = [term.pk for term in asked if not is_asked_by_colleague(term.matter)]
    dues.clear(source=Source.QUESTION, source_ids=answerable)
    on = day_of(at)
    dues.put(
        items=[
            due_of_question(term.matter, term, unit_id=who_asks(term.matter, on=on))
            for term in asked
            if term.pk not in answerable
        ]
    )


def index(matter: Matter, *, at: datetime) -> None:
    """The matter's one row among the dues; none once it has ended."""
    if matter.is_open:
        dues.put(items=[waiting.due_item(matter, fallback=at)])
    else:
        dues.clear(source=Source.MATTER, source_ids=[matter.pk])


def save_moved(term: Term) -> None:
    """The new day of a clock that still runs: one that was met or ended meanwhile stays as it is."""
    Term.objects.filter(pk=term.pk, met_at=None, ended_at=None).update(
        **{name: getattr(term, name) for name in clocks.MOVED}
    )
