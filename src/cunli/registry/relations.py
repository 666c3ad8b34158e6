"""How people of a household are related to another head, as far as it follows for sure. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from cunli.registry.kinds import Relation

Who = TypeVar("Who")
_R = Relation
_UNDER_SPOUSE: Mapping[str, str] = {
    _R.HEAD: _R.SPOUSE,
    _R.CHILD: _R.CHILD,
    _R.CHILD_IN_LAW: _R.CHILD_IN_LAW,
    _R.GRANDCHILD: _R.GRANDCHILD,
    _R.PARENT: _R.PARENT_IN_LAW,
    _R.PARENT_IN_LAW: _R.PARENT,
}
_UNDER_CHILD: Mapping[str, str] = {
    _R.HEAD: _R.PARENT,
    _R.SPOUSE: _R.PARENT,
    _R.CHILD: _R.SIBLING,
    _R.PARENT: _R.GRANDPARENT,
}
_UNDER_PARENT: Mapping[str, str] = {
    _R.HEAD: _R.CHILD,
    _R.SPOUSE: _R.CHILD_IN_LAW,
    _R.CHILD: _R.GRANDCHILD,
    _R.PARENT: _R.SPOUSE,
}
_UNDER: Mapping[str, Mapping[str, str]] = {
    _R.SPOUSE: _UNDER_SPOUSE,
    _R.CHILD: _UNDER_CHILD,
    _R.PARENT: _UNDER_PARENT,
    _R.SIBLING: {_R.HEAD: _R.SIBLING, _R.SIBLING: _R.SIBLING, _R.PARENT: _R.PARENT},
}


def under(new_head: str, others: Sequence[tuple[Who, str]]) -> list[tuple[Who, str]]:
    """``new_head``: how the new head was related to the old one; each of the others with their relation to the new
    head: "other" where it does not follow, which somebody then says."""
    known = _UNDER.get(new_head, {})
    return [(who, known.get(relation, Relation.OTHER)) for who, relation in others]


def of_spouse(relation: str) -> str:
    """How who marries in is related to the head, by how their spouse is."""
    return {_R.HEAD: _R.SPOUSE, _R.CHILD: _R.CHILD_IN_LAW}.get(Relation(relation), _R.OTHER)


def of_child(relation: str) -> str:
    """How a newborn is related to the head, by how its parent is."""
    if relation in (_R.HEAD, _R.SPOUSE):
        return _R.CHILD
    return _R.GRANDCHILD if relation in (_R.CHILD, _R.CHILD_IN_LAW) else _R.OTHER
