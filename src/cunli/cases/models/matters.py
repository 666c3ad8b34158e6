"""A matter and its printed reference."""

from __future__ import annotations

from functools import cached_property
from typing import Self

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from cunli.cases.models.asks import Ask
from cunli.exclusions.hiding import hidden_refs, is_hidden
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import APPRAISED, NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.models import Unit
from cunli.procedures.catalogue import EDITIONS, pinned
from cunli.procedures.grammar import Outcome, Procedure, State


class Channel(models.TextChoices):
    """How it came in."""

    GRID = "grid", _("网格员报的")
    SELF = "self", _("本人用手机说的")
    COUNTER = "counter", _("在窗口说的")
    CALL = "call", _("打电话说的")
    VISIT = "visit", _("上门时说的")
    PROXY = "proxy", _("别人替他说的")
    NOTE = "note", _("写纸条递来的")
    PETITION = "petition", _("信访转来的")
    HOTLINE = "hotline", _("12345 转来的")
    IMPORT = "import", _("表里导进来的")


class MatterQuerySet(ScopedQuerySet["Matter"]):
    def scope_filter(self, scope: Scope) -> models.Q:
        """By place, by unit, by being the person who asked; or by what stands beside it: an ask to one's unit, a part
        of one's own."""
        return (self.at_hand(scope) | self.invited(scope)) & _not_hidden(scope)

    def in_area(self, scope: Scope) -> Self:
        """What lies in the scope's own areas: there ``within`` has nothing more to ask but from whom a matter is
        hidden, and one column leads the database through an index by day. Without an area the same as ``within``."""
        area = area_of(scope)
        if area is None:
            return self.within(scope)
        column, areas = area
        wanted = {f"{column}_id": next(iter(areas))} if len(areas) == 1 else {f"{column}_id__in": areas}
        found = self.filter(models.Q(**wanted) & _not_hidden(scope))
        found._is_scoped = True
        return found

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

    def beside(self, user_id: int, *, joined: bool) -> RawSQL:
        """The numbers of what an account has a part in without having asked itself: as who asked in the register's
        words, as a helper, as one who takes part, and as a voice if ``joined``."""
        return _of(user_id, *BESIDE, *([JOINED] if joined else []))

    def of_person(self, user_id: int) -> RawSQL:
        """The numbers of everything a person asked for, helps with or joined: what stands under "my matters"."""
        return _of(user_id, ASKED, *BESIDE, JOINED)

    def reached(self, scope: Scope, ref: str) -> Matter | None:
        """One matter by its reference, the same rule as ``within``: nearly all are at hand, and that it says itself."""
        for matter in self.unscoped("looked at below, before anybody gets it").filter(ref=ref):
            if matter.is_hidden_from(scope):
                return None
            if matter.is_at_hand(scope):
                return matter
            if self.unscoped("this one matter").filter(self.invited(scope), pk=matter.pk).exists():
                return matter
        return None


PERSONS = "SELECT id FROM registry_person WHERE user_id = %s"
"""Who the register says the account belongs to."""
SEATED = """SELECT seat.matter_id FROM cases_participant seat JOIN cases_matter matter ON matter.id = seat.matter_id
    WHERE seat.since IS NOT NULL AND seat.until IS NULL AND (seat.seat <> 'helper' OR matter.is_open)"""
"""Admitted and not left; helpers while it is open."""
BESIDE = (
    f"SELECT id FROM cases_matter WHERE person_id IN ({PERSONS})",  # noqa: S608 - ours
    "SELECT matter_id FROM cases_grant WHERE until IS NULL AND user_id = %s",
    f"{SEATED} AND seat.user_id = %s",
    f"{SEATED} AND seat.person_id IN ({PERSONS})",
)
JOINED = "SELECT matter_id FROM cases_voice WHERE user_id = %s"
ASKED = "SELECT id FROM cases_matter WHERE reporter_id = %s"


def _of(user_id: int, *parts: str) -> RawSQL:
    """Written out: every list asks, and composing it would cost more than asking. Each part is a short index scan."""
    return RawSQL(" UNION ".join(parts), [user_id] * len(parts))  # noqa: S611 - ours


CLOSED = tuple(sorted({law.key for law in EDITIONS if law.closed}))
"""Procedures whose matters exist for a few alone."""


def area_of(scope: Scope) -> tuple[str, frozenset[int]] | None:
    """The widest areas of a scope and the column that names them; None for a grid or a company."""
    columns = (("county", scope.counties), ("town", scope.towns), ("village", scope.villages))
    return next(((column, areas) for column, areas in columns if areas), None)


def _not_hidden(scope: Scope) -> models.Q:
    """Whom a matter is about does not see it; who asked does, wherever they serve, but for a closed one, which is kept
    for those it names. Nearly all are about nobody."""
    own = models.Q(pk__in=())
    if scope.user_id is not None:
        own = models.Q(reporter_id=scope.user_id) | models.Q(person__in=_of(scope.user_id, PERSONS))
        own &= ~models.Q(procedure__in=CLOSED)
    return models.Q(is_guarded=False) | own | ~models.Q(ref__in=hidden_refs(scope))


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
        kinds=(
            "name",
            "phone",
            "place",
            "what the person asked for",
            "income and what a home lacks, where help needs it",
        ),
        basis="statutory duty of town and village (Emergency Response Law art. 61; Social Assistance Law art. 37)",
        retention="three years from closing (each procedure says so)",
        left_because=APPRAISED,
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

    came_from = models.ForeignKey("self", models.PROTECT, related_name="led_to", null=True, db_index=False)
    """The matter whose step opened it."""
    is_guarded = models.BooleanField(default=False)
    """It is hidden from somebody: only then the exclusions are asked."""
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
            models.Index(
                fields=["came_from"], name="cases_matter_came_from", condition=models.Q(came_from__isnull=False)
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

    def is_hidden_from(self, scope: Scope) -> bool:
        """The same as ``_not_hidden`` asks the database; no query for a matter that is hidden from nobody."""
        if not self.is_guarded:
            return False
        is_own = scope.user_id is not None and scope.user_id == self.asker_id and not self.law.closed
        return not is_own and is_hidden(self.ref, scope)

    @cached_property
    def asker_id(self) -> int | None:
        """The account of the person who asked: the one they asked with, else the one the register knows them by."""
        if self.reporter_id is not None or self.person is None:
            return self.reporter_id
        return self.person.user_id

    @property
    def holder(self) -> Unit:
        """The unit it lies with."""
        return self.unit or self.desk_unit

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
