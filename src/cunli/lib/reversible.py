"""Changes of rows that can be taken back exactly: each gives back a value that says what it did.

Not for sealed columns: the values are kept as JSON, where nothing is sealed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from cunli.lib.encrypted_field import EncryptedTextField

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """What happened to the rows ``ids`` of one table. ``before`` is empty where they were added, ``after`` where they
    were set aside: then their values lie here and no longer in the table."""

    table: str
    ids: tuple[int, ...]
    before: Columns
    after: Columns

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Moved:
        """As ``dataclasses.asdict`` and JSON have left it."""
        return cls(said["table"], tuple(said["ids"]), said["before"], said["after"])


class ChangedMeanwhile(Exception):
    """A row is not as it was left, so that taking back would overwrite what somebody did since."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def change(rows: models.QuerySet[Any], **after: object) -> list[Moved]:
    """Give all ``rows`` the same values by column ("person_id"). One value back for each way they stood before."""
    wanted = {column: _json(value) for column, value in after.items()}
    stood: dict[str, list[int]] = defaultdict(list)
    for pk, *values in rows.order_by("pk").values_list("pk", *after):
        stood[json.dumps(list(map(_json, values)))].append(pk)
    moved = []
    for values, ids in stood.items():
        before = dict(zip(after, json.loads(values), strict=True))
        if before != wanted:
            rows.model._base_manager.filter(pk__in=ids).update(**after)
            moved.append(Moved(rows.model._meta.label, tuple(ids), before, wanted))
    return moved


def set_aside(rows: models.QuerySet[Any]) -> list[Moved]:
    """Take rows out of their table; their values lie in what is given back."""
    found = list(rows.order_by("pk"))
    rows.model._base_manager.filter(pk__in=[row.pk for row in found]).delete()
    return [Moved(row._meta.label, (pk,), _columns(row), {}) for row in found for pk in [row.pk or 0]]


def add(row: models.Model) -> Moved:
    """Insert one row."""
    row.save(force_insert=True)
    return Moved(row._meta.label, (row.pk,), {}, _columns(row))


def take_back(moved: Sequence[Moved]) -> None:
    """Undo in the opposite order, within the caller's transaction. Raises ChangedMeanwhile, having written nothing
    that the transaction does not take back."""
    for one in reversed(moved):
        try:
            with transaction.atomic():
                _take_back(one)
        except IntegrityError:
            raise ChangedMeanwhile(one.table) from None


def _take_back(moved: Moved) -> None:
    model = apps.get_model(moved.table)
    before, after = _values(model, moved.before), _values(model, moved.after)
    if not after:
        model._base_manager.bulk_create([model(**before)])
        return
    rows = model._base_manager.filter(pk__in=moved.ids, **after)
    changed = rows.update(**before) if before else rows.delete()[0]
    if changed != len(moved.ids):
        raise ChangedMeanwhile(moved.table)


def _columns(row: models.Model) -> Columns:
    fields = row._meta.concrete_fields
    if sealed := [field.name for field in fields if isinstance(field, EncryptedTextField)]:
        raise TypeError(f"{row._meta.label} has sealed columns: {', '.join(sealed)}")
    return {field.attname: _json(field.value_from_object(row)) for field in fields}


def _values(model: type[models.Model], columns: Columns) -> Columns:
    """Values as the table holds them. An empty text, or nothing, is itself."""
    return {column: _field(model, column).to_python(value) for column, value in columns.items()}


def _field(model: type[models.Model], column: str) -> models.Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def _json(value: object) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
