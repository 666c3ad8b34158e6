"""A matter and its printed reference."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.cases.models.asks import Ask
from cunli.cases.models.people import Grant, Voice
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.procedures.catalogue import pinned
from cunli.procedures.grammar import Outcome, Procedure, State
from cunli.registry.models import Person


class Channel(models.TextChoices):
    """How it came in."""

    GRID = "grid", _("网格员报的")
    SELF = "self", _("本人用手机说的")
    COUNTER = "counter", _("在窗口说的")
    CALL = "call", _("打电话说的")
    PROXY = "proxy", _("别人替他说的")


class MatterQuerySet(ScopedQuerySet["Matter"]):
    def scope_filter(self, scope: Scope) -> models.Q:
        """By place, by unit, by being the person who asked; or by what stands beside it: an ask to one's unit, a part
        of one's own."""
        return self.at_hand(scope) | self.invited(scope)

    def at_hand(self, scope: Scope) -> models.Q:
        """What the matter's own columns say."""
        reach = models.Q(pk__in=())
        for column, wanted in _at_hand(scope):
            reach |= models.Q(**{f"{column}__in": wanted})
        return reach

    def invited(self, scope: Scope) -> models.Q:
        """What rows beside it say."""
        reach = models.Q(pk__in=())
        if scope.units:
            reach |= models.Q(pk__in=Ask.objects.filter(unit_id__in=scope.units).values("matter_id"))
        if scope.user_id is not None:
            reach |= models.Q(pk__in=self.beside(scope.user_id, joined=not scope.units))
        return reach

    def beside(self, user_id: int, *, joined: bool) -> models.QuerySet[Any, Any]:
        """The numbers of what an account has a part in without having asked itself: as who asked in the register's
        words, as a helper, and as a voice if ``joined``. Each is a short scan of an index."""
        own = self.unscoped("the person's own").filter(person__in=_persons(user_id)).values_list("pk")
        granted = Grant.objects.filter(user_id=user_id, until=None).values_list("matter_id")
        voices = Voice.objects.filter(user_id=user_id).values_list("matter_id")
        return own.union(granted, voices) if joined else own.union(granted)

    def of_person(self, user_id: int) -> models.QuerySet[Any, Any]:
        """The numbers of everything a person asked for, helps with or joined: what stands under "my matters"."""
        asked = self.unscoped("the person's own").filter(reporter_id=user_id).values_list("pk")
        return asked.union(self.beside(user_id, joined=True))

    def reached(self, scope: Scope, ref: str) -> Matter | None:
        """One matter by its reference, the same rule as ``within``: nearly all are at hand, and that it says itself."""
        for matter in self.unscoped("looked at below, before anybody gets it").filter(ref=ref):
            if matter.is_at_hand(scope):
                return matter
            if self.unscoped("this one matter").filter(self.invited(scope), pk=matter.pk).exists():
                return matter
        return None


def _persons(user_id: int) -> models.QuerySet[Any, Any]:
    """Who the register says the account belongs to."""
    return Person.objects.unscoped("an account's own row").filter(user_id=user_id).values("pk")


def _at_hand(scope: Scope) -> list[tuple[str, frozenset[int]]]:
    """Columns of a matter, and what one of them must hold for the scope to reach it."""
    one = frozenset() if scope.matter_id is None else frozenset({scope.matter_id})
    me = frozenset() if scope.user_id is None else frozenset({scope.user_id})
    columns = [
        ("id", one),
        ("county_id", scope.counties),
        ("town_id", scope.towns),
        ("village_id", scope.villages),
        ("grid_id", scope.grids),
        ("unit_id", scope.units),
        ("desk_unit_id", scope.units),
        ("reporter_id", me),
        ("officer_id", me if scope.units else frozenset()),  # in their post, not as a villager or an administrator
    ]
    return [(column, wanted) for column, wanted in columns if wanted]


class Matter(models.Model):
    """One thing that someone asked for. It has one state; what runs beside it is an ask or a term.

    ``due_at`` repeats the term its state is under, so that lists are sorted by an index;
    ``cunli sweep --verify`` recomputes and compares it.
    """

    PRIVACY = Privacy(
        kinds=("name", "phone", "place", "what the person asked for"),
        basis="statutory duty of town and village (Emergency Response Law art. 61; Social Assistance Law art. 37)",
        retention="three years from closing (each procedure says so)",
    )

    ref = models.CharField(max_length=24, unique=True)
    code = models.CharField(max_length=10, unique=True)
    procedure = models.CharField(max_length=40)
    edition = models.DateField()
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=120, blank=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    lng = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False, null=True)
    grid = models.ForeignKey("places.Grid", models.PROTECT, related_name="+", db_index=False, null=True)

    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", null=True)
    reporter = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, db_index=False)
    reporter_name = models.CharField(max_length=40, blank=True)
    reporter_phone = EncryptedTextField(blank=True, default="")
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, db_index=False)

    desk_unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", null=True, db_index=False)
    officer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, db_index=False)
    handled_by_id = models.BigIntegerField(null=True)
    """Who last said it is done: they may not also say that it is good."""

    waits_for = models.CharField(max_length=20, blank=True)
    waits_unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", null=True, db_index=False)
    waits_user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, db_index=False)
    due_at = models.DateTimeField(null=True)
    due_by_hour = models.BooleanField(default=False)

    followers = models.PositiveSmallIntegerField(default=0)
    """Voices that joined and helpers who follow: 0 spares two look-ups at every step."""
    is_open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=12, choices=[(item.value, item.value) for item in Outcome], blank=True)
    happened_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[f"{column}", "due_at", "id"],
                    name=f"cases_open_{column}",
                    condition=models.Q(is_open=True),
                )
                for column in ("county", "town", "village", "grid", "unit", "officer", "desk_unit")
            ),
            models.Index(fields=["town", "-opened_at"], name="cases_matter_town"),
            models.Index(fields=["village", "-opened_at"], name="cases_matter_village"),
            models.Index(fields=["reporter", "-opened_at"], name="cases_matter_reporter"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def is_at_hand(self, scope: Scope) -> bool:
        """Whether the scope reaches it by its own columns, as ``MatterQuerySet.at_hand`` asks the database."""
        return any(getattr(self, column) in wanted for column, wanted in _at_hand(scope))

    @cached_property
    def asker_id(self) -> int | None:
        """The account of the person who asked: the one they asked with, else the one the register knows them by."""
        if self.reporter_id is not None or self.person is None:
            return self.reporter_id
        return self.person.user_id

    @property
    def law(self) -> Procedure:
        """The edition this matter began under."""
        return pinned(self.procedure, self.edition)

    @property
    def stands(self) -> State:
        return self.law.state(self.state)


class Series(models.Model):
    """The last serial given out per county, prefix and year. References may have gaps; they never repeat."""

    PRIVACY = NO_PERSONAL_DATA

    county_id = models.BigIntegerField()
    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "prefix", "year"], name="cases_series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last}"
