from __future__ import annotations

import json

import pytest

from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.registry import services
from tests.registry.conftest import NOW, Home, World

WHY = "核对医保缴费人"


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    before = Entry.objects.count()
    for actor in (world.other_clerk, world.villager, world.supervisor):
        with pytest.raises(NotYours):
            services.unmask(actor=actor, person_id=home.grandmother.pk, field="phone", reason=WHY, at=NOW)
        with pytest.raises(NotYours):
            services.open_minor(actor=actor, person_id=home.child.pk, at=NOW)
    assert Entry.objects.count() == before


def test_a_post_that_sees_masked_only_is_told_whom_to_ask(world: World, home: Home) -> None:
    with pytest.raises(NotYourPost, match="村干部"):
        services.unmask(actor=world.grid_member, person_id=home.grandmother.pk, field="phone", reason=WHY, at=NOW)


def test_a_look_is_journalled_without_the_number(world: World, home: Home) -> None:
    number = services.unmask(actor=world.clerk, person_id=home.grandmother.pk, field="id_number", reason=WHY, at=NOW)
    assert number == home.grandmother.id_number
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.subject) == ("registry.unmask_id_number", f"person:{home.grandmother.pk}")
    assert (entry.reason, entry.user_id, entry.village_id) == (WHY, world.clerk.user_id, world.village.pk)
    assert number not in json.dumps([entry.before, entry.after, entry.reason, entry.result_ref])


def test_a_phone_is_shown_as_people_dial_it(world: World, home: Home) -> None:
    look = {"actor": world.clerk, "person_id": home.grandmother.pk, "reason": WHY, "at": NOW}
    assert services.unmask(field="phone", **look) == "13800001234"


@pytest.mark.parametrize("reason", ["", "看", "1111", "    "])
def test_no_reason_no_look(world: World, home: Home, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.unmask(actor=world.clerk, person_id=home.grandmother.pk, field="phone", reason=reason, at=NOW)
    assert "reason" in refusal.value.fields


@pytest.mark.parametrize("field", ["bank", "name", "phone_blind"])
def test_what_is_not_there_cannot_be_looked_at(world: World, home: Home, field: str) -> None:
    with pytest.raises(Invalid):
        services.unmask(actor=world.clerk, person_id=home.grandmother.pk, field=field, reason=WHY, at=NOW)
