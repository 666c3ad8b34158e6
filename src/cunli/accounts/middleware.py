"""Puts the actor on every request: who acts, in which post, and what they reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from cunli.accounts import second_factor, sessions
from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.accounts.selectors import VILLAGER_POST, actor_for, posts_held, slip_actor, villager_actor
from cunli.accounts.signing_in import address_of
from cunli.lib.actors import ANONYMOUS, Actor

EXEMPT_FROM_SETUP = frozenset(
    {
        "accounts:two_factor",
        "accounts:two_factor_setup",
        "accounts:sign_out",
        "accounts:change_password",
        "accounts:switch_post",
    }
)


class ActorMiddleware:
    """``request.actor`` (never None) and ``request.posts``; one query for a signed-in person.

    Whoever must first change a password or set up a second factor is led there before anything else opens.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        today = timezone.localdate()
        posts = self._posts(request, today)
        request.posts = posts  # type: ignore[attr-defined]  # read through access.Request
        actor = replace(self._actor(request, posts, today), address=address_of(request))
        request.actor = actor  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(request.user, User):
            # Pages of a signed-in person must not come back with the browser's "back" on a shared phone.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        del view, args, kwargs
        match = request.resolver_match
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in or match is None or match.view_name in EXEMPT_FROM_SETUP:
            return None
        if match.namespace == "ui":  # large type and language stay within reach
            return None
        user = request.user
        if isinstance(user, User) and user.must_change_password:
            return redirect("accounts:change_password")
        if second_factor.must_set_up(request, actor):
            return redirect("accounts:two_factor_setup")
        return None

    def _posts(self, request: HttpRequest, today: date) -> list[Post]:
        user = request.user
        if not isinstance(user, User):
            return []
        posts = posts_held(user, today)
        if sessions.came_by_phone_code(request):
            posts = [post for post in posts if post.role == Role.VILLAGER]
        for post in posts:
            post.user = user  # spares a join: it is the same person
        return posts

    def _actor(self, request: HttpRequest, posts: list[Post], today: date) -> Actor:
        user = request.user
        matter_id = sessions.slip_matter(request)
        if not isinstance(user, User):
            return ANONYMOUS if matter_id is None else slip_actor(matter_id)
        chosen = sessions.chosen_post(request)
        post = next((post for post in posts if post.pk == chosen), posts[0] if posts else None)
        if post is not None and chosen != VILLAGER_POST:
            return actor_for(post, today)
        actor = villager_actor(user)
        return actor if matter_id is None else replace(actor, scope=replace(actor.scope, matter_id=matter_id))
