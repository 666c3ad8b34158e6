"""What somebody says is wrong in the register: a request with the old and the new value, decided by a second person."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import CorrectionField, CorrectionState
from cunli.registry.models.ancestors import InVillage
from cunli.registry.models.homes import Household
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter

OPEN = Q(state=CorrectionState.OPEN)
_DECIDED = Q(state__in=[CorrectionState.APPLIED, CorrectionState.REFUSED])


class CorrectionQuerySet(ScopedQuerySet["Correction"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Of the register within reach, and what one asked for oneself or had a cadre ask."""
        found = register_filter(scope)
        if scope.user_id is not None:
            found |= Q(asked_by_id=scope.user_id) | Q(asked_for__user_id=scope.user_id)
        return found

    def open(self) -> Self:
        return self.filter(OPEN)


class Correction(InVillage):
    """One value of exactly one person or household that is said to be wrong (PIPL art. 46); decided once, kept.

    ``old`` and ``new`` are plain text whatever the field ("1975-02-03", "child", "+8613800001111"), always sealed.
    """

    PRIVACY = Privacy(
        kinds=("name", "sex", "birth", "ethnicity", "family relation", "id number", "phone", "bank account", "address",
               "data of children", "who asked for a change, who decided it"),
        basis="PIPL art. 8, 13(3), 46: what is inaccurate is corrected, and it can be shown how",
        retention="as the person or household",
    )  # fmt: skip

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="corrections")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="corrections")
    field = models.CharField(max_length=12, choices=CorrectionField.choices)
    old = EncryptedTextField(blank=True, default="")
    new = EncryptedTextField(blank=True, default="")
    reason = models.CharField(max_length=200)
    evidence = models.CharField(max_length=200, blank=True, default="")
    """The paper that was seen; empty where none was."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Who told the asker; None where the asker says it themselves."""
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    waits_unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    """Where a second person serves; None while the village and the town have none. Kept by the sweep."""
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Of a withdrawn one who withdrew it."""
    decided_at = models.DateTimeField(null=True)
    why_not = models.CharField(max_length=200, blank=True, default="")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(household=None, person__isnull=False) | Q(household__isnull=False, person=None),
                name="registry_correction_of_one",
            ),
            models.CheckConstraint(
                condition=~_DECIDED | ~Q(asked_by=F("decided_by")), name="registry_correction_second_person"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_by=None, decided_at=None)
                | (~OPEN & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="registry_correction_decided",
            ),
            models.UniqueConstraint(fields=["person", "field"], condition=OPEN, name="registry_correction_one_person"),
            models.UniqueConstraint(fields=["household", "field"], condition=OPEN, name="registry_correction_one_home"),
        ]
        indexes = [
            models.Index(fields=["village", "due_at"], condition=OPEN, name="registry_correction_village"),
            models.Index(fields=["town", "due_at"], condition=OPEN, name="registry_correction_town"),
            models.Index(fields=["grid", "due_at"], condition=OPEN, name="registry_correction_grid"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.person_id or self.household_id}"

    @property
    def subject(self) -> str:
        """As the journal and the index of dues name it."""
        return f"correction:{self.pk}"

    @property
    def bearer(self) -> Person | Household:
        """Whose value it is."""
        found = self.person or self.household
        assert found is not None  # noqa: S101 - a constraint of this table
        return found
