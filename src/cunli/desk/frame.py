"""Where one can go from every page, by what the post may do. Filled into ``cunli.ui.frame``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import Post
from cunli.accounts.roles import Capability, Role
from cunli.desk.filing.ways import may_open
from cunli.dues.selectors import count_until
from cunli.lib.actors import ANONYMOUS, Actor
from cunli.messages.selectors import unread_count
from cunli.places.models import Area
from cunli.ui import faces
from cunli.ui.frame import EMPTY, Frame, NavItem, PostChoice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Door:
    """A place to go: ``needs`` is the capability that opens it, ``also`` other pages that lie behind it. ``opens``: it
    is there for every post that may open a matter of whatever kind."""

    name: str
    label: _StrPromise
    icon: str
    needs: str = ""
    also: tuple[str, ...] = ()
    opens: bool = False


TODAY = Door("desk:today", _("今天"), "list-checks")
PLACES = ("desk:together", "desk:map", "desk:sketch", "desk:inbox_export")
COUNTY = ("county:setting", "county:decide", "county:holidays", "county:read_notice", "county:announce")
CORRECTIONS = ("registry:person_entry", "registry:household_entry", "registry:corrections", "registry:correction",
               "registry:correct_person", "registry:correct_household", "registry:production")  # fmt: skip
PRIVACY = ("desk:personal_data", "desk:copy_given", "registry:erasures", "registry:erasure", "registry:consents",
           "registry:child", "registry:child_looks", "registry:look")  # fmt: skip
SHEETS = ("registry:import", "registry:import_run", "registry:import_headings", "registry:export")
ACCOUNTS = ("accounts:person", "api:tokens", "api:new_token", "api:webhooks", "api:new_webhook")
NOTICES = ("notices:notice", "notices:draft", "notices:revise")
VISITS = ("desk:visit", "desk:note", "desk:notes_of", "desk:notebook", "desk:pairing")
ROSTER = ("roster:add_force", "roster:end_force", "roster:force_phone")
OWN = ("desk:my_household", "desk:my_data")
INBOX = Door("desk:inbox", _("办事"), "inbox", Capability.WORK_MATTER, also=("desk:matter", "desk:search", *PLACES))
REPORT = Door("desk:file_hazard", _("上报"), "circle-plus", Capability.FILE_MATTER)
MINE = Door("desk:mine", _("我的"), "circle-user", also=("desk:messages", "accounts:me", *OWN))
PEOPLE = (
    "desk:life",
    "desk:file_life",
    "desk:verification",
    "desk:verification_list",
    "desk:household",
    "desk:search",
    "desk:duplicates",
    "desk:decided_duplicates",
    "desk:duplicate",
)
STAFF_PHONE = (TODAY, INBOX, REPORT, MINE)
VILLAGER_PHONE = (
    Door("desk:today", _("首页"), "house"),
    Door("desk:file_service", _("找人办事"), "hand-helping", Capability.FILE_MATTER),
    REPORT,
    Door("desk:mine", _("我的事"), "circle-user", also=("desk:messages", "accounts:me", *OWN)),
)
VILLAGER_DESK = (
    *VILLAGER_PHONE[:2],
    Door("desk:file_hazard", _("哪里不安全"), "triangle-alert", Capability.FILE_MATTER),
    Door("desk:file_mediation", _("请人调解"), "heart-handshake", Capability.FILE_MATTER),
    Door("desk:messages", _("消息"), "message-circle"),
    Door("desk:mine", _("我的事"), "circle-user", also=("accounts:me", *OWN)),
)
BENEFITS = ("desk:payment_list", "desk:programme", "desk:asked_payments", "desk:benefits_of")
FILING = ("desk:file_service", "desk:filed", "desk:file_mediation", "desk:complain", "desk:file_new")
DESK = (
    Door("desk:inbox", _("待办"), "inbox", Capability.WORK_MATTER, also=("desk:matter", *PLACES)),
    Door("desk:today", _("今天"), "calendar-days"),
    Door("desk:new_matter", _("办一件事"), "plus", also=FILING, opens=True),
    REPORT,
    Door("notices:notices", _("公示"), "megaphone", Capability.DRAFT_NOTICE, also=NOTICES),
    Door(
        "desk:households",
        _("户和人"),
        "house",
        Capability.SEE_REGISTER,
        also=(*PEOPLE, *CORRECTIONS, *PRIVACY, *SHEETS),
    ),
    Door("desk:my_households", _("我联系的户"), "users", Capability.SEE_REGISTER, also=VISITS),
    Door("desk:benefits", _("救助补贴"), "hand-heart", Capability.SEE_BENEFITS, also=BENEFITS),
    Door("roster:forces", _("网格力量"), "shield-check", Capability.SEE_REGISTER, also=ROSTER),
    Door("desk:figures", _("数字"), "chart-column", Capability.SEE_FIGURES, also=("desk:counted",)),
    Door("county:settings", _("县里的规定"), "book-open", Capability.SEE_SETTINGS, also=COUNTY),
    Door("desk:journal", _("看记录"), "history", Capability.READ_JOURNAL),
    Door("desk:seal", _("封条"), "shield-check", Capability.READ_JOURNAL),
    Door("accounts:people", _("账号"), "users", Capability.MANAGE_ACCOUNTS, also=ACCOUNTS),
    Door("desk:messages", _("消息"), "message-circle"),
    Door("desk:mine", _("我的"), "circle-user", also=("accounts:me", *OWN)),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor. Nothing is read until a page draws its frame, so that a fragment costs nothing."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if not actor.is_signed_in:
        return EMPTY
    posts: list[Post] = getattr(request, "posts", [])
    post = next((post for post in posts if post.pk == actor.post_id), None)
    is_desk = faces.face_of(request) is faces.Face.DESK
    counts = _counts(request, actor, is_desk=is_desk)
    here = request.resolver_match.view_name if request.resolver_match else ""
    phone, desk = (VILLAGER_PHONE, VILLAGER_DESK) if actor.role == Role.VILLAGER else (STAFF_PHONE, DESK)
    side = _items(desk, actor, here, counts) if is_desk else ()
    return Frame(
        home_url=reverse("desk:today"),
        phone=() if is_desk else _items(phone, actor, here, counts),
        desk=side,
        place=place_of(post) if is_desk and post else "",
        user_name=actor.name,
        user_title=actor.title,
        posts=tuple(PostChoice(str(one.pk), str(one), one.pk == actor.post_id) for one in posts),
        switch_url=reverse("accounts:switch_post"),
        sign_out_url=reverse("accounts:sign_out"),
        is_door=any(door.href == request.path for door in side),
    )


def place_of(post: Post) -> str:
    """禾川县 · 柳湾镇: the areas above a post's unit, in one query."""
    unit = post.unit
    wanted = [pk for pk in (unit.county_id, unit.town_id, unit.village_id) if pk is not None]
    names = dict(Area.objects.filter(pk__in=wanted).values_list("pk", "short_name"))
    return " · ".join(names[pk] for pk in wanted[-2:] if pk in names)


