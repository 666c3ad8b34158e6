"""The second factor (TOTP): who needs one, and whether this session has shown it. Built on allauth.mfa."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from cunli.accounts.models import Post, User
from cunli.accounts.roles import needs_totp
from cunli.lib.actors import Actor

SHOWN = "second_factor_shown"


def has_totp(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def mark_shown(request: HttpRequest) -> None:
    """This session has proven a second factor."""
    request.session[SHOWN] = True


def was_shown(request: HttpRequest) -> bool:
    return request.session.get(SHOWN) is True


def must_set_up(request: HttpRequest, actor: Actor) -> bool:
    """Whether the post acted in needs a second factor that this session has not shown."""
    return needs_totp(actor.role) and not was_shown(request)


def any_needs_totp(posts: list[Post]) -> bool:
    return any(needs_totp(post.role) for post in posts)
