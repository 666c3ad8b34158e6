"""What is known already is offered before filing, the nearest first, and joined instead."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from unittest import mock

import pytest

from cunli.cases.models import Matter, Voice
from cunli.county.defaults import DEFAULTS
from cunli.county.services import set_value
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from cunli.messages.models import Message
from tests.acts.stories import report, step
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
HAZARD, SERVICE = "/report/", "/service/"
LAT, LNG = Decimal("40.900000"), Decimal("113.100000")
HERE = {"lat": str(LAT), "lng": str(LNG)}
METRE = Decimal("0.000009")


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def matters() -> int:
    return Matter.objects.unscoped("test").count()


def pole(cast: Cast, title: str, *, away: int, hours: int) -> Matter:
    """Reported so many hours ago, so many metres to the north."""
    matter = report(cast, "grid_member", title, at=NOW - timedelta(hours=hours))
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(lat=LAT + away * METRE, lng=LNG)
    return matter


def decide(cast: Cast, key: str, value: object) -> None:
    set_value(actor=SYSTEM, key=key, value=value, valid_from=TODAY, source="文", why="", at=NOW, area=cast.county)


def offered(cast: Cast, who: str = "wang_clerk", **more: str) -> str:
    """The page that answers a report of a leaning pole."""
    return cast.client(who).post(HAZARD, {"kind": "pole", "say": "杆子要倒", **HERE, **more}).content.decode()


def test_the_clerk_of_the_other_village_is_offered_nothing(cast: Cast) -> None:
    outage = report(cast, "villager", "停电了", procedure="service_request", kind="power_off")
    sent = {"who": "胡大成", "kind": "power_off"}
    answer = cast.client("li_clerk").post(SERVICE, sent)
    assert answer.status_code == 302 and matters() == 2
    joined = cast.client("li_clerk").post(SERVICE, {**sent, "join": outage.ref})
    assert joined.status_code == 422 and "停电了" not in joined.content.decode() and not Voice.objects.exists()


def test_five_homes_without_power_are_one_matter_and_four_voices(cast: Cast) -> None:
    client = cast.client("window")
    client.post(SERVICE, {"who": "张有田", "kind": "power_off", "say": "全家没电"})
    known = Matter.objects.unscoped("test").get()
    for name in ("胡大成", "周满仓", "李大娘", "孙二旺"):
        sent = {"who": name, "kind": "power_off", "phone": "13900000055", "say": f"{name}家也没电"}
        page = client.post(SERVICE, sent)
        assert page.status_code == 200 and known.ref in page.content.decode() and "算上他" in page.content.decode()
        assert f"{name}家也没电" in page.content.decode(), "what was typed stays"
        assert client.post(SERVICE, {**sent, "join": known.ref})["Location"] == "/"
    assert matters() == 1 and Voice.objects.filter(matter=known).count() == 4
    assert Entry.objects.filter(verb="matter.join", for_whom__startswith="voice:").count() == 4


def test_those_who_joined_are_told_of_every_step(cast: Cast) -> None:
    known = report(cast, "villager", "停电了", procedure="service_request", kind="power_off")
    sent = {"say": "我家也停了", "kind": "power_off", "where": f"v{cast.village.pk}", "join": known.ref}
    cast.client("other_villager").post(SERVICE, sent)
    step(cast, "window", known, "take")
    told = Message.objects.unscoped("test").filter(ref=known.ref, user_id=cast.users["other_villager"].pk)
    assert "收下了" in told.latest("pk").body


def test_a_villager_is_asked_too_and_reads_only_what_kind_it_is(cast: Cast) -> None:
    report(cast, "window", "周满仓家停电", procedure="service_request", kind="power_off")
    sent = {"say": "停电了", "kind": "power_off", "where": f"v{cast.village.pk}"}
    page = cast.client("other_villager").post(SERVICE, sent).content.decode()
    assert "算上我" in page and "停电合闸" in page and "周满仓" not in page
    cast.client("other_villager").post(SERVICE, {**sent, "sure": "1"})
    assert matters() == 2


def test_what_is_a_persons_own_business_is_never_compared(cast: Cast) -> None:
    report(cast, "villager", "问低保", procedure="service_request", kind="dibao_question")
    assert cast.client("window").post(SERVICE, {"who": "胡大成", "kind": "dibao_question"}).status_code == 302


def test_what_was_done_on_the_spot_asks_nothing(cast: Cast) -> None:
    report(cast, "villager", "停电了", procedure="service_request", kind="power_off")
    sent = {"who": "胡大成", "kind": "power_off", "opening": "done_on_the_spot"}
    assert cast.client("window").post(SERVICE, sent).status_code == 302


def test_the_county_says_which_services_are_about_a_place(cast: Cast) -> None:
    services = copy.deepcopy(DEFAULTS["service.categories"].value)
    next(item for item in services if item["key"] == "phone_net")["about_place"] = True
    decide(cast, "service.categories", services)
    known = report(cast, "villager", "没网", procedure="service_request", kind="phone_net")
    page = cast.client("window").post(SERVICE, {"who": "胡大成", "kind": "phone_net"}).content.decode()
    assert known.ref in page


def test_the_nearest_stands_first_with_its_distance_however_old(cast: Cast) -> None:
    near = pole(cast, "近处的杆子", away=60, hours=30)
    for number, away in enumerate((120, 150, 190)):
        pole(cast, f"远些的杆子{number}", away=away, hours=number)
    page = offered(cast)
    assert near.ref in page and "约60米外" in page and page.index("近处的杆子") < page.index("远些的杆子0")
    assert "远些的杆子2" not in page, "three are enough"


def test_one_without_a_point_stands_behind_those_that_have_one(cast: Cast) -> None:
    report(cast, "grid_member", "没定位的杆子", at=NOW)
    pole(cast, "近处的杆子", away=20, hours=9)
    page = offered(cast)
    assert page.index("近处的杆子") < page.index("没定位的杆子") and page.count("米外") == 1


def test_how_near_and_how_new_is_the_countys_to_say(cast: Cast) -> None:
    pole(cast, "三百米外的杆子", away=300, hours=1)
    pole(cast, "二十天前的杆子", away=10, hours=20 * 24)
    assert matters() == 2 and "算上我" not in offered(cast, sure="")
    Matter.objects.unscoped("test").filter(title="杆子要倒").update(is_open=False)
    decide(cast, "likely.near", 350)
    decide(cast, "likely.within", 30)
    page = offered(cast)
    assert "三百米外的杆子" in page and "二十天前的杆子" in page


def test_an_answer_that_was_lost_is_not_asked_about_again(cast: Cast) -> None:
    client, sent = cast.client("window"), {"who": "张有田", "kind": "power_off", "key": "k7"}
    first, second = client.post(SERVICE, sent), client.post(SERVICE, sent)
    assert first["Location"] == second["Location"] and matters() == 1


def test_the_button_says_another_thing_and_it_is_filed(cast: Cast) -> None:
    report(cast, "villager", "停电了", procedure="service_request", kind="power_off")
    client, sent = cast.client("window"), {"who": "胡大成", "kind": "power_off"}
    assert "不是一回事，照记" in client.post(SERVICE, sent).content.decode()
    assert client.post(SERVICE, {**sent, "sure": "1"}).status_code == 302 and matters() == 2
