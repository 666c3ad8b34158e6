"""Others who are part of one matter: who came for the person, voices that joined, delegates, what was attached, and
the rating."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy


class Proxy(models.Model):
    """Who came to the counter in the place of the person who asked: kept with the matter, told as the person is.

    They hold no account and open no page; whoever is to act on the matter themselves is a delegate (``Grant``).
    """

    PRIVACY = Privacy(
        kinds=("name", "phone", "how they are related to the person"),
        basis="as the matter it belongs to (Social Assistance Law art. 37: somebody may be asked to go instead)",
        retention="as the matter it belongs to",
    )

    matter = models.OneToOneField("cases.Matter", models.PROTECT, related_name="proxy")
    name = models.CharField(max_length=40)
    phone = EncryptedTextField(blank=True, default="")
    relation = models.CharField(max_length=40, blank=True)
    """In their own words: 女儿, 隔壁."""

    def __str__(self) -> str:
        return f"{self.name}（{self.relation}）" if self.relation else self.name


class Voice(models.Model):
    """A second person with the same trouble: their words are kept and they are told too."""

    PRIVACY = Privacy(
        kinds=("name", "phone", "their words"),
        basis="as the matter it belongs to",
        retention="as the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="voices")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=40)
    phone = EncryptedTextField(blank=True, default="")
    words = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["matter", "at"], name="cases_voice_at")]

    def __str__(self) -> str:
        return f"{self.name} {self.words[:20]}"


class Grant(models.Model):
    """One matter opened to one user: a delegate of the person who asked. Ends by day or when taken back."""

    PRIVACY = Privacy(
        kinds=("who acts for whom",),
        basis="consent of the person who asked (PIPL art. 13; Social Assistance Law art. 37)",
        retention="as the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="grants")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    why = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)
    until = models.DateTimeField(null=True)
    """When it was taken back; null while it stands."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "user"], condition=models.Q(until__isnull=True), name="cases_grant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.matter_id}"


class Attachment(models.Model):
    """A file of a matter, served only through the matter's own scope."""

    PRIVACY = Privacy(
        kinds=("photographs", "whatever a document says"),
        basis="as the matter it belongs to",
        retention="as the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="attachments")
    step = models.ForeignKey("cases.StepTaken", models.PROTECT, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.matter_id} {self.file_id}"


class Stars(models.IntegerChoices):
    """The national five-step scale (国办发〔2019〕51号)."""

    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("非常不满意")


class Rating(models.Model):
    """One per matter, by the person who asked, never by staff (SVC-07).

    A bad one is asked about by somebody who did not handle the matter, until ``call_by``; what they heard and what is
    done about it stands in ``answer`` (SVC-04).
    """

    PRIVACY = Privacy(
        kinds=("opinion", "what was said about it", "name of whoever asked"),
        basis="voluntary rating (国办发〔2019〕51号)",
        retention="as the matter it belongs to",
    )

    matter = models.OneToOneField("cases.Matter", models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField(choices=Stars.choices)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    call_by = models.DateTimeField(null=True)
    call_unit_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_by_name = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.stars}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be asked about."""
        return self.call_by is not None and self.answered_at is None
