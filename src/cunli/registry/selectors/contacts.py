"""Whom a villager calls first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cunli.accounts.models import Post
from cunli.accounts.roles import Role
from cunli.accounts.selectors import grid_members, post_holders
from cunli.lib import identity
from cunli.places.models import Area


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone in a post who can be called. ``phone`` as people dial it, empty where none is known."""

    user_id: int
    name: str
    title: str
    phone: str


def contact_for(*, grid_id: int | None, village_id: int, on: date) -> Contact | None:
    """The grid member of the grid, else a cadre of the village; None where nobody holds such a post.

    At most two queries. Who has a phone comes before who has none."""
    found = grid_members(grid_id, on) if grid_id is not None else []
    best = _best(found)
    if best is None or not best.phone:
        village = Area(pk=village_id)  # only its key is asked for
        best = _best(post_holders(Role.VILLAGE_CADRE, village, on)) or best
    return best


def _best(posts: list[Post]) -> Contact | None:
    contacts = [
        Contact(
            user_id=post.user_id,
            name=str(post.user),
            title=post.title or str(post),
            phone=identity.local_phone(post.user.phone) if post.user.phone else "",
        )
        for post in posts
    ]
    return min(contacts, key=lambda contact: not contact.phone, default=None)
