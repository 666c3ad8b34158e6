"""Somebody says that a value is wrong; a second person decides; deciding changes the register and says so."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.registry import rules
from cunli.registry.kinds import HOUSEHOLD_FIELDS, PERSON_FIELDS, CorrectionField, CorrectionState
from cunli.registry.models import Correction, Household, Membership, Person
from cunli.registry.refusals import not_yours
from cunli.registry.selectors.family import is_guardian, own_people, users_at_home
from cunli.registry.selectors.residents import current_household_ids, persons_of_user
from cunli.registry.selectors.values import value_of, where_of
from cunli.registry.services import changing, checkers, reach, values
from cunli.registry.services.telling import tell_asker

_READ = "the person or household is within reach"


@transaction.atomic
def ask_correction(
    *,
    actor: Actor,
    field: str,
    value: str,
    reason: str,
    at: datetime,
    person_id: int | None = None,
    household_id: int | None = None,
    evidence: str = "",
    asked_for_id: int | None = None,
    key: Key | None = None,
) -> Correction:
    """Ask that ``field`` of one person or household becomes ``value``; empty takes a phone or bank account out.

    Whoever sees the register asks for anybody within reach, on the word of ``asked_for``; everybody for themselves,
    the children they guard, and the home they live in. Asking for the same again changes nothing.
    Raises NotYours, Invalid (at ``value`` or ``reason``), Conflict (another request about it is open).
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Correction.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    bearer = _bearer(actor, person_id, household_id, reach.day_of(at))
    new, old = values.meant(_known_field(field, bearer), value), _value(bearer, field)
    if not rules.is_reason(reason):
        raise Invalid(_("还缺为什么要改"), fields={"reason": _("请写一句哪里不对、为什么，至少 4 个字")})
    if isinstance(bearer, Person):
        values.check_person(bearer, field, new, reach.day_of(at))
    if new == old:
        raise Invalid(_("户册里现在就是这样写的"), fields={"value": _("和户册里现在写的一样，不用改")})
    if (waiting := _waiting(actor, bearer, field, new)) is not None:
        return waiting
    correction = Correction(
        person=bearer if isinstance(bearer, Person) else None,
        household=bearer if isinstance(bearer, Household) else None,
        county_id=bearer.county_id, town_id=bearer.town_id, village_id=bearer.village_id, grid_id=bearer.grid_id,
        field=field, old=old, new=new, reason=reason.strip(), evidence=evidence.strip(),
        asked_by_id=actor.user_id or 0, asked_for=_teller(actor, asked_for_id), asked_at=at,
    )  # fmt: skip
    correction.due_at = checkers.due_at(correction, at)
    posts = checkers.posts_for(correction, reach.day_of(at))
    correction.waits_unit_id = checkers.unit_for(correction, posts, at)
    reach.fits(correction)
    correction.save(force_insert=True)
    checkers.put_due(correction)
    _note(actor, "ask_correction", correction, at, reason=correction.reason, key=key)
    return correction


@transaction.atomic
def apply_correction(*, actor: Actor, correction_id: int, at: datetime, again: str = "") -> Correction:
    """The second person has looked, and the register changes. What nobody is shown in full (a number, a child's name
    and birth) they read from the paper themselves: ``again`` must be the same.

    Applied by the same person already, it changes nothing. Raises NotYours, NotYourPost (one's own request, oneself,
    one's own household; a post that sees masked only), Conflict (decided, or the register has changed since), Invalid.
    """
    correction = _locked(actor, correction_id)
    if _is_repeated(actor, correction, CorrectionState.APPLIED):
        return correction
    on = reach.day_of(at)
    _must_be_second(actor, correction, on)
    _must_be_read_again(correction, again, on)
    bearer = correction.bearer
    if _value(bearer, correction.field) != correction.old:
        raise Conflict(
            _("提了以后户册里又改过了，这一条不能直接改"),
            instead=_("请回他：不改，再按现在写的重新提一次。"),
        )
    if isinstance(bearer, Household):
        changing.write_where(bearer, correction.field, correction.new)
    else:
        _change(correction, bearer, on)
    _decide(correction, actor, CorrectionState.APPLIED, at)
    _note(actor, "apply_correction", correction, at)
    tell_asker(actor, correction, at)
    return correction


