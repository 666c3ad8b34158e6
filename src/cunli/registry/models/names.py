"""What people were called before, and what a name is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter

if TYPE_CHECKING:
    _Char = models.CharField[str, str]
else:
    _Char = models.CharField

AS_THE_PERSON = Privacy(
    kinds=("name",),
    basis="PIPL art. 13(3), 37: statutory duties of village and town",
    retention="as the person",
)


class ByteOrderField(_Char):
    """Sorted by code point on both engines, whatever the language of the database: beginnings of words are ranges."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        collation = {"collation": "C"} if connection.vendor == "postgresql" else {}
        return {**super().db_parameters(connection), **collation}


class FormerName(models.Model):
    """A name that a person had until a day. Kept so that whoever knows the old name finds them."""

    PRIVACY = AS_THE_PERSON

    person = models.ForeignKey(Person, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=40)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name", "until"], name="registry_formername_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SearchKeyQuerySet(ScopedQuerySet["SearchKey"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Areas by the key's own columns, so that their indexes serve; a grid by its people, who are few."""
        return register_filter(scope, "person__") if scope.grids else register_filter(scope)


class SearchKey(models.Model):
    """What a person may be asked for by, from its beginning: a name, its later parts (marked), a reading, initials.

    A search for a beginning reads the first rows of a range of one index, in its order, so it costs the same in a
    village and in a county of half a million, where a thousand have one name. The areas repeat those of the person;
    written by ``services.naming`` alone.
    """

    PRIVACY = AS_THE_PERSON

    person = models.ForeignKey(Person, models.PROTECT, related_name="search_keys")
    key = ByteOrderField(max_length=240)
    county_id = models.BigIntegerField()
    town_id = models.BigIntegerField()
    village_id = models.BigIntegerField()

    objects = SearchKeyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "key", "person"], name="registry_key_county"),
            models.Index(fields=["town_id", "key", "person"], name="registry_key_town"),
            models.Index(fields=["village_id", "key", "person"], name="registry_key_village"),
        ]

    def __str__(self) -> str:
        return self.key
