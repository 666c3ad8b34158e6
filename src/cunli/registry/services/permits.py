"""Who may look at what is masked, and what must be said and agreed first."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.registry import rules
from cunli.registry.models import ChildLook, Person
from cunli.registry.services import reach


def lookable(actor: Actor, person_id: int) -> Person:
    """The person, locked. Raises NotYours (another place), NotYourPost (this post sees masked only)."""
    person = reach.person(actor, person_id)
    if actor.role != SYSTEM and not actor.may(Capability.UNMASK):
        raise NotYourPost(
            _("您的岗位只能看打了星号的"),
            why=_("全号只给县里定的人看。"),
            instead=_("办事真要用，请村干部来看。"),
        )
    return person


def must_say_why(reason: str) -> None:
    if not rules.is_reason(reason):
        raise Invalid(
            _("还缺一句为什么看"),
            instead=_("比如：核对医保缴费人。"),
            fields={"reason": _("请写一句为什么看，至少 4 个字")},
        )


def open_look(actor: Actor, child: Person, at: datetime) -> ChildLook | None:
    """The approval that lets this actor see this child now."""
    rows = ChildLook.objects.unscoped("the child is within reach").open_at(at)
    return rows.filter(child=child, asked_by_id=actor.user_id).order_by("-asked_at", "-id").first()


def must_be_agreed(actor: Actor, child: Person, at: datetime) -> ChildLook:
    """The approval in force. Raises NotYourPost where no second person has agreed, or the time is over."""
    found = open_look(actor, child, at)
    if found is None:
        raise NotYourPost(
            _("孩子的信息，要另一位同事答应了才能看"),
            why=_("14 岁以下孩子的信息，一个人说了不算；答应一次，管 24 小时。"),
            instead=_("先在这一户里点“看孩子的名字”，写一句为什么看，请同事答应。有生命危险的，当时就能看。"),
        )
    return found
