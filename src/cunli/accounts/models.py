"""Users and the posts they hold."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cunli.accounts.roles import ADMINISTRATORS, Role
from cunli.lib.crypto import blind_indexes
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.models import Grid, Unit
from cunli.places.scoping import ancestor_filter


class UserManager(BaseUserManager["User"]):
    """Found by username or phone before any scope exists: signing in is what makes a scope."""

    def by_phone(self, phone: str) -> User | None:
        ways = blind_indexes("phone", phone)
        return self.filter(phone_index__in=ways).first() if ways else None

    def by_login(self, login: str) -> User | None:
        """By username (capitals do not matter) or by phone."""
        return self.filter(username=login.strip().lower()).first() or self.by_phone(login)


class User(AbstractBaseUser):
    """Someone who signs in. Villagers sign in with a phone code and have no password; staff have a username."""

    PRIVACY = Privacy(
        kinds=("name", "phone"),
        basis="needed to sign in and to answer whoever asked (PIPL art. 13); real names, Cybersecurity Law art. 26",
        retention="two years after the last post or matter ended, then name and phone are erased",
        left_because="papers and matters name who did what and who asked, and are appraised first; until then the "
        "account is closed, which ends the sign-in at once",
    )

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40, blank=True)
    phone = EncryptedTextField(blank=True, default="", blind=("phone_index", "phone"))
    phone_index = models.CharField(max_length=32, blank=True, default="")
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~Q(phone_index=""), name="accounts_user_one_phone"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username


class PostQuerySet(ScopedQuerySet["Post"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Posts at units within the areas of the scope or at its units, and one's own."""
        found = ancestor_filter(scope, "unit__") | Q(unit__in=scope.units)
        return found | Q(user_id=scope.user_id) if scope.user_id is not None else found


class Post(models.Model):
    """A role at a unit, from a day until a day (exclusive; null while it lasts)."""

    PRIVACY = Privacy(
        kinds=("name of an office holder", "office"),
        basis="statutory duty: acts name who did them",
        retention="as long as the record of acts",
    )

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField(max_length=60, blank=True)
    """Shown beside the name instead of the unit's short name."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="accounts_post_span"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(valid_until=None), name="accounts_post_once"
            ),
            # The three administrators are three people, in the database too; services also check ended spans.
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role__in=sorted(ADMINISTRATORS), valid_until=None),
                name="accounts_one_admin_post",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role"], name="accounts_post_at_unit"),
            models.Index(fields=["role", "valid_until"], name="accounts_post_by_role"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.unit.short_name}{Role(self.role).label}"

    @property
    def is_administrator(self) -> bool:
        return self.role in ADMINISTRATORS


class Attempt(models.Model):
    """One try at a password, a code, or at having a code sent; counted by ``throttle``, whatever its outcome.

    In the bucket "familiar": an account came in from an address.
    """

    PRIVACY = Privacy(
        kinds=("keyed hash of a login, phone or network address",),
        basis="guarding accounts against guessing (Cybersecurity Law art. 23)",
        retention="one day; where an account came in from, ninety days after the last time",
        cleared_by="cunli.accounts.throttle.clear_old",
    )

    bucket = models.CharField(max_length=20)
    whose = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["bucket", "whose", "at"], name="accounts_attempt_count"),
            models.Index(fields=["at"], name="accounts_attempt_old"),
        ]

    def __str__(self) -> str:
        return f"{self.bucket} {self.at:%Y-%m-%d %H:%M}"
