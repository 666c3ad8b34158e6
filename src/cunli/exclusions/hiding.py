"""Hide a reference, and ask from whom it is hidden. No act of its own: the service that names somebody calls it inside
its transaction and is the one that is journalled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from cunli.exclusions.models import Exclusion, Kept
from cunli.lib.scope import Scope


def hide(*, ref: str, at: datetime, user_ids: Iterable[int] = (), unit_ids: Iterable[int] = ()) -> None:
    """From now on, for good. Twice is once."""
    rows = [Exclusion(ref=ref, user_id=pk, at=at) for pk in user_ids]
    rows += [Exclusion(ref=ref, unit_id=pk, at=at) for pk in unit_ids]
    Exclusion.objects.bulk_create(rows, ignore_conflicts=True)


def keep_for(*, ref: str, at: datetime, user_ids: Iterable[int] = (), unit_ids: Iterable[int] = ()) -> None:
    """From now on it exists for these, and for nobody whom no such row names."""
    rows = [Kept(ref=ref, user_id=pk, at=at) for pk in user_ids]
    rows += [Kept(ref=ref, unit_id=pk, at=at) for pk in unit_ids]
    Kept.objects.bulk_create(rows, ignore_conflicts=True)


def hidden_refs(scope: Scope) -> RawSQL:
    """References that do not exist for whoever acts in this scope; for an ``IN``, which a database reads once.

    Written out: every list of every page asks, nearly always for nothing, and composing it would cost more than asking.
    What is kept for a few is few: it is read whole.
    """
    units = sorted(scope.units)
    named = " OR ".join(["user_id = %s", *["unit_id = %s"] * len(units)])
    values = [_barred(scope), *units]
    hidden = f"SELECT ref FROM exclusions_exclusion WHERE {named}"  # noqa: S608 - ours
    kept = f"SELECT ref FROM exclusions_kept GROUP BY ref HAVING MAX(CASE WHEN {named} THEN 1 ELSE 0 END) = 0"  # noqa: S608
    return RawSQL(f"{hidden} UNION ALL {kept}", [*values, *values])  # noqa: S611 - ours


def own_hidden_refs(user_id: int) -> RawSQL:
    """Those hidden from the person themselves, wherever they serve."""
    return _refs(["user_id = %s"], [user_id])


def _barred(scope: Scope) -> int | None:
    return scope.barred_user_id if scope.user_id is None else scope.user_id


def _refs(named: Sequence[str], values: Sequence[object]) -> RawSQL:
    return RawSQL(f"SELECT ref FROM exclusions_exclusion WHERE {' OR '.join(named)}", values)  # noqa: S608, S611 - ours


def hidden_from_some(*, user_ids: Iterable[int] | QuerySet[Any, Any], unit_id: int) -> QuerySet[Exclusion, Any]:
    """References hidden from at least one of these people or from their unit. What is said to all of them at once
    leaves these out, or a number that grows tells whoever it is about."""
    return Exclusion.objects.filter(Q(user_id__in=user_ids) | Q(unit_id=unit_id)).values("ref")


def is_hidden(ref: str, scope: Scope) -> bool:
    named = Q(unit_id__in=scope.units)
    if (barred := _barred(scope)) is not None:
        named |= Q(user_id=barred)
    kept = Kept.objects.filter(ref=ref)
    return Exclusion.objects.filter(named, ref=ref).exists() or (kept.exists() and not kept.filter(named).exists())


def is_hidden_from(ref: str, *, user_id: int, unit_id: int) -> bool:
    """From somebody at a unit, before they are told of it."""
    return is_hidden(ref, Scope(user_id=user_id, units=frozenset({unit_id})))
