"""Who may open a page: one of these four decorators stands on every view, outermost."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import Post
from cunli.accounts.roles import SLIP, Capability
from cunli.lib.access import declares
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, Refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Request(HttpRequest):
    """A request as ``ActorMiddleware`` leaves it; for annotations."""

    actor: Actor
    posts: list[Post]


class NotSignedIn(Refusal):
    """A form was sent without a session (it ended, or the cookie was lost). The sender keeps what was typed."""

    code = "not_signed_in"
    status = 401


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; typed where a view takes a plain ``HttpRequest``."""
    return cast(Request, request).actor


def posts_of(request: HttpRequest) -> list[Post]:
    """The posts the person may switch between in this session."""
    return cast(Request, request).posts


def public(view: View[P]) -> View[P]:
    """Anybody may open it. The view shows nothing of any person or matter."""
    return declares("public")(view)


def signed_in(view: View[P]) -> View[P]:
    """Any signed-in person, in whatever post."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not actor_of(request).is_signed_in:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return declares("signed_in")(guarded)


def slip_or_signed_in(view: View[P]) -> View[P]:
    """Any signed-in person, or whoever opened a slip; the scope decides what they see."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if not actor.is_signed_in and actor.role != SLIP:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return declares("slip_or_signed_in")(guarded)


def requires(capability: Capability) -> Callable[[View[P]], View[P]]:
    """Only a post with this capability; others are refused with a sentence."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if not actor.is_signed_in:
                return to_sign_in(request)
            if not actor.may(capability):
                raise not_your_post(request, capability)
            return view(request, *args, **kwargs)

        return declares(f"requires:{capability.value}")(guarded)

    return decorate


def not_your_post(request: HttpRequest, capability: Capability) -> NotYourPost:
    """The refusal, which names the person's other post when that one may."""
    from_other = len(getattr(request, "posts", [])) > 1
    return NotYourPost(
        _("这个岗位不办这件事"),
        why=_("要有“%(what)s”这一项才行。") % {"what": capability.label},
        instead=_("您还有别的岗位，换一个岗位再来。") if from_other else _("要办的话，请找管账号的人。"),
    )


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and back. A form that was sent is refused with 401 instead, so that an outbox that
    follows redirects does not take the sign-in page for a success."""
    if request.method not in {"GET", "HEAD"}:
        raise NotSignedIn(
            _("您还没进来，这次没有存上"),
            why=_("可能是离开太久，自动退出了。"),
            instead=_("写的字都还在，请重新进来再按一次。"),
        )
    address = f"{reverse('accounts:sign_in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
