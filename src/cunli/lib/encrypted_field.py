"""A text column that is sealed in the database and plain in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models

from cunli.lib import crypto

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class EncryptedTextField(_Text):
    """Sealed with ``lib.crypto`` for this table and column. The empty string stays empty.

    Cannot be searched, indexed or made unique: keep a blind index (``crypto.blind_index``) in a column beside it and
    name it: ``blind=("phone_index", "phone")``, column and kind. Where a new key takes over, both are written anew.
    """

    description = "Text sealed at rest"

    def __init__(self, *args: Any, blind: tuple[str, str] | None = None, **kwargs: Any) -> None:
        if any(kwargs.get(option) for option in ("unique", "db_index", "primary_key", "null")):
            raise FieldError("an encrypted field cannot be unique, indexed, a key or null")
        self.blind = blind
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        """What the sealing binds a value to: table and column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return crypto.seal(plain, place=self.place) if plain else plain

    def from_db_value(self, value: str | None, *_context: object) -> str | None:
        return crypto.open_sealed(value, place=self.place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and cannot be searched ({lookup_name}); use its blind index")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and has no {lookup_name}")
