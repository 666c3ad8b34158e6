"""A guardian's consent is written down at the table and taken back with one tap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import User
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.registry import services
from cunli.registry.kinds import Relation
from cunli.registry.models import Consent, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def page_of(person: Person) -> str:
    return reverse("registry:consents", args=[person.pk])


def said(home: Home, **changed: object) -> dict[str, object]:
    form: dict[str, object] = {
        "given_by": home.son.pk, "kinds": ["basics", "health"], "agreed_to": "上学、医保", "way": "witnessed",
        "witness": "孙强", "given_on": "2026-11-20", "key": "k1",
    }  # fmt: skip
    return {**form, **changed}


def consents() -> list[Consent]:
    return list(Consent.objects.unscoped("test"))


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    given = services.give_consent(
        actor=world.clerk, person_id=home.child.pk, given_by_id=home.son.pk, kinds=["basics"], agreed_to="上学",
        way="paper", paper="村档案柜", given_on=TODAY, at=NOW,
    )  # fmt: skip
    other, back = as_(world.other_clerk), reverse("registry:withdraw_consent", args=[given.pk])
    assert other.get(page_of(home.child)).status_code == 404
    assert other.post(page_of(home.child), said(home)).status_code == 404
    assert other.post(back).status_code == 404
    assert as_(world.villager).get(page_of(home.child)).status_code == 403
    assert [one.withdrawn_on for one in consents()] == [None]


def test_it_is_reached_from_the_household_and_names_no_child(world: World, home: Home) -> None:
    client = as_(world.clerk)
    assert page_of(home.child) in client.get(f"/households/{home.household.pk}/personal/").content.decode()
    page = client.get(page_of(home.child)).content.decode()
    assert "还没问过家长" in page and "孩子（10岁）" in page and "曾雨桐" not in page
    assert "曾小军" in page and "单桂兰" in page and 'value="2026-11-23"' in page


def test_who_agreed_how_when_and_to_which_data_is_kept_and_shown(world: World, home: Home) -> None:
    client = as_(world.clerk)
    for _twice in range(2):
        assert client.post(page_of(home.child), said(home)).status_code == 302
    given = consents()
    assert len(given) == 1
    assert (given[0].given_by_id, given[0].kinds, given[0].way) == (home.son.pk, ["basics", "health"], "witnessed")
    assert (given[0].witness, given[0].given_on) == ("孙强", date(2026, 11, 20))
    page = client.get(page_of(home.child)).content.decode()
    assert "上学、医保" in page and "身体怎么样" in page and "当面说的，有人作证 · 孙强" in page
    assert Entry.objects.filter(verb="registry.give_consent").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"given_by": ""}, "请选是哪位监护人"),
        ({"kinds": []}, "请勾答应留哪几样"),
        ({"witness": ""}, "请写谁在场作证"),
        ({"way": "paper"}, "请写签的那张纸放在哪里"),
        ({"given_on": "2026-11-24"}, "日子还没到"),
        ({"given_by": "999999"}, "请从列出的人里选一个"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    world: World, home: Home, changed: dict[str, object], sentence: str
) -> None:
    answer = as_(world.clerk).post(page_of(home.child), said(home, **changed))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "上学、医保" in page and not consents()


def test_a_guardian_who_lives_elsewhere_is_found_by_name(world: World, home: Home) -> None:
    elsewhere = services.register_household(actor=world.clerk, area_id=world.group.pk, since=START, at=NOW)
    aunt = services.add_person(
        actor=world.clerk, household_id=elsewhere.pk, name="曾大姑", relation=Relation.HEAD, since=START, at=NOW,
        born_on=date(1970, 1, 1),
    )  # fmt: skip
    client, address = as_(world.clerk), page_of(home.child) + "?who=曾大姑"
    assert "曾大姑" in client.get(address).content.decode()
    assert client.post(page_of(home.child), said(home, given_by=aunt.pk)).status_code == 422
    assert client.post(address, said(home, given_by=aunt.pk)).status_code == 302
    assert consents()[0].given_by == aunt


def test_it_is_taken_back_with_one_tap(world: World, home: Home) -> None:
    client = as_(world.clerk)
    client.post(page_of(home.child), said(home))
    back = reverse("registry:withdraw_consent", args=[consents()[0].pk])
    page = client.post(back, follow=True).content.decode()
    assert consents()[0].withdrawn_on == TODAY
    assert "收回了" in page and "家长收回了" not in page


def test_from_fourteen_on_one_agrees_oneself(world: World, home: Home) -> None:
    page = as_(world.clerk).get(page_of(home.grandmother)).content.decode()
    assert "记一次本人答应" in page and "记一次家长答应" not in page
