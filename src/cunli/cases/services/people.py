"""Join a matter, hand it to a helper, attach to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.accounts.roles import SLIP, Capability, Role
from cunli.accounts.selectors import posts_held, scope_of
from cunli.cases.models import Attachment, Grant, Matter, StepTaken, Voice
from cunli.cases.parties import parties_of
from cunli.cases.services.matters import Reporter
from cunli.files.models import StoredFile
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, NotYourPost
from cunli.procedures.grammar import Party


class CannotJoin(Conflict):
    code = "cannot_join"


class KeptForAFew(Conflict):
    code = "kept_for_a_few"


@transaction.atomic
def join(
    *, actor: Actor, matter: Matter, reporter: Reporter, words: str, at: datetime, key: Key | None = None
) -> Voice | None:
    """A second voice for the same trouble: kept in its own words, and told of every step. Joining twice is once: None.

    Raises CannotJoin when it has ended or the joiner is who reported it.
    """
    matter = Matter.objects.unscoped("the caller holds the matter").select_for_update().get(pk=matter.pk)
    if _has_joined(matter, reporter):
        return None
    _may_join(matter, reporter)
    voice = Voice.objects.create(
        matter=matter,
        user_id=reporter.user_id,
        name=reporter.name or actor.name,
        phone=reporter.phone,
        words=words,
        at=at,
    )
    _count(matter, 1)
    journal.record(
        actor=actor,
        verb="matter.join",
        subject=matter.ref,
        at=at,
        after={"voice": voice.pk},
        key=key,
        result_ref=matter.ref,
        for_whom="" if reporter.user_id == actor.user_id else f"voice:{voice.pk}",
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
    return voice


@transaction.atomic
def delegate(*, actor: Actor, matter: Matter, to: User, why: str, at: datetime, key: Key | None = None) -> Grant:
    """The person who asked lets a child or neighbour act for this one matter. A helper names no helpers.

    Raises KeptForAFew where the procedure is closed.
    """
    only_the_reporter(actor, matter)
    if matter.law.closed:
        raise KeptForAFew(
            _("这件事不能请人帮着看"),
            why=_("它只给本人和管这件事的机关看。"),
            instead=_("请您自己在这里说，或者直接找那个机关。"),
        )
    _no_helper(actor, matter)
    _no_staff_of(matter, to, at)
    grant, made = Grant.objects.get_or_create(
        matter=matter, user=to, until=None, defaults={"why": why, "given_at": at, "given_by_id": actor.user_id}
    )
    _count(matter, int(made))
    journal.record(
        actor=actor,
        verb="matter.delegate",
        subject=matter.ref,
        at=at,
        after={"user": to.pk, "why": why},
        key=key,
        result_ref=matter.ref,
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
    return grant


@transaction.atomic
def take_back(*, actor: Actor, grant: Grant, at: datetime) -> None:
    """End a delegation; what the helper did stays on the record. A helper may end their own."""
    only_the_reporter(actor, grant.matter)
    if grant.user_id != actor.user_id:
        _no_helper(actor, grant.matter)
    Grant.objects.filter(pk=grant.pk, until=None).update(until=at)
    journal.record(
        actor=actor,
        verb="matter.take_back",
        subject=grant.matter.ref,
        at=at,
        before={"user": grant.user_id},
        county_id=grant.matter.county_id,
        village_id=grant.matter.village_id,
    )


def attach(*, actor: Actor, matter: Matter, taken: StepTaken, files: Sequence[StoredFile], at: datetime) -> None:
    """Photos of a step; journalled with the step itself."""
    del actor, at
    Attachment.objects.bulk_create([Attachment(matter=matter, step=taken, file=file) for file in files])


def _has_joined(matter: Matter, reporter: Reporter) -> bool:
    """People without an account cannot be told apart by a name."""
    return reporter.user_id is not None and matter.voices.filter(user_id=reporter.user_id).exists()


def _may_join(matter: Matter, reporter: Reporter) -> None:
    if not matter.is_open:
        raise CannotJoin(_("这件事已经办完了"), instead=_("还有危险，请当成一件新的事报。"))
    if reporter.user_id is not None and reporter.user_id == matter.asker_id:
        raise CannotJoin(_("这件事就是您报的"), instead=_("有话要补充，请打开那件事加一句。"))


def _count(matter: Matter, more: int) -> None:
    """Followers are counted by the database, so that two who join at once are two."""
    rows = Matter.objects.unscoped("the caller holds the matter").filter(pk=matter.pk)
    rows.update(followers=F("followers") + more)


def _no_helper(actor: Actor, matter: Matter) -> None:
    """Trust is given by the person who asked (or whoever holds the slip of one without an account), not handed on."""
    holds_the_slip = matter.asker_id is None and actor.scope.matter_id == matter.pk
    if actor.user_id != matter.asker_id and not holds_the_slip:
        raise NotYourPost(_("这件事是别人托您帮的"), instead=_("要再托一个人，请他自己来加。"))


def _no_staff_of(matter: Matter, to: User, at: datetime) -> None:
    """Who works on it in any post of theirs would be answering for both sides."""
    on = timezone.localdate(at)
    for post in posts_held(to, on):
        scope = replace(scope_of(post, on), user_id=None)
        if Capability.WORK_MATTER not in scope.capabilities:
            continue
        if Matter.objects.within(scope).filter(pk=matter.pk).exists():
            raise NotYourPost(
                _("他的岗位就管这件事，不能同时帮您"),
                why=_("办事的人不能替您说办得好不好。"),
                instead=_("请托家里人或者邻居；他也可以在自己的岗位上照样办。"),
            )


def only_the_reporter(actor: Actor, matter: Matter) -> None:
    """Raises NotYourPost for staff, strangers and voices that joined."""
    if actor.role not in (Role.VILLAGER, SLIP) and actor.user_id != matter.asker_id:
        raise NotYourPost(
            _("这要由来办事的人自己说"),
            why=_("工作人员不能替群众评，也不能替他委托。"),
            instead=_("可以请他用手机、小票上的码，或者当面告诉另一位同事。"),
        )
    if Party.REPORTER not in parties_of(actor, matter):
        raise NotYourPost(_("这件事不是您报的"), instead=_("要帮家里人办，请让他在“让孩子帮我”里加上您。"))
