"""One row per thing that waits for someone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.exclusions.hiding import hidden_refs, own_hidden_refs
from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet


class Source(models.TextChoices):
    """The kind of record a due is drawn from; with its id it is unique."""

    MATTER = "matter", _("一件事")
    ASK = "ask", _("请人答复")
    CORRECTION = "correction", _("户册更改")
    QUESTION = "question", _("再问一次好不好")
    RATING = "rating", _("差评，要问清楚")
    NOTICE = "notice", _("公示到期，写结果")
    PAYMENT = "payment", _("发钱的名单")


class DueQuerySet(ScopedQuerySet["Due"]):
    def scope_filter(self, scope: Scope) -> models.Q:
        """A due is for one person, or for whoever serves at a unit; nobody else lists it. What waits for oneself is
        hidden only from whom it is about, not from whoever serves where it may not be known."""
        theirs = models.Q(user_id=None, unit_id__in=scope.units) & ~models.Q(ref__in=hidden_refs(scope))
        if scope.user_id is None:
            return theirs  # for nobody, "= None" would be everything that waits at a unit
        mine = models.Q(user_id=scope.user_id) & ~models.Q(ref__in=own_hidden_refs(scope.user_id))
        return mine | (theirs & ~models.Q(not_user_id=scope.user_id))


class Due(models.Model):
    """Plain columns only: the list is drawn without a join."""

    PRIVACY = Privacy(
        kinds=("the sentence of a matter",),
        basis="statutory duty to answer (as the matter it is drawn from)",
        retention="goes when the thing is done",
    )

    source = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.BigIntegerField()
    ref = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)
    """The procedure's key."""
    step = models.CharField(max_length=40)
    """The state (of a matter) or the question (of an ask) that says what is waited for."""
    due_at = models.DateTimeField()
    by_hour = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    unit_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    not_user_id = models.BigIntegerField(null=True)
    """Whoever handled it: of all at the unit, they may not be the one who asks."""
    village_id = models.BigIntegerField(null=True)
    is_left = models.BooleanField(default=False)
    """Whoever took it serves at the unit no more: their colleagues see it. Kept by the sweep, like the next."""
    left_to_area_id = models.BigIntegerField(null=True)
    """Nobody serves at the unit: those who screen in this village or town see it."""

    objects = DueQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="dues_due_once")]
        indexes = [
            models.Index(fields=["user_id", "due_at"], name="dues_due_user"),
            models.Index(fields=["unit_id", "due_at"], name="dues_due_unit"),
            models.Index(
                fields=["left_to_area_id", "due_at"],
                condition=models.Q(left_to_area_id__isnull=False),
                name="dues_due_left_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.due_at:%Y-%m-%d %H:%M}"
