"""Findings about a person or a household, never without who found it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import LabelKind
from cunli.registry.models.ancestors import InVillage
from cunli.registry.models.homes import Household
from cunli.registry.models.people import Person
from cunli.registry.scoping import holds_on, register_filter


class LabelQuerySet(ScopedQuerySet["Label"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(holds_on(day))


class Label(InVillage):
    """Of exactly one of person and household. ``source`` names the paper or body that found it."""

    PRIVACY = Privacy(
        kinds=("benefits received", "health", "political affiliation", "data of children"),
        basis="PIPL art. 13(3), 28, 37; Social Assistance Law; the county's measures named as source of each label",
        retention="after its end by the archive rule of the county, as people are told (registry.privacy)",
    )

    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="labels")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="labels")
    kind = models.CharField(max_length=32, choices=LabelKind.choices)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True, default="")

    objects = LabelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(household=None, person__isnull=False) | Q(household__isnull=False, person=None),
                name="registry_label_of_one",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="registry_label_source"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="registry_label_span"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(valid_until=None, person__isnull=False),
                name="registry_label_once_person",
            ),
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=Q(valid_until=None, household__isnull=False),
                name="registry_label_once_household",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "kind", "valid_until"], name="registry_label_village"),
            models.Index(fields=["county", "kind", "valid_until"], name="registry_label_county"),
        ]

    def __str__(self) -> str:
        return LabelKind(self.kind).label.__str__()
