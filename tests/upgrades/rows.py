"""Rows as JSON and back: the values of fields, sealed ones as they are sealed."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.apps.registry import Apps
from django.db import models

from cunli.lib.encrypted_field import EncryptedTextField

LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission"}
_READ = {
    "bytes": base64.b64decode, "datetime": datetime.fromisoformat, "date": date.fromisoformat,
    "time": time.fromisoformat, "Decimal": Decimal, "UUID": UUID,
}  # fmt: skip


def written(apps: Apps) -> dict[str, dict[str, Any]]:
    """{model: {"fields", "rows"}} of everything that is stored."""
    with _as_sealed():
        return {
            model._meta.label_lower: {"fields": _names(model), "rows": rows}
            for model in apps.get_models()
            if model._meta.label_lower not in LEFT_OUT and (rows := list(_rows(model)))
        }


def read(apps: Apps, known: dict[str, dict[str, Any]]) -> None:
    """Store them again with the models of that day, first what others point at."""
    with _as_sealed():
        for model in _by_need([apps.get_model(label) for label in known]):
            table = known[model._meta.label_lower]
            values = ([_plain(value) for value in row] for row in table["rows"])
            model._base_manager.bulk_create(model(**dict(zip(table["fields"], row, strict=True))) for row in values)


def _by_need(waiting: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    while waiting:
        needed = {model: {field.related_model for field in model._meta.concrete_fields} - {model} for model in waiting}
        ready = [model for model in waiting if not needed[model] & set(waiting)]
        assert ready, f"these point at each other: {waiting}"
        yield from ready
        waiting = [model for model in waiting if model not in ready]


@contextmanager
def _as_sealed() -> Iterator[None]:
    """Sealed values pass as they are stored: what the old release wrote is what the new one has to open."""
    with (
        patch.object(EncryptedTextField, "from_db_value", lambda _self, value, *_context: value),
        patch.object(EncryptedTextField, "get_prep_value", lambda _self, value: value),
    ):
        yield


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _rows(model: type[models.Model]) -> Iterable[list[Any]]:
    for row in model._base_manager.order_by("pk").values_list(*_names(model)):
        yield [_json(value) for value in row]


def _json(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"": "bytes", "is": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime | date | time):
        return {"": type(value).__name__, "is": value.isoformat()}
    if isinstance(value, Decimal | UUID):
        return {"": type(value).__name__, "is": str(value)}
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict) and "" in value:
        return _READ[value[""]](value["is"])
    return value
