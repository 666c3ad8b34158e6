"""Pairings and notes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.accounts.models import Post
from cunli.accounts.roles import Role
from cunli.accounts.selectors import in_force
from cunli.lib.privacy import APPRAISED, NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models import Household, Person
from cunli.registry.models.ancestors import InVillage
from cunli.registry.scoping import register_filter
from cunli.visits.kinds import SetHow, Way

TEXT_MAX = 1000


class PairingQuerySet(ScopedQuerySet["Pairing"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)

    def standing(self, day: date) -> Self:
        """Those whose contact still serves somewhere that day; a household whose contact has left has nobody."""
        posts = Post.objects.unscoped("who still serves").exclude(role=Role.VILLAGER)
        return self.on(day).filter(user__is_active=True, user_id__in=in_force(posts, day).values("user_id"))


class Pairing(InVillage):
    """One household and its contact, from a day (counted) until a day (not counted)."""

    PRIVACY = Privacy(
        kinds=("who looks after which household",),
        basis="statutory duty of village and town to look after the people (PIPL art. 13(3))",
        retention="five years after it ended, then the archive rule of the county",
        left_because=APPRAISED,
    )

    household = models.ForeignKey(Household, models.PROTECT, related_name="pairings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    set_how = models.CharField(max_length=10, choices=SetHow.choices)

    objects = PairingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(valid_until=None), name="visits_pairing_one_contact"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="visits_pairing_span"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "valid_until"], name="visits_pairing_of_user"),
            models.Index(fields=["village", "valid_until"], name="visits_pairing_of_village"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.user_id}"


class CareQuerySet(ScopedQuerySet["Care"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)


class NoteQuerySet(ScopedQuerySet["Note"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Notes of the households that the post sees; a sensitive one is read by who wrote it and by whoever is the
        household's contact now."""
        if scope.user_id is None:
            return register_filter(scope) & Q(is_sensitive=False)
        contact = Pairing.objects.unscoped("one's own households").filter(user_id=scope.user_id, valid_until=None)
        open_to = Q(is_sensitive=False) | Q(by_id=scope.user_id) | Q(household_id__in=contact.values("household_id"))
        return register_filter(scope) & open_to


class Note(InVillage):
    """One visit or call. ``happened_at`` as whoever wrote it says, ``received_at`` as it came in."""

    PRIVACY = Privacy(
        kinds=("what was seen in a home", "what people said", "who was met", "health where it was told"),
        basis="statutory duty of village and town to look after the people (PIPL art. 13(3)); sensitive ones by the "
        "person's own word (art. 29), read by few",
        retention="three years after it was written, then the archive rule of the county",
        left_because=APPRAISED,
    )

    household = models.ForeignKey(Household, models.PROTECT, related_name="notes", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=60, blank=True)
    """In which post: as timelines show it."""
    way = models.CharField(max_length=10, choices=Way.choices)
    met_besides = models.CharField(max_length=40, blank=True)
    """Somebody who does not live there: a neighbour, a daughter who has married away."""
    seen = models.TextField(blank=True, max_length=TEXT_MAX)
    said = models.TextField(blank=True, max_length=TEXT_MAX)
    did = models.TextField(blank=True, max_length=TEXT_MAX)
    is_sensitive = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(seen="", said="", did=""), name="visits_note_says_something"),
        ]
        indexes = [
            models.Index(fields=["household", "-happened_at"], name="visits_note_of_household"),
            models.Index(fields=["by", "-happened_at"], name="visits_note_of_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.happened_at:%Y-%m-%d}"


class Care(InVillage):
    """A household that wants to be seen by a day, as its labels and the county's rhythm say. Drawn up anew every day
    and after every note (``care.follow``); nothing in it is typed."""

    PRIVACY = Privacy(
        kinds=("that a household is looked after",),
        basis="statutory duty of village and town to look after the people (PIPL art. 13(3))",
        retention="goes when no label asks for it any more",
    )

    household = models.OneToOneField(Household, models.PROTECT, related_name="care")
    since = models.DateField()
    """First visits are spread over the rhythm from this day on, so that an import asks nobody for a hundred at once."""
    last_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    by_phone = models.BooleanField(default=False)
    """A call will do for what is due first."""

    objects = CareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["village", "due_on"], name="visits_care_of_village")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.due_on}"


class CareDay(models.Model):
    """Until which day the households of a village have been looked through."""

    PRIVACY = NO_PERSONAL_DATA

    village = models.OneToOneField("places.Area", models.PROTECT, related_name="+")
    on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.village_id} {self.on}"


class NoteMet(models.Model):
    """One of the household who was met."""

    PRIVACY = Privacy(
        kinds=("who was met",),
        basis="as the note",
        retention="as the note",
        left_because=APPRAISED,
    )

    note = models.ForeignKey(Note, models.CASCADE, related_name="met")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="visits_met_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.person_id}"


class EarlierWording(models.Model):
    """How a note read before whoever wrote it put it right."""

    PRIVACY = Privacy(
        kinds=("what was seen in a home", "what people said"),
        basis="as the note; its writer's right to correct it, with the history (PIPL art. 46)",
        retention="as the note",
        left_because=APPRAISED,
    )

    note = models.ForeignKey(Note, models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    seen = models.TextField(blank=True, max_length=TEXT_MAX)
    said = models.TextField(blank=True, max_length=TEXT_MAX)
    did = models.TextField(blank=True, max_length=TEXT_MAX)
    until = models.DateTimeField()
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="visits_wording_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.version}"


class NoteLed(models.Model):
    """What came of a note, by its printed reference: a promise, a hazard, a service."""

    PRIVACY = Privacy(
        kinds=("which matter came of a visit",), basis="as the note", retention="as the note", left_because=APPRAISED
    )

    note = models.ForeignKey(Note, models.CASCADE, related_name="led")
    ref = models.CharField(max_length=24, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "ref"], name="visits_led_once")]

    def __str__(self) -> str:
        return self.ref
