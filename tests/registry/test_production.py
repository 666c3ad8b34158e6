"""What a household works with: written down if they like, with day and source; the newest day holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import User
from cunli.county.defaults import DEFAULTS
from cunli.county.services import set_value
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Invalid, NotYours
from cunli.registry import selectors, services
from cunli.registry.models import Production
from tests.registry.conftest import NOW, TODAY, Home, World

FORM = {"kind": "contracted_land", "amount": "3.5", "as_of": "2026-11-01", "source": "土地承包合同", "key": "k1"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def record(world: World, home: Home, **changed: object) -> Production:
    said = {"actor": world.grid_member, "household_id": home.household.pk, "kind": "cattle", "amount": Decimal(2)}
    return services.record_production(**{**said, "as_of": TODAY, "source": "本人说的", "at": NOW, **changed})


def newest(world: World, home: Home) -> list[tuple[str, str, date]]:
    rows = selectors.production_of(home.household.pk, world.county.pk, TODAY)
    return [(row.word, row.amount, row.as_of) for row in rows]


def page_of(home: Home) -> str:
    return reverse("registry:production", args=[home.household.pk])


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    client = as_(world.other_clerk)
    assert client.get(page_of(home)).status_code == 404
    assert client.post(page_of(home), FORM).status_code == 404
    assert as_(world.villager).post(page_of(home), FORM).status_code == 403
    with pytest.raises(NotYours):
        record(world, home, actor=world.other_clerk)


def test_a_figure_stands_on_the_household_page_with_its_day_and_source(world: World, home: Home) -> None:
    walker = as_(world.grid_member)
    assert "还没有记过" in walker.get(page_of(home)).content.decode()
    assert walker.post(page_of(home), FORM).status_code == 302
    page = walker.get(f"/households/{home.household.pk}/").content.decode()
    assert "承包地" in page and "3.5 亩" in page and "11月1日 · 土地承包合同" in page
    assert as_(world.clerk).get(page_of(home)).status_code == 200
    services.link_user(actor=world.clerk, person_id=home.son.pk, user_id=world.villager.user_id, at=NOW)
    own = as_(world.villager).get("/mine/home/").content.decode()
    assert "3.5 亩" in own and page_of(home) not in own


def test_the_newest_day_holds_and_nothing_is_overwritten(world: World, home: Home) -> None:
    record(world, home, kind="poultry", amount=Decimal(30))
    record(world, home)
    record(world, home, amount=Decimal(9), as_of=TODAY - timedelta(days=300))
    assert newest(world, home) == [("牛", "2 头", TODAY), ("家禽", "30 只", TODAY)]
    record(world, home, amount=Decimal(0))
    assert newest(world, home)[0] == ("牛", "0 头", TODAY)
    history = selectors.production_history(home.household.pk, world.county.pk, TODAY)
    assert [row.amount for row in history if row.word == "牛"] == ["0 头", "2 头", "9 头"]


def test_the_same_form_sent_twice_is_written_once(world: World, home: Home) -> None:
    for _again in range(2):
        as_(world.grid_member).post(page_of(home), FORM)
    assert Production.objects.unscoped("test").count() == 1
    key = key_for("k", [1])
    assert record(world, home, key=key) == record(world, home, key=key)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.after["source"]) == ("registry.record_production", "本人说的")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "dragons"}, "kind"),
        ({"amount": Decimal("1.5")}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"source": " "}, "source"),
        ({"as_of": TODAY + timedelta(days=1)}, "as_of"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(world: World, home: Home, said: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(world, home, **said)
    assert field in refused.value.fields


@pytest.mark.parametrize("wrong", [{"amount": "三"}, {"amount": "-1"}, {"kind": ""}, {"as_of": ""}, {"source": ""}])
def test_a_form_that_cannot_be_read_comes_back_with_what_was_typed(
    world: World, home: Home, wrong: dict[str, str]
) -> None:
    answer = as_(world.grid_member).post(page_of(home), {**FORM, "source": "看过合同", **wrong})
    assert answer.status_code == 422
    assert "source" in wrong or "看过合同" in answer.content.decode()


def test_the_list_is_the_countys_and_what_left_it_is_still_shown(world: World, home: Home) -> None:
    record(world, home)
    kept = [{**item, "stopped": True} for item in DEFAULTS["household.production"].value]
    tea = [*kept, {"key": "tea", "word": "茶园", "measure": "mu"}]
    set_value(actor=SYSTEM, key="household.production", value=tea, valid_from=TODAY, source="县农办定", why="", at=NOW,
              area=world.county)  # fmt: skip
    record(world, home, kind="tea", amount=Decimal("1.25"))
    assert newest(world, home) == [("牛", "2 头", TODAY), ("茶园", "1.25 亩", TODAY)]
    with pytest.raises(Invalid):
        set_value(actor=SYSTEM, key="household.production", value=[{"key": "a", "word": "茶"}], valid_from=TODAY,
                  source="x", why="", at=NOW)  # fmt: skip
