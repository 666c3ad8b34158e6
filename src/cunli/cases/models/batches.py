"""A list of people for each of whom one matter is opened, drawn up once on a day and never lengthened."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models import Person
from cunli.registry.models.ancestors import InVillage
from cunli.registry.scoping import register_filter


class LeftOut(models.TextChoices):
    """Why somebody on the list got no matter."""

    DIED = "died", _("去世了")
    MOVED = "moved", _("搬走了")
    SAME = "same", _("和别人是同一个人")
    LATE = "late", _("发到的时候日子已经过了")


class Batch(models.Model):
    """``chosen_on``: the day whose register it was drawn from. ``kind``: of the procedure's kinds.

    ``is_filed``: everybody has a matter, or a reason why not.
    """

    PRIVACY = NO_PERSONAL_DATA

    procedure = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    """The town or the county whose people it lists."""
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", db_index=False)
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    chosen_on = models.DateField()
    done_by = models.DateField()
    is_filed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "chosen_on"], name="cases_batch_once"),
        ]
        indexes = [models.Index(fields=["is_filed"], name="cases_batch_unfiled", condition=Q(is_filed=False))]

    def __str__(self) -> str:
        return f"{self.title} {self.chosen_on}"


class ListedQuerySet(ScopedQuerySet["Listed"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)


class Listed(InVillage):
    """One person on a list, where they lived that day; ``matter`` once it is opened, or why it is not."""

    PRIVACY = Privacy(
        kinds=("name", "that a benefit or a pension is verified"),
        basis="Social Assistance Law art. 46; the county's rule of the benefit",
        retention="as the matter it led to",
    )

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    matter = models.OneToOneField("cases.Matter", models.PROTECT, related_name="+", null=True)
    left_out = models.CharField(max_length=8, choices=LeftOut.choices, blank=True, default="")

    objects = ListedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="cases_listed_once")]
        indexes = [
            models.Index(fields=["batch", "village"], name="cases_listed_village"),
            models.Index(fields=["batch", "id"], name="cases_listed_waiting", condition=Q(matter=None, left_out="")),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.person_id}"
