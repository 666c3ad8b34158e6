"""A call for hands: who reads it, who says that they come, who is home, and that nobody sees it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from cunli.acts.filing import file_matter
from cunli.cases.models import Hand, Matter
from cunli.cases.services import Place, Reporter
from cunli.procedures.catalogue.call_for_hands import CALL_FOR_HANDS
from cunli.registry.models import Person
from tests.acts.stories import step
from tests.cast import NOW, TODAY, Cast


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def called(cast: Cast) -> Matter:
    """By the clerk of 石头村, where the villager is registered."""
    clerk = cast.actor("wang_clerk")
    Person.objects.create(
        name="张有田", user=cast.users["villager"], village=cast.village, county=cast.county, town=cast.town
    )
    done = file_matter(
        actor=clerk, procedure=CALL_FOR_HANDS, opening=CALL_FOR_HANDS.openings[0], title="河水漫到路上", kind="flood",
        channel="self", place=Place(area=cast.village), reporter=Reporter(user_id=clerk.user_id, name=clerk.name),
        values={"gather_at": "村口桥头", "how_many": "20 个人", "until": TODAY.isoformat()}, at=NOW,
    )  # fmt: skip
    return Matter.objects.unscoped("test").get(ref=done.ref)


def hands(matter: Matter) -> str:
    return f"/m/{matter.ref}/hands/"


def mark(matter: Matter, hand: Hand, word: str) -> str:
    return f"/m/{matter.ref}/hands/{hand.pk}/{word}"


def test_the_clerk_of_the_other_village_gets_nothing_until_they_are_asked(cast: Cast) -> None:
    matter = called(cast)
    client = cast.client("li_clerk")
    assert client.get(hands(matter)).status_code == 404
    assert client.post(hands(matter), {"people": "3", "name": "桥头村"}).status_code == 404
    step(cast, "wang_clerk", matter, "ask_neighbours", neighbours=[cast.units["qiaotou"].pk])
    assert client.get(hands(matter)).status_code == 200
    assert client.post(hands(matter), {"people": "3", "name": "桥头村"}).status_code == 302
    assert Hand.objects.get().unit == cast.units["qiaotou"]


def test_a_villager_finds_it_says_that_they_come_and_is_marked_with_one_tap(cast: Cast) -> None:
    matter = called(cast)
    client = cast.client("villager")
    assert hands(matter) in client.get("/calls/").content.decode()
    page = client.get(hands(matter)).content.decode()
    assert "村口桥头" in page and "我来" in page and "谁来" not in page
    assert client.post(hands(matter), {"people": "2", "brings": "铁锹", "key": "k1"}).status_code == 302
    assert client.post(hands(matter), {"people": "2", "brings": "铁锹", "key": "k1"}).status_code == 302
    hand = Hand.objects.get()
    assert (hand.name, hand.people, hand.stands) == ("张有田", 2, "coming")
    for word, stands in (("arrived", "there"), ("home", "home"), ("home", "home")):
        assert client.post(mark(matter, hand, word)).status_code == 302
        hand.refresh_from_db()
        assert hand.stands == stands


def test_a_villager_of_elsewhere_reads_no_call(cast: Cast) -> None:
    matter = called(cast)
    client = cast.client("other_villager")
    assert hands(matter) not in client.get("/calls/").content.decode()
    assert client.get(hands(matter)).status_code == 404


def test_a_villager_sees_how_many_come_and_never_who(cast: Cast) -> None:
    matter = called(cast)
    cast.client("wang_clerk").post(hands(matter), {"people": "3", "name": "周老大", "phone": "13800000099"})
    page = cast.client("villager").get(hands(matter)).content.decode()
    assert "在路上 3 人" in page and "周老大" not in page and "13800000099" not in page
    board = cast.client("wang_clerk").get(hands(matter)).content.decode()
    assert "周老大" in board and "tel:13800000099" in board


def test_nobody_marks_others_but_who_keeps_the_call(cast: Cast) -> None:
    matter = called(cast)
    cast.client("wang_clerk").post(hands(matter), {"people": "1", "name": "周老大"})
    hand = Hand.objects.get()
    cast.client("villager").post(mark(matter, hand, "home"))
    hand.refresh_from_db()
    assert hand.stands == "coming"
    assert cast.client("villager").post(mark(matter, hand, "lost")).status_code == 404
    cast.client("leader").post(mark(matter, hand, "home"))
    hand.refresh_from_db()
    assert hand.stands == "home"


def test_enough_is_enough_and_who_is_on_the_way_still_says_that_they_are_home(cast: Cast) -> None:
    matter = called(cast)
    client = cast.client("villager")
    client.post(hands(matter), {"people": "1"})
    step(cast, "wang_clerk", matter, "enough")
    assert "到家了" in client.get(hands(matter)).content.decode()
    assert cast.client("wang_clerk").post(hands(matter), {"people": "1", "name": "晚来的"}).status_code == 409


def test_when_everybody_is_home_it_ends_and_the_board_is_empty(cast: Cast) -> None:
    matter = called(cast)
    clerk = cast.client("wang_clerk")
    clerk.post(hands(matter), {"people": "1", "name": "周老大"})
    refused = clerk.post(f"/m/{matter.ref}/step/end/", {"outcome": "水退了"})
    assert refused.status_code == 409 and "还有人没说到家了" in refused.content.decode()
    clerk.post(mark(matter, Hand.objects.get(), "home"))
    assert clerk.post(f"/m/{matter.ref}/step/end/", {"outcome": "水退了"}).status_code == 302
    assert "周老大" not in clerk.get(hands(matter)).content.decode()
    assert "周老大" not in clerk.get(f"/m/{matter.ref}/").content.decode()
