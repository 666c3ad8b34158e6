"""What a procedure may not ask of those who work: check-ins, rankings, a photo as a must (``law.formalism``)."""

from __future__ import annotations

from collections.abc import Iterator

from cunli.law.formalism import ban_on
from cunli.procedures.grammar import FactType, Opening, Procedure, Step


def formalism(procedure: Procedure) -> Iterator[str]:
    """One sentence for each word that breaks a rule, and for each photo that a step cannot do without."""
    moves: list[Opening | Step] = [*procedure.openings, *procedure.steps]
    said = [procedure.title, procedure.plain, *(fact.label for fact in procedure.facts)]
    said += [words for move in moves for words in (move.title, move.done)]
    for text in map(str, said):
        if ban := ban_on(text):
            yield f"“{text}” breaks {ban.rule}"
    photos = {fact.key for fact in procedure.facts if fact.type is FactType.PHOTO}
    for move in moves:
        yield from (
            f"{move.key} asks for {field.fact} as a must, which breaks BRD-08"
            for field in move.fields
            if field.required and field.fact in photos
        )
