"""What came of a note. No act of its own: the act that writes the note names it inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable

from cunli.visits.models import Note, NoteLed


def name_results(note: Note, refs: Iterable[str]) -> None:
    """By printed reference; one statement."""
    NoteLed.objects.bulk_create(NoteLed(note=note, ref=ref) for ref in dict.fromkeys(refs))
