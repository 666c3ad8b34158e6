"""Guardians consent; people are told what is done with their data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import privacy, rules
from cunli.registry.kinds import ConsentWay
from cunli.registry.models import GuardianConsent, NoticeGiven, Person
from cunli.registry.refusals import not_yours
from cunli.registry.services import reach


@transaction.atomic
def give_guardian_consent(
    *,
    actor: Actor,
    child_id: int,
    guardian_id: int,
    kinds: Sequence[str],
    agreed_to: str,
    way: str,
    given_on: date,
    at: datetime,
    paper: str = "",
    witness: str = "",
    key: Key | None = None,
) -> GuardianConsent:
    """A guardian agrees to named ``kinds`` of data (keys of ``privacy.CHILD_KINDS``) about a child under 14, for what
    ``agreed_to`` says (PIPL art. 29, 31). ``paper`` says where the paper lies; who agreed aloud has a ``witness``."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return GuardianConsent.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    child, guardian = reach.person(actor, child_id), reach.person(actor, guardian_id)
    reach.not_in_future("given_on", given_on, at)
    _check_people(child, guardian, given_on)
    _check_words(kinds, agreed_to)
    paper, witness = _proof(way, paper, witness)
    consent = GuardianConsent(
        child=child,
        guardian=guardian,
        kinds=sorted(kinds),
        agreed_to=agreed_to.strip(),
        way=way,
        paper=paper,
        witness=witness,
        given_on=given_on,
    )
    reach.fits(consent)
    consent.save(force_insert=True)
    reach.note(
        actor=actor,
        verb="give_guardian_consent",
        subject=f"person:{child.pk}",
        at=at,
        key=key,
        after={
            "guardian": guardian.pk,
            "kinds": consent.kinds,
            "agreed_to": consent.agreed_to,
            "way": way,
            "given_on": given_on.isoformat(),
        },
        result_ref=str(consent.pk),
        place=child,
    )
    return consent


@transaction.atomic
def withdraw_guardian_consent(*, actor: Actor, consent_id: int, on: date, at: datetime) -> GuardianConsent:
    """As easy as giving it (PIPL art. 15): no reason is asked."""
    rows = GuardianConsent.objects.unscoped("the child is checked below").select_for_update()
    consent = rows.filter(pk=consent_id).first()
    if consent is None:
        raise not_yours()
    child = reach.person(actor, consent.child_id)
    if consent.withdrawn_on is not None:
        raise Conflict(_("已经撤回了"))
    consent.withdrawn_on = max(on, consent.given_on)
    consent.save(update_fields=["withdrawn_on"])
    reach.note(
        actor=actor,
        verb="withdraw_guardian_consent",
        subject=f"person:{child.pk}",
        at=at,
        after={"consent": consent.pk, "on": consent.withdrawn_on.isoformat()},
        place=child,
    )
    return consent


@transaction.atomic
def tell_notice(*, actor: Actor, person_id: int, told: str, on: date, at: datetime) -> NoticeGiven:
    """A person was given the notice in force; a second time for the same version changes nothing."""
    person = reach.person(actor, person_id)
    given, is_new = NoticeGiven.objects.unscoped("the person is within reach").get_or_create(
        person=person, version=privacy.NOTICE_VERSION, defaults={"given_on": on, "told": told}
    )
    if is_new:
        reach.note(
            actor=actor,
            verb="tell_notice",
            subject=f"person:{person.pk}",
            at=at,
            after={"version": given.version, "told": told},
            place=person,
        )
    return given


def _check_people(child: Person, guardian: Person, given_on: date) -> None:
    if not rules.is_child(child.born_on, given_on):
        raise Invalid(_("满 14 岁的由本人自己答应"), fields={"child": _("这个人已满 14 岁，或者没写生日")})
    if guardian.pk == child.pk or guardian.born_on is None or rules.is_minor(guardian.born_on, given_on):
        raise Invalid(_("监护人要是成年人"), fields={"guardian": _("请选满 18 岁的家长或监护人")})
    if guardian.died_on is not None and guardian.died_on < given_on:
        raise Invalid(_("这位已经去世了"), fields={"guardian": _("这位那天已经去世，请选别的监护人")})


def _check_words(kinds: Sequence[str], agreed_to: str) -> None:
    if not kinds or not set(kinds) <= {held.key for held in privacy.CHILD_KINDS}:
        raise Invalid(_("还缺答应了哪几样"), fields={"kinds": _("请勾家长答应留哪几样")})
    if not agreed_to.strip():
        raise Invalid(_("还缺答应了什么"), fields={"agreed_to": _("请写家长答应了哪些事")})


def _proof(way: str, paper: str, witness: str) -> tuple[str, str]:
    """What proves it: where the paper lies, or who stood by; only that of the chosen way is kept."""
    if way == ConsentWay.PAPER and paper.strip():
        return paper.strip(), ""
    if way == ConsentWay.WITNESSED and witness.strip():
        return "", witness.strip()
    if way == ConsentWay.PAPER:
        raise Invalid(_("还缺纸放在哪里"), fields={"paper": _("请写签的那张纸放在哪里")})
    if way == ConsentWay.WITNESSED:
        raise Invalid(_("还缺作证的人"), fields={"witness": _("请写谁在场作证")})
    raise Invalid(_("还缺怎么答应的"), fields={"way": _("请选是签了纸还是当面说的")})
