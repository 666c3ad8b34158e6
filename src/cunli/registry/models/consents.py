"""What people agreed to, and who was told what is done with their data."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import ConsentWay, Told
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter


class ConsentQuerySet(ScopedQuerySet["Consent"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "person__")

    def on(self, day: date) -> Self:
        """Those in force on a day: given, not taken back, not run out."""
        return self.filter(Q(until=None) | Q(until__gt=day), given_on__lte=day, withdrawn_on=None)


class Consent(models.Model):
    """A person's own consent, or a guardian's for a child under 14, to named kinds of data (PIPL art. 14, 29, 31).

    Taken back, not deleted: it is the proof, for three years more. ``until``: the first day it holds no more.
    """

    PRIVACY = Privacy(
        kinds=("data of children", "family relation", "what a person agreed to"),
        basis="PIPL art. 14, 29, 31: the proof that consent was given",
        retention="three years after it was taken back; one that ran out is listed until somebody takes it back",
        cleared_by="cunli.registry.clearing.clear_withdrawn",
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    """Whose data."""
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """The person, or the guardian of a child."""
    kinds = models.JSONField(default=list)
    """Which kinds of data: keys of ``privacy.CHILD_KINDS``, or of ``privacy.ASKED_KINDS`` for who is older."""
    agreed_to = models.CharField(max_length=200)
    """What for, in words."""
    way = models.CharField(max_length=12, choices=ConsentWay.choices)
    paper = models.CharField(max_length=80, blank=True, default="")
    """Where the paper lies."""
    witness = models.CharField(max_length=40, blank=True, default="")
    given_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")))
                & (Q(until=None) | Q(until__gt=F("given_on"))),
                name="registry_consent_span",
            ),
            models.CheckConstraint(
                condition=(Q(way=ConsentWay.PAPER) & ~Q(paper=""))
                | (Q(way=ConsentWay.WITNESSED) & ~Q(witness=""))
                | Q(way=ConsentWay.OWN_CLICK, given_by=F("person")),
                name="registry_consent_proof",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(withdrawn_on=None, until__isnull=False), name="registry_consent_until"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.agreed_to}"


class NoticeGivenQuerySet(ScopedQuerySet["NoticeGiven"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "person__")


class NoticeGiven(models.Model):
    """A person was given one version of the notice (PIPL art. 17); asked once per version, never again."""

    PRIVACY = Privacy(
        kinds=("that a person was told",), basis="PIPL art. 17: proof of telling", retention="as the person"
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    version = models.PositiveSmallIntegerField()
    given_on = models.DateField()
    told = models.CharField(max_length=16, choices=Told.choices)

    objects = NoticeGivenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="registry_notice_once")]

    def __str__(self) -> str:
        return f"{self.person_id} v{self.version}"
