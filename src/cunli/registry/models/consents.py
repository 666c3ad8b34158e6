"""What a guardian agreed to, and who was told what is done with their data."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import ConsentWay, Told
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter


class GuardianConsentQuerySet(ScopedQuerySet["GuardianConsent"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "child__")


class GuardianConsent(models.Model):
    """A guardian's consent to data about a child under 14 (PIPL art. 31). Withdrawn, never deleted."""

    PRIVACY = Privacy(
        kinds=("data of children", "family relation"),
        basis="PIPL art. 31: the proof that consent was given",
        retention="three years after it was withdrawn or the child turned 14",
    )

    child = models.ForeignKey(Person, models.PROTECT, related_name="guardian_consents")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    """Which kinds of data: keys of ``privacy.CHILD_KINDS``."""
    agreed_to = models.CharField(max_length=200)
    """What for, in words."""
    way = models.CharField(max_length=12, choices=ConsentWay.choices)
    paper = models.CharField(max_length=80, blank=True, default="")
    """Where the paper lies."""
    witness = models.CharField(max_length=40, blank=True, default="")
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = GuardianConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("guardian")), name="registry_consent_not_own"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")), name="registry_consent_span"
            ),
            models.CheckConstraint(
                condition=(Q(way=ConsentWay.PAPER) & ~Q(paper="")) | (Q(way=ConsentWay.WITNESSED) & ~Q(witness="")),
                name="registry_consent_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id}: {self.agreed_to}"


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
