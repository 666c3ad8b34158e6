from __future__ import annotations

from datetime import date, timedelta

import pytest

from cunli.journal.models import Entry
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.registry import privacy, services
from cunli.registry.models import Consent, NoticeGiven
from tests.registry.conftest import NOW, TODAY, Home, World


def consent(world: World, home: Home, **changed: object) -> Consent:
    form = {"actor": world.clerk, "person_id": home.child.pk, "given_by_id": home.son.pk, "agreed_to": "上学和医保用",
            "kinds": ["basics", "id_number"], "way": "paper", "given_on": TODAY, "at": NOW,
            "paper": "村档案柜 2026-3"}  # fmt: skip
    return services.give_consent(**{**form, **changed})


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    with pytest.raises(NotYours):
        consent(world, home, actor=world.other_clerk)
    given = consent(world, home)
    with pytest.raises(NotYours):
        services.withdraw_consent(actor=world.other_clerk, consent_id=given.pk, on=TODAY, at=NOW)
    with pytest.raises(NotYours):
        services.withdraw_consent(actor=world.clerk, consent_id=999999, on=TODAY, at=NOW)
    with pytest.raises(NotYours):
        services.tell_notice(actor=world.other_clerk, person_id=home.son.pk, told="paper", on=TODAY, at=NOW)
    assert not Consent.objects.within(world.other_clerk.scope).exists()
    assert Consent.objects.within(world.clerk.scope).get() == given


def test_a_guardian_is_grown_up_and_the_child_under_fourteen(world: World, home: Home) -> None:
    for wrong, field in (
        ({"given_by_id": home.child.pk}, "given_by"),
        ({"person_id": home.grandmother.pk}, "person"),
        ({"agreed_to": " "}, "agreed_to"),
        ({"given_on": date(2026, 11, 24)}, "given_on"),
        ({"agreed_to": "长" * 201}, "agreed_to"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["matters"]}, "kinds"),
        ({"paper": " "}, "paper"),
        ({"way": "witnessed"}, "witness"),
        ({"way": "by_ear"}, "way"),
    ):
        with pytest.raises(Invalid) as refusal:
            consent(world, home, **wrong)
        assert field in refusal.value.fields


def test_consent_is_withdrawn_as_easily_as_given_and_kept(world: World, home: Home) -> None:
    given = consent(world, home, key=key_for("k", [1]))
    assert consent(world, home, key=key_for("k", [1])) == given
    back = services.withdraw_consent(actor=world.clerk, consent_id=given.pk, on=TODAY, at=NOW)
    assert back.withdrawn_on == TODAY
    with pytest.raises(Conflict):
        services.withdraw_consent(actor=world.clerk, consent_id=given.pk, on=TODAY, at=NOW)
    assert "上学" in str(given)


def test_a_guardian_who_was_dead_that_day_agreed_to_nothing(world: World, home: Home) -> None:
    services.record_death(actor=world.clerk, person_id=home.son.pk, on=TODAY - timedelta(days=2), at=NOW)
    with pytest.raises(Invalid) as refusal:
        consent(world, home)
    assert "given_by" in refusal.value.fields


def test_who_agreed_aloud_has_a_witness_and_no_paper(world: World, home: Home) -> None:
    given = consent(world, home, way="witnessed", witness="孙强")
    assert (given.paper, given.witness, given.kinds) == ("", "孙强", ["basics", "id_number"])
    assert Entry.objects.latest("id").after["kinds"] == ["basics", "id_number"]


def test_the_notice_is_told_once_per_version(world: World, home: Home) -> None:
    told = {"actor": world.clerk, "person_id": home.son.pk, "told": "paper", "on": TODAY, "at": NOW}
    first = services.tell_notice(**told)
    entries = Entry.objects.count()
    assert services.tell_notice(**told) == first
    assert Entry.objects.count() == entries
    assert (first.version, str(first)) == (privacy.NOTICE_VERSION, f"{home.son.pk} v{privacy.NOTICE_VERSION}")
    assert NoticeGiven.objects.within(world.clerk.scope).count() == 1


def test_every_kind_of_data_has_a_reason_a_basis_and_an_end() -> None:
    for held in privacy.DATA_HELD:
        assert str(held.what)
        assert str(held.why)
        assert str(held.how_long)
        assert held.basis
        assert not held.sensitive or any(citation.article in {"28", "29", "31"} for citation in held.basis)
