"""What a county decided, when, on whose word: for the pages of the county's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cunli.accounts.models import Post
from cunli.county.models import Setting
from cunli.lib.actors import Actor
from cunli.places.models import Area, Unit

WHY = "a county's rules hold for everyone in it"


@dataclass(frozen=True, slots=True)
class Decided:
    """One row with the name of who set it, "" for the installation itself."""

    row: Setting
    by: str

    def has_begun(self, today: date) -> bool:
        return self.row.valid_from <= today


def county_of(actor: Actor) -> Area | None:
    """The county that the actor's unit lies in; None for who serves nowhere."""
    if actor.unit_id is None:
        return None
    return Unit.objects.select_related("county").get(pk=actor.unit_id).county


def decided(key: str, *, county: Area) -> list[Decided]:
    """Every decision on a setting that is the county's own or holds for all, the latest day first. Two queries."""
    rows = Setting.objects.unscoped(WHY).filter(Q(area=county) | Q(area=None), key=key)
    found = list(rows.order_by("-valid_from", "-set_at"))
    posts = Post.objects.unscoped("who decided is part of the decision").select_related("user", "unit")
    names = {post.pk: f"{post.user}（{post.unit.short_name}）" for post in posts.filter(pk__in=_posts(found))}
    return [Decided(row, names.get(row.set_by_post_id or 0, "")) for row in found]


def to_come(*, county: Area, after: date) -> list[Setting]:
    """What the county has decided for days after ``after``, the next first."""
    rows = Setting.objects.unscoped(WHY).filter(area=county, valid_from__gt=after)
    return list(rows.order_by("valid_from", "key"))


def fingerprint(key: str, *, county: Area) -> str:
    """What the county's rows of a key look like now: another one later means that somebody decided meanwhile."""
    rows = Setting.objects.unscoped(WHY).filter(key=key, area=county).order_by("-set_at", "-pk")
    latest = rows.first()
    return f"{rows.count()}:{latest.set_at.isoformat()}" if latest else ""


def _posts(rows: list[Setting]) -> set[int]:
    return {row.set_by_post_id for row in rows if row.set_by_post_id is not None}
