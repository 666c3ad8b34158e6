"""People agree to what is kept of them, guardians for children under 14; both may agree no more."""

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
from cunli.registry.models import Consent, Person
from cunli.registry.refusals import not_yours
from cunli.registry.services import erasing, reach


@transaction.atomic
def give_consent(
    *,
    actor: Actor,
    person_id: int,
    given_by_id: int,
    kinds: Sequence[str],
    agreed_to: str,
    way: str,
    given_on: date,
    at: datetime,
    until: date | None = None,
    paper: str = "",
    witness: str = "",
    key: Key | None = None,
) -> Consent:
    """Somebody agrees to named ``kinds`` of data for what ``agreed_to`` says (PIPL art. 14, 29, 31).

    Of a child under 14 a guardian agrees, to ``privacy.CHILD_KINDS``; who is older agrees themself, to
    ``privacy.ASKED_KINDS``. ``paper`` says where the paper lies; who agreed aloud has a ``witness``; with their own
    click only the person agrees. ``until``: the first day it holds no more. Raises NotYours, Invalid.
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Consent.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    person = reach.self_or_within(actor, person_id)
    giver = person if given_by_id == person.pk else reach.person(actor, given_by_id)
    _check_days(given_on, until, at)
    _check_giver(person, giver, given_on)
    _check_words(kinds, agreed_to, is_child=giver.pk != person.pk)
    paper, witness = _proof(way, paper, witness, is_own=person.user_id is not None and person.user_id == actor.user_id)
    consent = Consent(
        person=person, given_by=giver, kinds=sorted(kinds), agreed_to=agreed_to.strip(), way=way, paper=paper,
        witness=witness, given_on=given_on, until=until, recorded_by_id=actor.user_id,
    )  # fmt: skip
    reach.fits(consent)
    consent.save(force_insert=True)
    reach.note(
        actor=actor,
        verb="give_consent",
        subject=f"person:{person.pk}",
        at=at,
        key=key,
        after={
            "given_by": giver.pk,
            "kinds": consent.kinds,
            "agreed_to": consent.agreed_to,
            "way": way,
            "given_on": given_on.isoformat(),
            "until": until.isoformat() if until else None,
        },
        result_ref=str(consent.pk),
        place=person,
    )
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent_id: int, on: date, at: datetime) -> Consent:
    """As easy as giving it (PIPL art. 15): no reason is asked. What rested on it alone is removed now; what else it
    named becomes a request that is answered. Raises NotYours, Conflict."""
    rows = Consent.objects.unscoped("the person is checked below").select_for_update()
    consent = rows.filter(pk=consent_id).first()
    if consent is None:
        raise not_yours()
    person = reach.self_or_within(actor, consent.person_id)
    if consent.withdrawn_on is not None:
        raise Conflict(_("已经撤回了"))
    consent.withdrawn_on = max(on, consent.given_on)
    consent.save(update_fields=["withdrawn_on"])
    standing = Consent.objects.unscoped("of the person within reach").filter(person=person).on(on)
    still = {kind for kinds in standing.values_list("kinds", flat=True) for kind in kinds}
    asked = erasing.begin(
        actor=actor, person=person, kinds=[kind for kind in consent.kinds if kind not in still],
        said="收回了答应", at=at,
    )  # fmt: skip
    reach.note(
        actor=actor,
        verb="withdraw_consent",
        subject=f"person:{person.pk}",
        at=at,
        after={
            "consent": consent.pk,
            "on": consent.withdrawn_on.isoformat(),
            "erased": asked.erased if asked else [],
            "asked": asked.pk if asked else None,
        },
        place=person,
    )
    return consent


def _check_days(given_on: date, until: date | None, at: datetime) -> None:
    reach.not_in_future("given_on", given_on, at)
    if until is not None and until <= given_on:
        raise Invalid(_("到期的日子不对"), fields={"until": _("到期的日子要在答应以后")})


def _check_giver(person: Person, giver: Person, given_on: date) -> None:
    is_child = rules.is_child(person.born_on, given_on)
    if giver.died_on is not None and giver.died_on < given_on:
        raise Invalid(_("这位已经去世了"), fields={"given_by": _("这位那天已经去世，请选别的人")})
    if giver.pk != person.pk and not is_child:
        raise Invalid(_("满 14 岁的由本人自己答应"), fields={"person": _("这个人已满 14 岁，或者没写生日")})
    if is_child and (giver.pk == person.pk or giver.born_on is None or rules.is_minor(giver.born_on, given_on)):
        raise Invalid(_("监护人要是成年人"), fields={"given_by": _("请选满 18 岁的家长或监护人")})


def _check_words(kinds: Sequence[str], agreed_to: str, *, is_child: bool) -> None:
    offered = privacy.CHILD_KINDS if is_child else privacy.ASKED_KINDS
    if not kinds or not set(kinds) <= {held.key for held in offered}:
        raise Invalid(_("还缺答应了哪几样"), fields={"kinds": _("请勾答应留哪几样")})
    if not agreed_to.strip():
        raise Invalid(_("还缺答应了什么"), fields={"agreed_to": _("请写答应了哪些事")})


def _proof(way: str, paper: str, witness: str, *, is_own: bool) -> tuple[str, str]:
    """What proves it: where the paper lies, or who stood by; only that of the chosen way is kept."""
    if way == ConsentWay.OWN_CLICK and is_own:
        return "", ""
    if way == ConsentWay.PAPER and paper.strip():
        return paper.strip(), ""
    if way == ConsentWay.WITNESSED and witness.strip():
        return "", witness.strip()
    if way == ConsentWay.PAPER:
        raise Invalid(_("还缺纸放在哪里"), fields={"paper": _("请写签的那张纸放在哪里")})
    if way == ConsentWay.WITNESSED:
        raise Invalid(_("还缺作证的人"), fields={"witness": _("请写谁在场作证")})
    raise Invalid(_("还缺怎么答应的"), fields={"way": _("请选是签了纸还是当面说的")})