def keep_due_by_tonight(request: HttpRequest, count: int) -> None:
    """Today has counted already, up to 100: its frame says the same number."""
    request.due_by_tonight = count  # type: ignore[attr-defined]  # kept where the request ends with it


def _due_by_tonight(request: HttpRequest, actor: Actor) -> int:
    known: int | None = getattr(request, "due_by_tonight", None)
    if known is not None:
        return known
    return count_until(actor, timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999999))


def _counts(request: HttpRequest, actor: Actor, *, is_desk: bool) -> dict[str, int]:
    """Unread messages stand at the door that leads to them; what is due by tonight at Today, on the desk."""
    unread = unread_count(actor)
    if not is_desk:
        return {"desk:mine": unread}
    return {"desk:messages": unread, "desk:today": _due_by_tonight(request, actor)}


def _items(doors: tuple[Door, ...], actor: Actor, here: str, counts: dict[str, int]) -> tuple[NavItem, ...]:
    opens = may_open(actor, on=timezone.localdate())
    return tuple(
        NavItem(
            label=str(door.label),
            href=_address(door.name),
            icon=door.icon,
            count=counts.get(door.name, 0),
            current=here == door.name or here in door.also,
        )
        for door in doors
        if (not door.needs or actor.may(door.needs)) and (opens or not door.opens)
    )


@cache
def _address(name: str) -> str:
    """A door's never changes, and a page has a dozen of them."""
    return reverse(name)
