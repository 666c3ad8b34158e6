"""What all pages on which something is filed have in common: a procedure, its kinds as tiles, one key per intention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cunli.desk.filing import keys
from cunli.desk.filing.kinds import Tile, often, rarely
from cunli.procedures.catalogue import current

if TYPE_CHECKING:
    from django.http import QueryDict

    from cunli.county.values import Item
    from cunli.desk.filing.forms import Filing
    from cunli.procedures.grammar import Opening, Procedure


class FilingDesk:
    """``posted``: None where the form is still blank."""

    law: Procedure
    form: Filing
    kinds: Sequence[Item]
    posted: QueryDict | None

    @property
    def often(self) -> list[Tile]:
        return often(self.kinds, self.form.typed["kind"])

    @property
    def rarely(self) -> list[Tile]:
        return rarely(self.kinds, self.form.typed["kind"])

    @property
    def is_rare(self) -> bool:
        """The chosen kind is one of those behind 别的."""
        return any(tile.chosen for tile in self.rarely)

    @cached_property
    def key(self) -> str:
        return keys.of(self.posted)

    def opening_named(self, key: str) -> Opening:
        opening = self.law.opening(key)
        if opening is None:
            raise LookupError(key)
        return opening


def law_in_force(key: str, on: date) -> Procedure:
    law = current(key, on)
    if law is None:
        raise LookupError(key)
    return law
