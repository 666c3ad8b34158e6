"""Who holds which post on a day, and what follows from it: scope and actor."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q, QuerySet

from cunli.accounts.models import Post, User
from cunli.accounts.roles import REACH, SLIP, Reach, Role, capabilities_of
from cunli.lib.actors import Actor
from cunli.lib.scope import NOWHERE, Scope
from cunli.places.models import Area, Unit

VILLAGER_POST = 0
"""The choice "I am here as a villager" of someone who also holds posts."""


def posts_held(user: User, on: date) -> list[Post]:
    """The posts of a user on a day, oldest first, with unit and grid at hand. One query."""
    found = Post.objects.unscoped("a person's own posts decide their scope").filter(user=user)
    return list(in_force(found, on).select_related("unit", "grid").order_by("valid_from", "id"))


def officers_at(unit: Unit | int, on: date) -> list[Post]:
    """Who holds a post at a unit on a day, with the user at hand; people who cannot sign in any more are left out."""
    return list(serving(unit, on).select_related("user", "unit", "grid").order_by("valid_from", "id"))


def serving(unit: Unit | int, on: date) -> QuerySet[Post]:
    """The same posts, not read yet: for counting or as a subquery."""
    found = Post.objects.unscoped("who is at a unit is shown to whoever is sent there").filter(unit=unit)
    return in_force(found.filter(user__is_active=True).exclude(role=Role.VILLAGER), on)


def post_holders(role: str, area: Area, on: date) -> list[Post]:
    """Who holds a role at any unit in an area (or the areas below it) on a day."""
    found = Post.objects.unscoped("routing looks for whoever holds a role").filter(
        Q(unit__county=area) | Q(unit__town=area) | Q(unit__village=area) | Q(unit__area=area),
        role=role,
        user__is_active=True,
    )
    return list(in_force(found, on).select_related("user", "unit", "grid").order_by("valid_from", "id"))


def grid_members(grid_id: int, on: date) -> list[Post]:
    """Who walks a grid on a day; a group leader whose post names the grid does not walk it."""
    found = Post.objects.unscoped("routing looks for the grid's member").filter(
        grid_id=grid_id, role=Role.GRID_MEMBER, user__is_active=True
    )
    return list(in_force(found, on).select_related("user", "unit", "grid").order_by("valid_from", "id"))


def scope_of(post: Post, on: date) -> Scope:
    """What a post reaches on a day: its area by the role's reach, its unit, the person's own matters.

    A post that is not in force reaches nothing. Administrators reach no matters at all.
    """
    if not is_in_force(post, on):
        return NOWHERE
    reach, unit = REACH[post.role], post.unit
    able = capabilities_of(post.role)
    if reach is Reach.NOTHING:
        return Scope(user_id=post.user_id, capabilities=able)
    if reach is Reach.OWN:
        return own_scope(post.user_id)
    mine = frozenset({unit.pk})
    if reach is Reach.GRID and post.grid_id is not None:
        return Scope(grids=frozenset({post.grid_id}), units=mine, user_id=post.user_id, capabilities=able)
    return Scope(
        counties=_only(unit.county_id, when=reach is Reach.COUNTY),
        towns=_only(unit.town_id, when=reach is Reach.TOWN or (reach is Reach.STATION and unit.village_id is None)),
        villages=_only(unit.village_id, when=reach in {Reach.GRID, Reach.VILLAGE, Reach.STATION}),
        units=mine,
        user_id=post.user_id,
        capabilities=able,
    )


def own_scope(user_id: int) -> Scope:
    """What every signed-in person reaches: their own."""
    return Scope(user_id=user_id, capabilities=capabilities_of(Role.VILLAGER))


def actor_for(post: Post, on: date) -> Actor:
    """A user acting in a post. Its ``title`` is what timelines show beside the name."""
    return Actor(
        role=post.role,
        user_id=post.user_id,
        post_id=post.pk,
        unit_id=post.unit_id,
        name=str(post.user),
        title=post.title or post.unit.short_name,
        scope=scope_of(post, on),
    )


def villager_actor(user: User) -> Actor:
    """A signed-in person in no post."""
    return Actor(role=Role.VILLAGER.value, user_id=user.pk, name=str(user), scope=own_scope(user.pk))


def slip_actor(matter_id: int) -> Actor:
    """Whoever holds a slip: one matter, no account."""
    return Actor(role=SLIP, scope=Scope(matter_id=matter_id))


def posts_within(scope: Scope, on: date) -> QuerySet[Post]:
    """The posts in force that the scope may see, for lists."""
    found = in_force(Post.objects.within(scope), on)
    return found.select_related("user", "unit", "grid").order_by("unit__name", "role", "id")


def _only(pk: int | None, *, when: bool) -> frozenset[int]:
    return frozenset({pk}) if when and pk is not None else frozenset()


def in_force(found: QuerySet[Post], on: date) -> QuerySet[Post]:
    """Those of the posts that hold on a day."""
    return found.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


def is_in_force(post: Post, on: date) -> bool:
    return post.valid_from <= on and (post.valid_until is None or post.valid_until > on)


def staff(text: str, on: date) -> QuerySet[User]:
    """Everyone with a password, by name or login name, with the posts they ``hold`` on a day; for the security
    administrator."""
    found = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text))
    posts = Post.objects.unscoped("the security administrator manages every post").select_related("unit")
    held = Prefetch("posts", in_force(posts, on).order_by("valid_from", "id"), to_attr="held")
    return found.prefetch_related(held).order_by("name", "id")


def all_posts(user: User) -> list[Post]:
    """Every post a user holds or held, newest first; for the security administrator."""
    found = Post.objects.unscoped("the security administrator manages every post").filter(user=user)
    return list(found.select_related("unit", "grid").order_by("-valid_from", "-id"))
