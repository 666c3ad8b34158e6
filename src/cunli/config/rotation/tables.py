"""Where sealed values are: found by walking the models, so that no new column is forgotten.

``crypto.seal`` is called in two places only (a test says so): by the encrypted field, and for the secrets of second
factors, which allauth keeps in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from cunli.accounts.adapters import PLACE
from cunli.lib import crypto
from cunli.lib.encrypted_field import EncryptedTextField

RAW = "{}_as_stored"
Row = Mapping[str, Any]


class SealedTable(Protocol):
    @property
    def model(self) -> type[models.Model]: ...

    def rows(self) -> models.QuerySet[Any, Row]:
        """Every row as a mapping with ``pk`` and what ``renewed`` reads, values as they are stored."""

    def renewed(self, row: Row) -> dict[str, Any]:
        """What has to be written so that the row needs the newest keys only; nothing where it is so already.

        Raises CannotOpen.
        """

    def sealed(self, row: Row) -> list[str]:
        """The sealed values of the row as they are stored."""


@dataclass(frozen=True)
class Columns:
    """A model with encrypted columns, and the blind indexes beside them."""

    model: type[models.Model]
    fields: tuple[EncryptedTextField, ...]

    def rows(self) -> models.QuerySet[Any, Row]:
        stored = {RAW.format(field.name): Cast(field.name, TextField()) for field in self.fields}
        blinds = [field.blind[0] for field in self.fields if field.blind]
        every: models.QuerySet[Any] = self.model._base_manager.annotate(**stored).order_by("pk")
        return every.values("pk", *stored, *blinds)

    def renewed(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in self.fields:
            if text := row[RAW.format(field.name)]:
                found |= _renewed(field, text, row)
        return found

    def sealed(self, row: Row) -> list[str]:
        return [text for field in self.fields if (text := row[RAW.format(field.name)])]


def _renewed(field: EncryptedTextField, text: str, row: Row) -> dict[str, Any]:
    """The value itself, which the field seals as it writes; and its index where it was made with another key."""
    plain = crypto.open_sealed(text, place=field.place)
    found = {field.name: plain} if crypto.needs_resealing(text) else {}
    if field.blind and row[field.blind[0]]:
        column, kind = field.blind
        index = crypto.blind_index(kind, plain)
        found |= {column: index} if row[column] != index else {}
    return found


class SecondFactors:
    """Secrets and seeds of codes, as texts in a JSON column; ``SecondFactorAdapter`` seals them."""

    model = Authenticator
    names = ("secret", "seed")

    def rows(self) -> models.QuerySet[Any, Row]:
        return Authenticator.objects.order_by("pk").values("pk", "data")

    def renewed(self, row: Row) -> dict[str, Any]:
        old = {name: text for name, text in self._sealed(row) if crypto.needs_resealing(text)}
        new = {name: crypto.seal(crypto.open_sealed(text, place=PLACE), place=PLACE) for name, text in old.items()}
        return {"data": {**row["data"], **new}} if new else {}

    def sealed(self, row: Row) -> list[str]:
        return [text for _name, text in self._sealed(row)]

    def _sealed(self, row: Row) -> Iterator[tuple[str, str]]:
        yield from ((name, row["data"][name]) for name in self.names if name in row["data"])


def tables() -> list[SealedTable]:
    """Everything that is sealed in the database."""
    found: list[SealedTable] = [SecondFactors()]
    for model in apps.get_models():
        fields = tuple(field for field in model._meta.local_fields if isinstance(field, EncryptedTextField))
        if fields:
            found.append(Columns(model, fields))
    return found
