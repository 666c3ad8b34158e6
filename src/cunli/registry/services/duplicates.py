"""Who may be one person: found by the system, decided by a person, and not asked about again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.rows import parts
from cunli.registry import rules
from cunli.registry.kinds import Decision, FoundBy
from cunli.registry.models import Duplicate, DuplicateSearch, Person
from cunli.registry.refusals import not_yours
from cunli.registry.selectors.likenesses import alike
from cunli.registry.services import reach

SLICE = 200
"""People the sweep looks at in one round: half a million are gone through in two days."""
_OURS = "found by the system for whoever reaches both"


def note_duplicates(*, actor: Actor, person_ids: Sequence[int], found_by: FoundBy, at: datetime) -> int:
    """Keep each pair of these people and the rest of their town that looks like one person. How many are new.

    A pair that is known, waiting or decided, stays as it is. A suggestion is not an act: the journal has the decision.
    """
    del actor
    found = 0
    for part in parts(person_ids):
        pairs = {(one.first_id, one.second_id): one for one in alike(part)}
        rows = Duplicate.objects.unscoped(_OURS).filter(first_id__in=[first for first, _second in pairs])
        known = set(rows.values_list("first_id", "second_id")) if pairs else set()
        new = [
            Duplicate(
                first_id=one.first_id, second_id=one.second_id, county_id=one.county_id, town_id=one.town_id,
                village_id=one.village_id, reasons=list(one.reasons), found_at=at, found_by=found_by,
            )
            for pair, one in pairs.items()
            if pair not in known
        ]  # fmt: skip
        Duplicate.objects.bulk_create(new, ignore_conflicts=True)
        found += len(new)
    return found


def search_duplicates(*, actor: Actor, at: datetime) -> int:
    """Look at the next ``SLICE`` people of the register, round and round; how many pairs are new.

    A round costs the same in a village and in a county. Two at once look at the same people and keep each pair once.
    """
    place, _made = DuplicateSearch.objects.get_or_create(pk=1)
    people = Person.objects.unscoped(_OURS).filter(pk__gt=place.last_person_id, merged_into=None)
    ids = list(people.order_by("pk").values_list("pk", flat=True)[:SLICE])
    found = note_duplicates(actor=actor, person_ids=ids, found_by=FoundBy.SWEEP, at=at)
    last = ids[-1] if len(ids) == SLICE else 0
    DuplicateSearch.objects.filter(pk=place.pk, last_person_id=place.last_person_id).update(last_person_id=last)
    return found


def undecided(*, actor: Actor, duplicate_id: int) -> Duplicate:
    """A pair that waits for a decision, locked. Raises NotYours, Conflict (somebody has decided)."""
    pair = within_reach(actor=actor, duplicate_id=duplicate_id)
    if pair.decision:
        raise Conflict(
            _("刚才%(who)s已经定了：%(what)s")
            % {"who": pair.decided_by or _("同事"), "what": Decision(pair.decision).label},
            instead=_("要改，先在那一页退回。"),
        )
    if not Duplicate.objects.unscoped("the pair is within reach").waiting().filter(pk=pair.pk).exists():
        raise Conflict(_("其中一个已经和别人并到一起了"), instead=_("回到名单，看留下的那个人。"))
    return pair


def within_reach(*, actor: Actor, duplicate_id: int) -> Duplicate:
    """The pair, locked. Raises NotYours."""
    rows = Duplicate.objects.within(actor.scope).filter(pk=duplicate_id)
    pair = Duplicate.objects.unscoped("within the scope of the actor").select_for_update().filter(pk__in=rows).first()
    if pair is None:
        raise not_yours()
    return pair


@transaction.atomic
def say_different(*, actor: Actor, duplicate_id: int, why: str, at: datetime, key: Key | None = None) -> Duplicate:
    """They are two people; they are not asked about again. Raises NotYours, Conflict, Invalid (no reason)."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Duplicate.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    pair = undecided(actor=actor, duplicate_id=duplicate_id)
    must_say_why(why)
    decide(actor=actor, pair=pair, decision=Decision.DIFFERENT, why=why, at=at)
    _note(actor, "say_different", pair, at=at, reason=pair.why, key=key)
    return pair


@transaction.atomic
def ask_again(*, actor: Actor, duplicate_id: int, why: str, at: datetime, key: Key | None = None) -> Duplicate:
    """ "Two people" was said too soon: the pair waits again. Raises NotYours, Conflict, Invalid (no reason)."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Duplicate.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    pair = within_reach(actor=actor, duplicate_id=duplicate_id)
    must_say_why(why)
    if pair.decision != Decision.DIFFERENT:
        raise Conflict(_("这一对现在没有定成两个人"), instead=_("回到名单看一看。"))
    reopen(pair=pair)
    _note(actor, "ask_again", pair, at=at, reason=why.strip(), key=key)
    return pair


def decide(*, actor: Actor, pair: Duplicate, decision: Decision, why: str, at: datetime) -> None:
    """Write a decision about a locked pair; the caller journals it."""
    pair.decision, pair.why = decision, why.strip()
    pair.decided_at, pair.decided_by_id = at, actor.user_id
    reach.fits(pair)
    pair.save(update_fields=["decision", "why", "decided_at", "decided_by"])


def reopen(*, pair: Duplicate) -> None:
    """A locked pair waits again; the caller journals why."""
    pair.decision, pair.why, pair.decided_at, pair.decided_by = "", "", None, None
    pair.save(update_fields=["decision", "why", "decided_at", "decided_by"])


def must_say_why(why: str) -> None:
    if not rules.is_reason(why):
        raise Invalid(
            _("还缺一句怎么知道的"),
            instead=_("比如：问过本人，看过户口簿。"),
            fields={"why": _("请写一句怎么知道的，至少 4 个字")},
        )


def _note(actor: Actor, verb: str, pair: Duplicate, *, at: datetime, reason: str, key: Key | None) -> None:
    reach.note(
        actor=actor,
        verb=verb,
        subject=f"person:{pair.first_id}",
        at=at,
        key=key,
        result_ref=str(pair.pk),
        after={"duplicate": pair.pk, "other": pair.second_id},
        reason=reason,
        place=pair.first,
    )
