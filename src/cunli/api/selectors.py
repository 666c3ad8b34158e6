"""Reads of tokens: for the security administrator's page, and at the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cunli.accounts.machines import POSTLESS, as_machine
from cunli.accounts.models import Post
from cunli.accounts.selectors import actor_for, in_force, is_in_force
from cunli.api.models import MachineToken
from cunli.api.rules import digest_of
from cunli.lib.actors import Actor

MOST = 200


def tokens() -> list[MachineToken]:
    """The newest first; for the security administrator."""
    found = MachineToken.objects.select_related("post__user", "post__unit")
    return list(found.order_by("-made_at", "-id")[:MOST])


def post_for_machine(post_id: int, on: date) -> Post | None:
    """A post in force that a machine may act in."""
    posts = Post.objects.unscoped("the security administrator manages every post").exclude(role__in=POSTLESS)
    return in_force(posts, on).filter(pk=post_id).select_related("user", "unit", "grid").first()


def token_shown(token: str, on: date) -> MachineToken | None:
    """What was shown at the door, if it opens that day: not withdrawn, not over, its post held by somebody who may
    come in. One query."""
    found = MachineToken.objects.select_related("post__user", "post__unit", "post__grid")
    known = found.filter(digest=digest_of(token), withdrawn_at=None, valid_until__gt=on).first()
    opens = known is not None and known.post.user.is_active and is_in_force(known.post, on)
    return known if opens else None


def machine(token: MachineToken, on: date, *, address: str) -> Actor:
    return replace(as_machine(actor_for(token.post, on), token.name), address=address)
