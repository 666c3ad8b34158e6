from __future__ import annotations

from datetime import timedelta

import pytest

from cunli.journal.models import Entry
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.registry import services
from cunli.registry.kinds import EITHER_LABELS, HOUSEHOLD_LABELS, SENSITIVE_LABELS, LabelKind
from cunli.registry.models import Label
from tests.registry.conftest import NOW, START, TODAY, Home, World

SOURCE = "县民政局 2020 年第 3 批"


def test_the_clerk_of_the_other_village_puts_and_ends_nothing(world: World, home: Home) -> None:
    put = {"kind": LabelKind.DIBAO, "source": SOURCE, "valid_from": START, "at": NOW}
    label = services.put_label(actor=world.clerk, household_id=home.household.pk, **put)
    for bearer in ({"household_id": home.household.pk}, {"person_id": home.son.pk}):
        with pytest.raises(NotYours):
            services.put_label(actor=world.other_clerk, **bearer, **put)
    with pytest.raises(NotYours):
        services.end_label(actor=world.other_clerk, label_id=label.pk, on=TODAY, reason="不再符合", at=NOW)
    assert not Label.objects.within(world.other_clerk.scope).exists()


def test_a_label_names_its_source(world: World, home: Home) -> None:
    with pytest.raises(Invalid) as refusal:
        services.put_label(actor=world.clerk, kind=LabelKind.DIBAO, source=" ", valid_from=START, at=NOW,
                           person_id=home.son.pk)  # fmt: skip
    assert "source" in refusal.value.fields


def test_a_label_is_of_one(world: World, home: Home) -> None:
    put = {"actor": world.clerk, "source": SOURCE, "valid_from": START, "at": NOW}
    for bearers in ({}, {"person_id": home.son.pk, "household_id": home.household.pk}):
        with pytest.raises(Invalid):
            services.put_label(kind=LabelKind.DIBAO, **put, **bearers)
    with pytest.raises(Invalid, match="整户"):
        services.put_label(kind=LabelKind.MONITORED, **put, person_id=home.son.pk)
    with pytest.raises(Invalid, match="一个人"):
        services.put_label(kind=LabelKind.VETERAN, **put, household_id=home.household.pk)


def test_a_label_holds_once_until_it_is_ended_with_a_reason(world: World, home: Home) -> None:
    put = {"actor": world.clerk, "kind": LabelKind.VETERAN, "source": SOURCE, "at": NOW, "person_id": home.son.pk}
    label = services.put_label(valid_from=START, **put)
    with pytest.raises(Conflict, match="已经记着"):
        services.put_label(valid_from=TODAY, **put)
    with pytest.raises(Invalid):
        services.end_label(actor=world.clerk, label_id=label.pk, on=TODAY, reason="", at=NOW)
    ended = services.end_label(actor=world.clerk, label_id=label.pk, on=TODAY, reason="记到别人身上了", at=NOW)
    assert ended.valid_until == TODAY
    with pytest.raises(Conflict, match="早就停"):
        services.end_label(actor=world.clerk, label_id=label.pk, on=TODAY, reason="再停一次", at=NOW)
    services.put_label(valid_from=TODAY, **put)
    shown = Label.objects.within(world.clerk.scope)
    assert (shown.on(TODAY - timedelta(days=1)).count(), shown.on(TODAY).count()) == (1, 1)


def test_the_same_key_puts_and_ends_once(world: World, home: Home) -> None:
    key, other = key_for("put", [1]), key_for("end", [1])
    put = {"actor": world.clerk, "kind": LabelKind.DIBAO, "source": SOURCE, "at": NOW, "valid_from": START,
           "person_id": home.son.pk}  # fmt: skip
    label = services.put_label(**put, key=key)
    assert services.put_label(**put, key=key) == label
    end = {"actor": world.clerk, "label_id": label.pk, "on": TODAY, "reason": "收入高了", "at": NOW, "key": other}
    services.end_label(**end)
    entries = Entry.objects.count()
    assert services.end_label(**end).pk == label.pk
    assert Entry.objects.count() == entries
    assert str(label) == "低保"


def test_kinds_are_sorted_into_known_ones() -> None:
    assert set(LabelKind.values) >= SENSITIVE_LABELS | HOUSEHOLD_LABELS | EITHER_LABELS
    assert not HOUSEHOLD_LABELS & EITHER_LABELS
