"""Who takes part in a matter between people: its sides, its mediators, whoever was invited to help."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy
from cunli.procedures.grammar import SIDES, Seat

SEATS = {
    Seat.APPLICANT: _("申请人"),
    Seat.RESPONDENT: _("对方"),
    Seat.CONCERNED: _("本人"),
    Seat.MEDIATOR: _("调解员"),
    Seat.HELPER: _("请来帮忙的人"),
}


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def seated(self) -> ParticipantQuerySet:
        return self.filter(until=None)

    def of_user(self, user_id: int) -> ParticipantQuerySet:
        """By the account they were known by, or the one that the register knows them by now."""
        return self.filter(Q(user_id=user_id) | Q(person__user_id=user_id))


class Participant(models.Model):
    """One person in one seat. ``since``: when the matter was opened to them, null while they are only named."""

    PRIVACY = Privacy(
        kinds=("name", "phone", "on which side of a dispute"),
        basis="as the matter it belongs to (People's Mediation Law art. 17, 19, 20, 27)",
        retention="as the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="participants")
    seat = models.CharField(max_length=12, choices=[(seat.value, word) for seat, word in SEATS.items()])
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=40)
    phone = EncryptedTextField(blank=True, default="")
    named_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_a_side(self) -> bool:
        return self.seat in SIDES

    @property
    def account_id(self) -> int | None:
        """Needs ``person`` where there is one."""
        return self.user_id or (self.person.user_id if self.person else None)
