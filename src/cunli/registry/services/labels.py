"""Labels are put with a source and ended with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM
from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import rules
from cunli.registry.kinds import CONSENT_LABELS, EITHER_LABELS, HOUSEHOLD_LABELS
from cunli.registry.models import Consent, Household, Label, Person
from cunli.registry.refusals import not_yours
from cunli.registry.services import reach


@transaction.atomic
def put_label(
    *,
    actor: Actor,
    kind: str,
    source: str,
    valid_from: date,
    at: datetime,
    person_id: int | None = None,
    household_id: int | None = None,
    key: Key | None = None,
) -> Label:
    """A finding about one person or one household. ``source`` says which paper or body found it.

    Raises Invalid (no source, wrong kind for a person or household, nobody agreed to one of ``CONSENT_LABELS``) and
    Conflict (it has the label already).
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Label.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    _check(kind, source, of_household=household_id is not None, of_person=person_id is not None)
    label = Label(kind=kind, source=source.strip(), valid_from=valid_from)
    bearer: Household | Person
    if household_id is not None:
        label.household = bearer = reach.household(actor, household_id)
    else:
        label.person = bearer = reach.person(actor, person_id or 0)
        _must_be_agreed(actor, kind, bearer, reach.day_of(at))
    label.county_id, label.town_id = bearer.county_id, bearer.town_id
    label.village_id, label.grid_id = bearer.village_id, bearer.grid_id
    reach.fits(label)
    try:
        with transaction.atomic():
            label.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("这一条已经记着了"), instead=_("要改的话，先停掉原来的一条。")) from None
    reach.note(
        actor=actor,
        verb="put_label",
        subject=f"label:{label.pk}",
        at=at,
        key=key,
        result_ref=str(label.pk),
        after={
            "kind": kind,
            "person": person_id,
            "household": household_id,
            "source": label.source,
            "valid_from": valid_from.isoformat(),
        },
        place=label,
    )
    return label


@transaction.atomic
def end_label(*, actor: Actor, label_id: int, on: date, reason: str, at: datetime, key: Key | None = None) -> Label:
    """A label does not hold any more from ``on``. Raises Invalid without a reason, Conflict if it ended before."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Label.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    label = reach.labels(actor).select_for_update().filter(pk=label_id).first()
    if label is None:
        raise not_yours()
    if not rules.is_reason(reason):
        raise Invalid(_("还缺原因"), fields={"reason": _("请写一句为什么停")})
    if label.valid_until is not None:
        raise Conflict(_("这一条早就停了"))
    label.valid_until = rules.end_day(label.valid_from, on)
    label.end_reason = reason.strip()
    reach.fits(label)
    label.save(update_fields=["valid_until", "end_reason"])
    reach.note(
        actor=actor,
        verb="end_label",
        subject=f"label:{label.pk}",
        at=at,
        key=key,
        result_ref=str(label.pk),
        after={"until": label.valid_until.isoformat()},
        reason=label.end_reason,
        place=label,
    )
    return label


def _must_be_agreed(actor: Actor, kind: str, person: Person, on: date) -> None:
    """What a village notes of somebody's health of its own accord rests on separate consent (PIPL art. 29)."""
    if kind not in CONSENT_LABELS or actor.role == SYSTEM:
        return
    kinds = Consent.objects.unscoped("the person is within reach").filter(person=person).on(on)
    if not any("health" in agreed for agreed in kinds.values_list("kinds", flat=True)):
        raise Invalid(
            _("本人还没答应记这一条"),
            why=_("身体怎么样，村里自己看到的，要本人（孩子由家长）单独答应。"),
            instead=_("先在这一户里点“答应过什么”，把本人答应的记下来。"),
        )


def _check(kind: str, source: str, *, of_household: bool, of_person: bool) -> None:
    if of_household == of_person:
        raise Invalid(_("请选一户，或者选一个人"))
    if not source.strip():
        raise Invalid(_("还缺出处"), fields={"source": _("请写是哪份文件、哪个单位认定的")})
    if kind in EITHER_LABELS:
        return
    if (kind in HOUSEHOLD_LABELS) != of_household:
        raise Invalid(_("这一条是记给整户的") if of_person else _("这一条是记给一个人的"))
