"""Who was told what is done with their data, who agreed, and which guardians agreed for their children."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from cunli.lib.actors import SYSTEM
from cunli.places.models import Area
from cunli.registry import services as registry
from cunli.registry.kinds import CONSENT_LABELS, ConsentWay, Told
from cunli.registry.models import Label, Membership
from cunli.registry.rules import is_child, is_minor

CHILDREN, TOLD = 8, 12
KINDS = ("basics", "id_number", "labels")
AGREED_TO = "上学、医保、有险情时照应"


def record(villages: list[Area], random: Random, *, today: date, at: datetime) -> None:
    """Some of each village: the demo shows both who was asked and who was not yet."""
    for village in villages:
        rows = Membership.objects.unscoped("the demo reads what it has just loaded")
        living = list(rows.filter(household__village=village).on(today).select_related("person").order_by("id"))
        for one in random.sample(living, min(TOLD, len(living))):
            registry.tell_notice(
                actor=SYSTEM, person_id=one.person_id, told=Told.FACE_TO_FACE, on=today - timedelta(days=90), at=at
            )
        _agree_to_care(village, at=at)
        for child, guardian in _children(living, today)[:CHILDREN]:
            registry.give_consent(
                actor=SYSTEM, person_id=child, given_by_id=guardian, agreed_to=AGREED_TO, kinds=KINDS,
                way=ConsentWay.PAPER,
                given_on=today - timedelta(days=85), at=at, paper="村委会档案柜，监护人同意书",
            )  # fmt: skip


def _agree_to_care(village: Area, *, at: datetime) -> None:
    """Whoever is noted as not walking far has agreed to it, from the day it was noted."""
    rows = Label.objects.unscoped("the demo reads what it has just loaded")
    for label in rows.filter(village=village, kind__in=CONSENT_LABELS, person__isnull=False).order_by("id"):
        registry.give_consent(
            actor=SYSTEM, person_id=label.person_id or 0, given_by_id=label.person_id or 0, kinds=("health",),
            agreed_to="安排人上门帮忙，有险情先接", way=ConsentWay.PAPER, given_on=label.valid_from, at=at,
            paper="村委会档案柜，本人同意书",
        )  # fmt: skip


def _children(living: list[Membership], today: date) -> list[tuple[int, int]]:
    """Each child under 14 of a household with the first adult in it."""
    day = today - timedelta(days=85)
    found = []
    for _household, members in groupby(living, key=lambda row: row.household_id):
        people = [row.person for row in members if row.person.born_on is not None]
        adults = [one for one in people if one.born_on and not is_minor(one.born_on, day)]
        found += [(one.pk, adults[0].pk) for one in people if adults and is_child(one.born_on, day)]
    return found