@transaction.atomic
def refuse_correction(*, actor: Actor, correction_id: int, why_not: str, at: datetime) -> Correction:
    """The second person has looked, and it stays as it is; who asked reads why. Raises as ``apply_correction``."""
    correction = _locked(actor, correction_id)
    if _is_repeated(actor, correction, CorrectionState.REFUSED):
        return correction
    _must_be_second(actor, correction, reach.day_of(at))
    if not rules.is_reason(why_not):
        raise Invalid(_("还缺一句为什么不改"), fields={"why_not": _("请写一句为什么不改，至少 4 个字，请的人看得到")})
    correction.why_not = why_not.strip()
    reach.fits(correction)
    _decide(correction, actor, CorrectionState.REFUSED, at)
    _note(actor, "refuse_correction", correction, at, reason=correction.why_not)
    tell_asker(actor, correction, at)
    return correction


@transaction.atomic
def withdraw_correction(*, actor: Actor, correction_id: int, at: datetime) -> Correction:
    """Whoever asked takes it back. Raises NotYours for anybody else's, Conflict once it is decided."""
    rows = Correction.objects.unscoped("one's own request").select_for_update()
    correction = rows.filter(pk=correction_id, asked_by_id=actor.user_id or 0).first()
    if correction is None:
        raise not_yours()
    if _is_repeated(actor, correction, CorrectionState.WITHDRAWN):
        return correction
    _decide(correction, actor, CorrectionState.WITHDRAWN, at)
    _note(actor, "withdraw_correction", correction, at)
    return correction


def _bearer(actor: Actor, person_id: int | None, household_id: int | None, on: date) -> Person | Household:
    """Locked. One's own, or within reach."""
    if person_id is not None:
        if person_id in {person.pk for person in own_people(actor.user_id, on)}:
            return Person.objects.unscoped("one's own").select_for_update().get(pk=person_id)
        return reach.person(actor, person_id)
    if actor.user_id is not None and household_id in current_household_ids(actor.user_id, on):
        return Household.objects.unscoped("one's own").select_for_update().get(pk=household_id)
    return reach.household(actor, household_id or 0)


def _known_field(field: str, bearer: Person | Household) -> str:
    if field not in (PERSON_FIELDS if isinstance(bearer, Person) else HOUSEHOLD_FIELDS):
        raise Invalid(_("没有这一项"))
    return field


def _value(bearer: Person | Household, field: str) -> str:
    if isinstance(bearer, Household):
        return where_of(bearer, field)
    if field == CorrectionField.RELATION:
        home = values.open_membership_of(bearer)
        return home.relation if home else ""
    return value_of(bearer, field)


def _waiting(actor: Actor, bearer: Person | Household, field: str, new: str) -> Correction | None:
    """The actor's own open request for the same value. Raises Conflict where the open one is another."""
    of_it = {"person": bearer} if isinstance(bearer, Person) else {"household": bearer}
    found = Correction.objects.unscoped(_READ).open().filter(field=field, **of_it).first()
    if found is not None and (found.asked_by_id != actor.user_id or found.new != new):
        raise Conflict(
            _("这一项已经有人提了要改，还在等核对"),
            instead=_("等核对完再提；提错了的，请提的人先收回。"),
        )
    return found


def _teller(actor: Actor, asked_for_id: int | None) -> Person | None:
    return reach.people(actor).filter(pk=asked_for_id).first() if asked_for_id else None


def _locked(actor: Actor, correction_id: int) -> Correction:
    """The correction within reach, and first whose value it is: as who asks, so that nobody waits in a ring."""
    known = Correction.objects.within(actor.scope).filter(pk=correction_id).first()
    if known is None:
        raise not_yours()
    if known.person_id is not None:
        bearer: Person | Household = reach.person(actor, known.person_id)
    else:
        bearer = reach.household(actor, known.household_id or 0)
    correction = Correction.objects.unscoped(_READ).select_for_update().get(pk=correction_id)
    correction.person = bearer if isinstance(bearer, Person) else None
    correction.household = bearer if isinstance(bearer, Household) else None
    return correction


