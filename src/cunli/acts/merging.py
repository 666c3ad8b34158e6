"""Two entries of the register become one person, on every floor, and two again where that was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.benefits.services.moving import move_entitlements
from cunli.cases.services.moving import move_matters
from cunli.journal import services as journal
from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, Refusal
from cunli.lib.reversible import ChangedMeanwhile, Moved
from cunli.registry.kinds import Decision, NumberField
from cunli.registry.models import Merge, Person
from cunli.registry.services import duplicates, merging, reach
from cunli.visits.services.moving import move_notes


class Mover(Protocol):
    """Leads over what one floor holds of ``gone``, and says what it did."""

    def __call__(self, *, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]: ...


MOVERS: tuple[Mover, ...] = (merging.move_register, move_matters, move_entitlements, move_notes)
"""Every floor that holds something of a person, from below upwards."""
_OURS = "the actor's own repeated request"
_CALLED = {
    "registry.Person": gettext_lazy("这个人自己的资料"),
    "registry.Membership": gettext_lazy("住在哪一户"),
    "registry.Label": gettext_lazy("低保、残疾这些认定"),
    "registry.Consent": gettext_lazy("答应过的"),
    "registry.ChildLook": gettext_lazy("看孩子信息的申请"),
    "registry.Correction": gettext_lazy("请改的"),
    "registry.ErasureRequest": gettext_lazy("要求去掉的"),
    "registry.FormerName": gettext_lazy("用过的名字"),
    "registry.ImportedFacts": gettext_lazy("导入的资料"),
    "cases.Matter": gettext_lazy("办过的事"),
    "cases.Participant": gettext_lazy("参加调解的人"),
    "benefits.Entitlement": gettext_lazy("批下来的救助补贴"),
    "cases.Listed": gettext_lazy("核实名单"),
    "visits.NoteMet": gettext_lazy("走访见到的人"),
    **{field.value: field.label for field in NumberField},
}


def merge_persons(
    *, actor: Actor, duplicate_id: int, keep_id: int, why: str, at: datetime, key: Key | None = None
) -> Merge:
    """Say that the two of a pair are one person, of whom the entry ``keep_id`` stays and takes what the other has.

    A repeated request gets the first result. Raises NotYours, Invalid (no reason; kept is neither of the two), Conflict
    (decided already, both have an account, one died).
    """
    try:
        with transaction.atomic():
            return _merge(actor, duplicate_id, keep_id, why, at=at, key=key)
    except (Refusal, IntegrityError) as mistake:
        return _repeated(actor, key, mistake)


def undo_merge(*, actor: Actor, duplicate_id: int, why: str, at: datetime, key: Key | None = None) -> Merge:
    """They were two people after all: exactly what was moved goes back, and the pair waits for a decision again.

    What came after the merge stays with who was kept. Raises NotYours, Invalid (no reason), Conflict where something
    that was moved has changed since.
    """
    try:
        with transaction.atomic():
            return _undo(actor, duplicate_id, why, at=at, key=key)
    except ChangedMeanwhile as changed:
        raise Conflict(
            _("退不回去了：后来又改过“%(what)s”") % {"what": _CALLED.get(changed.table, _("这个人自己的资料"))},
            why=_("退回会把后来改的盖掉。"),
            instead=_("先把后来改的改回来，再退；或者在户册里另外登记一个人。"),
        ) from None
    except (Refusal, IntegrityError) as mistake:
        return _repeated(actor, key, mistake)


def _merge(actor: Actor, duplicate_id: int, keep_id: int, why: str, *, at: datetime, key: Key | None) -> Merge:
    pair = duplicates.undecided(actor=actor, duplicate_id=duplicate_id)
    duplicates.must_say_why(why)
    two = {pk: reach.person(actor, pk) for pk in (pair.first_id, pair.second_id)}
    if keep_id not in two:
        raise Invalid(_("请选留下哪一个"))
    kept = two.pop(keep_id)
    (gone,) = two.values()
    merging.refuse_unlike(kept=kept, gone=gone)
    moved = [one for move in MOVERS for one in move(actor=actor, kept=kept, gone=gone, at=at)]
    kept.refresh_from_db()
    numbers = merging.take_numbers(kept=kept, gone=gone)
    merging.index_again(kept=kept, gone=gone)
    duplicates.decide(actor=actor, pair=pair, decision=Decision.SAME, why=why, at=at)
    merge = Merge.objects.create(
        duplicate=pair, kept=kept, gone=gone, moved=[asdict(one) for one in moved], numbers=numbers, at=at,
        by_id=actor.user_id,
    )  # fmt: skip
    _note(actor, "merge_persons", merge, pair.why, at=at, key=key)
    return merge


def _undo(actor: Actor, duplicate_id: int, why: str, *, at: datetime, key: Key | None) -> Merge:
    pair = duplicates.within_reach(actor=actor, duplicate_id=duplicate_id)
    duplicates.must_say_why(why)
    merge = Merge.objects.within(actor.scope).standing().filter(duplicate=pair).first()
    if merge is None:
        raise Conflict(_("这一对现在没有并在一起"), instead=_("回到名单看一看，可能同事刚刚退回了。"))
    kept, gone = _locked(merge)
    if kept.merged_into_id is not None:
        raise Conflict(_("留下的那个人后来又和别人并到一起了"), instead=_("先退回后来的那一次，再退这一次。"))
    merging.give_back_numbers(kept=kept, gone=gone, numbers=merge.numbers)
    reversible.take_back([Moved.of(one) for one in merge.moved])
    merging.index_again(kept=kept, gone=gone)
    duplicates.reopen(pair=pair)
    merge.undone_at, merge.undone_by_id = at, actor.user_id
    merge.save(update_fields=["undone_at", "undone_by"])
    _note(actor, "undo_merge", merge, why.strip(), at=at, key=key)
    return merge


def _locked(merge: Merge) -> Sequence[Person]:
    """Who was kept, and who was merged away."""
    rows = Person.objects.unscoped("the pair is within reach").select_for_update().order_by("pk")
    found = {person.pk: person for person in rows.filter(pk__in=(merge.kept_id, merge.gone_id))}
    return found[merge.kept_id], found[merge.gone_id]


def _note(actor: Actor, verb: str, merge: Merge, reason: str, *, at: datetime, key: Key | None) -> None:
    tables = sorted({moved["table"] for moved in merge.moved})
    reach.note(
        actor=actor,
        verb=verb,
        subject=f"person:{merge.kept_id}",
        at=at,
        key=key,
        result_ref=str(merge.pk),
        before={"gone": merge.gone_id},
        after={"merge": merge.pk, "tables": tables, "numbers": merge.numbers},
        reason=reason,
        place=merge.kept,
    )


def _repeated(actor: Actor, key: Key | None, mistake: Exception) -> Merge:
    """The first result of the same request, or the mistake goes on."""
    first = journal.first_result(actor=actor, key=key)
    if first is None:
        raise mistake
    return Merge.objects.unscoped(_OURS).get(pk=int(first))
