"""Persons, and their memberships of households over time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import APPRAISED, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import Ending, Relation, Sex
from cunli.registry.models.ancestors import InVillage
from cunli.registry.models.homes import Household
from cunli.registry.scoping import holds_on, register_filter


class PersonQuerySet(ScopedQuerySet["Person"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope) & Q(merged_into=None)

    def numbered(self, ways: Iterable[str]) -> Self:
        """Those with one of these blind indexes of an ID number, said so that the index of ID numbers serves."""
        return self.filter(~Q(id_number_blind=""), id_number_blind__in=ways, merged_into=None)

    def merged_away(self, scope: Scope) -> Self:
        """Those within a scope who turned out to be somebody else of the register: only old links lead to them."""
        return self.unscoped("limited by the scope here").filter(register_filter(scope), merged_into__isnull=False)


class Person(InVillage):
    """One human being. Ancestor columns are those of the household they live or last lived in.

    Numbers are sealed; beside each stand a blind index for exact search and its last four digits. What the name is
    found by is kept in ``SearchKey``.
    """

    PRIVACY = Privacy(
        kinds=("name", "sex", "birth", "ethnicity", "id number", "phone", "bank account", "death", "data of children"),
        basis="PIPL art. 13(3), 28, 37: statutory duties of village and town; bank account by the benefit paid to it",
        retention="five years after death or moving out; bank account when no benefit is paid to it any more",
        left_because=APPRAISED,
    )

    name = models.CharField(max_length=40)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    id_number = EncryptedTextField(blank=True, default="", blind=("id_number_blind", "id_number"))
    id_number_blind = models.CharField(max_length=32, blank=True, default="")
    id_number_last4 = models.CharField(max_length=4, blank=True, default="")
    phone = EncryptedTextField(blank=True, default="", blind=("phone_blind", "phone"))
    phone_blind = models.CharField(max_length=32, blank=True, default="")
    phone_last4 = models.CharField(max_length=4, blank=True, default="")
    bank = EncryptedTextField(blank=True, default="", blind=("bank_blind", "bank"))
    bank_blind = models.CharField(max_length=32, blank=True, default="")
    bank_last4 = models.CharField(max_length=4, blank=True, default="")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")

    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    """Who they turned out to be. The row stays for old links and for an undo; nothing lists or counts it."""

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_blind", "county"],
                condition=~Q(id_number_blind="") & Q(merged_into=None),
                name="registry_person_one_id",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="registry_person_not_into_self"
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=F("born_on")),
                name="registry_person_lifetime",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "name"], name="registry_person_village"),
            models.Index(fields=["town", "name"], name="registry_person_town"),
            models.Index(fields=["county", "name"], name="registry_person_county"),
            models.Index(fields=["grid", "name"], name="registry_person_grid"),
            models.Index(fields=["village", "born_on"], name="registry_person_born"),
            models.Index(fields=["phone_blind"], name="registry_person_phone"),
            models.Index(fields=["id_number_last4", "village"], name="registry_person_id_end"),
            models.Index(fields=["phone_last4", "village"], name="registry_person_phone_end"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "household__")

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(holds_on(day))


class Membership(models.Model):
    """A person in a household, from a day (counted) until a day (not counted)."""

    PRIVACY = Privacy(
        kinds=("who lives with whom", "family relation"),
        basis="PIPL art. 13(3), 37: statutory duties of village and town",
        retention="as the person",
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=16, choices=Relation.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Ending.choices, blank=True, default="")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation=Relation.HEAD, valid_until=None),
                name="registry_membership_one_head",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_until=None), name="registry_membership_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None, ended_because="")
                | (Q(valid_until__gt=F("valid_from")) & ~Q(ended_because="")),
                name="registry_membership_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.household_id}"