def _is_repeated(actor: Actor, correction: Correction, state: CorrectionState) -> bool:
    """The same person has decided the same. Raises Conflict where it was decided otherwise."""
    if correction.state == CorrectionState.OPEN:
        return False
    if (correction.state, correction.decided_by_id) == (state, actor.user_id):
        return True
    raise Conflict(
        _("这一条已经有结果了：%(state)s") % {"state": CorrectionState(correction.state).label},
        instead=_("不用再核对。"),
    )


def _must_be_second(actor: Actor, correction: Correction, on: date) -> None:
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(_("您的岗位不核对户册的更改"), instead=_("请村干部来核对。"))
    if correction.asked_by_id == actor.user_id:
        raise NotYourPost(_("自己提的，要别人来核对"), instead=_("请告诉村里或镇里能核对的同事。"))
    if actor.user_id in users_at_home(correction, on):
        raise NotYourPost(_("自己和自己家里的，要别人来核对"), instead=_("请告诉村里或镇里能核对的同事。"))


def _must_be_read_again(correction: Correction, again: str, on: date) -> None:
    """Also of a child: a guardian is behind it (PIPL 31), who asks, was asked for, or agreed to this kind of data."""
    person = correction.person
    if person is None:
        return
    if rules.is_child(person.born_on, on) and not _guardian_agrees(correction, person, on):
        raise Conflict(
            _("孩子的信息，要监护人说了才改"),
            why=_("14 岁以下孩子的，监护人提的，或者监护人答应过留这一样的，才能改。"),
            instead=_("请问过监护人，先在“家长答应的”里记下，再来核对。"),
        )
    if not rules.is_read_again(correction.field, correction.new, is_child=rules.is_child(person.born_on, on)):
        return
    try:
        same = values.meant(correction.field, again) == correction.new
    except Invalid:
        same = False
    if not same:
        raise Invalid(
            _("和提的人写的不一样"),
            fields={"again": _("和提的人写的不一样。照证件再写一遍；真不一样的，就回他：不改")},
        )


def _guardian_agrees(correction: Correction, child: Person, on: date) -> bool:
    speakers = [*persons_of_user(correction.asked_by_id), *([correction.asked_for] if correction.asked_for else [])]
    if any(is_guardian(person, child, on) for person in speakers):
        return True
    consents = child.consents.unscoped("the child is within reach").on(on)
    return any(rules.kind_of(correction.field) in consent.kinds for consent in consents)


def _change(correction: Correction, person: Person, on: date) -> None:
    """Checked once more against the register of now."""
    field, new = correction.field, correction.new
    home = values.open_membership_of(person)
    values.check_person(person, field, new, on)
    values.check_against_others(person, field, new, home)
    if field == CorrectionField.RELATION:
        changing.write_relations([(home or Membership(), new)])
        return
    former = {person: person.name} if field == CorrectionField.NAME else {}
    changing.set_value(person, field, new)
    changing.write_people({field: [person]}, former=former, on=on)


def _decide(correction: Correction, actor: Actor, state: CorrectionState, at: datetime) -> None:
    correction.state, correction.decided_by_id, correction.decided_at = state, actor.user_id, at
    correction.save(update_fields=["state", "decided_by", "decided_at", "why_not"])
    checkers.clear_due(correction)


def _note(
    actor: Actor, verb: str, correction: Correction, at: datetime, *, reason: str = "", key: Key | None = None
) -> None:
    """What nobody is shown in full stays sealed in the correction; of it the journal says only that it changed."""
    bearer, field = correction.bearer, correction.field
    is_child = isinstance(bearer, Person) and rules.is_child(bearer.born_on, reach.day_of(at))
    is_said = not rules.is_hidden(field, is_child=is_child)
    reach.note(
        actor=actor,
        verb=verb,
        subject=f"person:{bearer.pk}" if isinstance(bearer, Person) else f"household:{bearer.pk}",
        at=at,
        key=key,
        result_ref=str(correction.pk),
        before={"field": field, "value": correction.old} if is_said else {"field": field},
        after={"correction": correction.pk, **({"value": correction.new} if is_said else {})},
        reason=reason,
        place=correction,
    )
