"""Which looks at children wait for whom, and who can answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Value

from cunli.accounts.models import Post
from cunli.accounts.roles import CAPABILITIES, REACH, Capability, Reach
from cunli.accounts.selectors import post_holders
from cunli.lib.actors import Actor
from cunli.places.models import Area
from cunli.registry import rules
from cunli.registry.kinds import LookAnswer
from cunli.registry.models import ChildLook, ErasureRequest, Person
from cunli.registry.models.ancestors import InVillage
from cunli.registry.models.looks import WAITS, ChildLookQuerySet

MOST_LOOKS = 50
MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class LookState:
    """How far one's own request about one child is: ``open`` now, ``waiting``, or ``refused`` the last time."""

    open: ChildLook | None = None
    waiting: ChildLook | None = None
    refused: ChildLook | None = None


def looks_to_answer(actor: Actor) -> ChildLookQuerySet:
    """What waits for this actor's yes or no, emergencies first; one's own request waits for others."""
    if not actor.may(Capability.UNMASK):
        return ChildLook.objects.unscoped("nothing waits for this post").none()
    found = ChildLook.objects.within(actor.scope).waiting().exclude(asked_by_id=actor.user_id)
    return found.select_related("child__village", "asked_by").order_by("-is_emergency", "asked_at", "id")


def own_looks(actor: Actor) -> list[ChildLook]:
    """What one asked for, newest first."""
    rows = ChildLook.objects.within(actor.scope).filter(asked_by_id=actor.user_id)
    return list(rows.select_related("child__village", "answered_by").order_by("-asked_at", "-id")[:MOST_LOOKS])


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """``looks`` wait for this actor's answer, ``answered`` of their own were answered within a day, and so many
    ``erasures`` wait to be answered. Up to ``MOST_WAITING`` in all: a page only says that there are some."""

    looks: int = 0
    answered: int = 0
    erasures: int = 0


def asked_at_a_glance(actor: Actor, at: datetime) -> AtAGlance:
    """What people's data waits for. One query."""
    if not actor.may(Capability.UNMASK):
        return AtAGlance()
    own = Q(asked_by_id=actor.user_id)
    found = ChildLook.objects.within(actor.scope).order_by()
    waiting = found.filter(WAITS & ~own).values_list(Value("looks"))
    answered = found.filter(own, answered_at__gt=at - rules.LOOK_WINDOW).values_list(Value("answered"))
    erasures = ErasureRequest.objects.within(actor.scope).waiting().order_by().values_list(Value("erasures"))
    counts = Counter(kind for (kind,) in waiting.union(answered, erasures, all=True)[:MOST_WAITING])
    return AtAGlance(counts["looks"], counts["answered"], counts["erasures"])


def look_state(actor: Actor, child: Person, at: datetime) -> LookState:
    """The child was read within the actor's scope. One query."""
    rows = ChildLook.objects.within(actor.scope).filter(child=child, asked_by_id=actor.user_id)
    for look in rows.select_related("answered_by").order_by("-asked_at", "-id")[:MOST_LOOKS]:
        if look.until is not None and at < look.until:
            return LookState(open=look)
        if not look.answer and not look.is_emergency:
            return LookState(waiting=look)
        if look.answer == LookAnswer.REFUSED and look.answered_at and at < look.answered_at + rules.LOOK_WINDOW:
            return LookState(refused=look)
    return LookState()


def who_can_answer(where: InVillage, on: date, *, besides: Collection[int | None] = ()) -> list[Post]:
    """Posts of its village and town that may see the unmasked, without some users; nearest first."""
    found: list[Post] = []
    for reach, area_id in ((Reach.VILLAGE, where.village_id), (Reach.TOWN, where.town_id)):
        for role, able in CAPABILITIES.items():
            if Capability.UNMASK in able and REACH[role] is reach:
                found += post_holders(role, Area(pk=area_id), on)  # only its key is asked for
    return [post for post in found if post.user_id not in besides]
