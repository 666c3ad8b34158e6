"""What an actor may reach: areas and units, never "everything" by accident."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scope:
    """Areas × capabilities, plus units, plus the person's own.

    Floors translate a scope into a filter in one place per model (``Scoped.scope_filter``); grants to single
    matters and exclusions (the accused, the recused) are rows of the floor that owns the matter and are
    joined there by ``user_id``.
    """

    counties: frozenset[int] = field(default_factory=frozenset)
    towns: frozenset[int] = field(default_factory=frozenset)
    villages: frozenset[int] = field(default_factory=frozenset)
    grids: frozenset[int] = field(default_factory=frozenset)
    units: frozenset[int] = field(default_factory=frozenset)
    user_id: int | None = None
    barred_user_id: int | None = None
    """Whose exclusions hold where ``user_id`` is left out: those of whoever holds the post that a machine acts in."""
    matter_id: int | None = None
    """The one matter that a slip opens without an account."""
    capabilities: frozenset[str] = field(default_factory=frozenset)

    def allows(self, capability: str) -> bool:
        return capability in self.capabilities

    @property
    def has_area(self) -> bool:
        return bool(self.counties or self.towns or self.villages or self.grids)


NOWHERE = Scope()
