"""Who comes in by phone is known by the register, when it can only be one person; else by who knows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cunli.accounts.models import User
from cunli.acts.arriving import arrive_by_phone
from cunli.acts.verify import differences
from cunli.cases.models import Matter
from cunli.cases.services import Reporter
from cunli.journal.models import Entry
from cunli.lib.actors import ANONYMOUS
from cunli.lib.crypto import blind_index
from cunli.lib.identity import normalise_phone
from cunli.messages import outgoing
from cunli.messages.models import Message
from cunli.registry.models import Household, Membership, Person
from tests.acts.stories import again, minutes, report, step
from tests.cast import NOW, TODAY, Cast

PHONE = "13700001111"
NUMBER = normalise_phone(PHONE)


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    box: list[str] = []
    monkeypatch.setattr(outgoing, "send_code", lambda *, phone, code, at: box.append(code))
    return box


@pytest.fixture
def home(cast: Cast) -> Household:
    where = {"county": cast.county, "town": cast.town, "village": cast.village}
    return Household.objects.create(
        **where, area=cast.village, household_no="0007", printed_no="H9-0007", since=date(2020, 1, 1)
    )


def lives(home: Household, name: str, *, born: int = 1950, phone: str = NUMBER, died_on: date | None = None) -> Person:
    person = Person.objects.create(
        county=home.county,
        town=home.town,
        village=home.village,
        name=name,
        born_on=date(born, 1, 1),
        died_on=died_on,
        phone=phone,
        phone_blind=blind_index("phone", phone),
    )
    relation = "head" if born == 1950 and not died_on else "other"
    is_first = not Membership.objects.unscoped("test").filter(household=home, relation="head").exists()
    Membership.objects.create(
        person=person, household=home, relation=relation if is_first else "other", valid_from=date(2020, 1, 1)
    )
    return person


def sign_in(codes: list[str], phone: str = PHONE) -> Client:
    client = Client()
    client.post("/account/in/phone", {"phone": phone})
    assert client.post("/account/in/phone/code", {"code": codes[-1]}).status_code == 302
    return client


def account() -> User:
    user = User.objects.by_phone(PHONE)
    assert user is not None
    return user


def of(person: Person) -> int | None:
    return Person.objects.unscoped("test").values_list("user_id", flat=True).get(pk=person.pk)


def for_granny(cast: Cast, granny: Person) -> Matter:
    reporter = Reporter(person_id=granny.pk, name=granny.name)
    return report(cast, "window", "手机不响", procedure="service_request", kind="phone_silent", reporter=reporter)


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, home: Household, codes: list[str]) -> None:
    granny = lives(home, "田奶奶")
    lives(home, "田大爷")
    sign_in(codes)
    clerk = cast.client("li_clerk")
    assert clerk.get(f"/households/{home.pk}/").status_code == 404
    sent = {"person": granny.pk, "user": account().pk}
    assert clerk.post(f"/households/{home.pk}/account/", sent).status_code == 404
    assert of(granny) is None


def test_the_only_grown_person_with_this_phone_is_known_at_once(cast: Cast, home: Household, codes: list[str]) -> None:
    granny = lives(home, "田奶奶")
    lives(home, "田小满", born=2015)
    lives(home, "田爷爷", died_on=date(2021, 1, 1))
    client = sign_in(codes)
    assert of(granny) == account().pk
    page = client.get("/").content.decode()
    assert "田奶奶，您好" in page and "我家" in page and "给我的干部打电话" in page
    entry = Entry.objects.get(verb="registry.link_user")
    assert entry.subject == f"person:{granny.pk}" and entry.reason


def test_coming_again_changes_nothing(cast: Cast, home: Household) -> None:
    lives(home, "田奶奶")
    for _time in range(3):
        arrive_by_phone(actor=ANONYMOUS, phone=PHONE, at=NOW)
    assert Entry.objects.filter(verb="registry.link_user").count() == 1


def test_what_staff_filed_for_them_is_theirs_and_waits_for_them(cast: Cast, home: Household, codes: list[str]) -> None:
    granny = lives(home, "田奶奶")
    matter, other = for_granny(cast, granny), report(cast, "grid_member", "路塌了", kind="road")
    step(cast, "window", matter, "take", at=minutes(5))
    step(cast, "window", matter, "fix", at=minutes(6), outcome="声音调大了")
    assert again(matter).waits_unit_id is not None
    client = sign_in(codes)
    mine = client.get("/mine/").content.decode()
    assert "手机不响" in mine and "路塌了" not in mine
    assert client.get(f"/m/{other.ref}/").status_code == 404
    assert again(matter).waits_user_id == account().pk and not list(differences())
    assert client.post(f"/m/{matter.ref}/step/confirm/", {"key": "a"}).status_code == 302
    assert again(matter).state == "solved"
    rated = client.post(f"/m/{matter.ref}/rate", {"key": "b", "stars": "5", "words": ""})
    assert rated.status_code == 302


def test_filed_after_they_came_it_is_told_in_the_app(cast: Cast, home: Household, codes: list[str]) -> None:
    granny = lives(home, "田奶奶")
    sign_in(codes)
    matter = for_granny(cast, granny)
    told = Message.objects.unscoped("test").filter(ref=matter.ref)
    assert [(one.user_id, one.channel) for one in told] == [(account().pk, "in_app")]


def test_where_several_share_the_phone_a_cadre_says_whose_it_is(cast: Cast, home: Household, codes: list[str]) -> None:
    granny, grandpa = lives(home, "田奶奶"), lives(home, "田大爷")
    client = sign_in(codes)
    assert (of(granny), of(grandpa)) == (None, None)
    path = f"/households/{home.pk}/"
    clerk = cast.client("wang_clerk")
    page = clerk.get(f"{path}personal/").content.decode()
    assert "这个电话是谁的" in page and "137****1111" in page and PHONE not in page
    for _time in range(2):
        assert clerk.post(f"{path}account/", {"person": grandpa.pk, "user": account().pk}).status_code == 302
    assert (of(granny), of(grandpa)) == (None, account().pk)
    assert "这个电话是谁的" not in clerk.get(f"{path}personal/").content.decode()
    assert "田大爷，您好" in client.get("/").content.decode()
    assert Entry.objects.filter(verb="registry.link_user").count() == 1


def test_nobody_is_given_an_account_with_another_phone(cast: Cast, home: Household, codes: list[str]) -> None:
    stranger = lives(home, "田大爷", phone=normalise_phone("13700002222"))
    sign_in(codes, "13700003333")
    user = User.objects.by_phone("13700003333")
    assert user is not None
    clerk = cast.client("wang_clerk")
    sent = {"person": stranger.pk, "user": user.pk}
    assert clerk.post(f"/households/{home.pk}/account/", sent).status_code == 404
    assert of(stranger) is None
    assert cast.client("window").post(f"/households/{home.pk}/account/", sent).status_code == 403


def part(cast: Cast, home: Household, person: Person, reason: str, who: str = "wang_clerk") -> HttpResponse:
    sent = {"person": person.pk, "user": account().pk, "reason": reason}
    return cast.client(who).post(f"/households/{home.pk}/account/part/", sent, follow=True)


def test_a_number_that_was_given_on_is_parted_and_ties_nobody_again(
    cast: Cast, home: Household, codes: list[str]
) -> None:
    granny = lives(home, "田奶奶")
    matter = for_granny(cast, granny)
    step(cast, "window", matter, "take", at=minutes(5))
    step(cast, "window", matter, "fix", at=minutes(6), outcome="声音调大了")
    stranger = sign_in(codes)
    assert "手机不响" in stranger.get("/mine/").content.decode()
    answer = part(cast, home, granny, "问过田奶奶，这个号早不用了").content.decode()
    assert "户册里的电话也去掉了" in answer and "手机上的账号" not in answer
    assert "手机不响" not in stranger.get("/mine/").content.decode()
    assert "尾号1111，您好" in stranger.get("/").content.decode()
    assert again(matter).waits_user_id is None and not list(differences())
    sign_in(codes)
    assert of(granny) is None
    entry = Entry.objects.get(verb="registry.part_user")
    assert entry.reason == "问过田奶奶，这个号早不用了" and entry.subject == f"person:{granny.pk}"


def test_the_wrong_one_of_a_family_is_parted_and_the_number_stays(
    cast: Cast, home: Household, codes: list[str]
) -> None:
    granny, grandpa = lives(home, "田奶奶"), lives(home, "田大爷")
    sign_in(codes)
    clerk = cast.client("wang_clerk")
    clerk.post(f"/households/{home.pk}/account/", {"person": grandpa.pk, "user": account().pk})
    for _time in range(2):
        assert part(cast, home, grandpa, "是田奶奶在用").status_code == 200
    assert Entry.objects.filter(verb="registry.part_user").count() == 1
    assert "这个电话是谁的" in clerk.get(f"/households/{home.pk}/personal/").content.decode()
    assert Person.objects.unscoped("test").get(pk=granny.pk).phone == NUMBER


def test_who_parts_them_says_why_and_reaches_them(cast: Cast, home: Household, codes: list[str]) -> None:
    granny = lives(home, "田奶奶")
    sign_in(codes)
    short = part(cast, home, granny, "换号")
    assert short.status_code == 422 and "至少 4 个字" in short.content.decode() and "换号" in short.content.decode()
    assert part(cast, home, granny, "问过田奶奶了", who="li_clerk").status_code == 404
    assert part(cast, home, granny, "问过田奶奶了", who="window").status_code == 403
    assert of(granny) == account().pk


@pytest.mark.parametrize("missing", ["person", "user"])
def test_nothing_chosen_is_said_and_nothing_changed(cast: Cast, home: Household, missing: str) -> None:
    granny = lives(home, "田奶奶")
    sent = {"person": str(granny.pk), "user": str(cast.users["villager"].pk), missing: "x"}
    answer = cast.client("wang_clerk").post(f"/households/{home.pk}/account/", sent, follow=True)
    assert "请先选是谁" in answer.content.decode() and of(granny) is None


def test_who_is_in_no_register_calls_the_cadre_of_the_village_they_asked_in(cast: Cast) -> None:
    client = cast.client("villager")
    page = client.get("/mine/").content.decode()
    assert "还不知道您住哪个村" in page and "柳湾镇便民中心" in page and "tel:0474-7900000" in page
    report(cast, "villager", "杆子歪了")
    for path in ("/mine/", "/"):
        page = client.get(path).content.decode()
        assert "给我的干部打电话" in page and "王秀梅" in page and "tel:13800000001" in page, path
    assert page.index("给我的干部打电话") < page.index("我的事")


def test_where_the_village_has_no_cadre_its_station_is_called(cast: Cast) -> None:
    report(cast, "villager", "杆子歪了")
    post = cast.posts["wang_clerk"]
    post.valid_until = TODAY
    post.save()
    page = cast.client("villager").get("/mine/").content.decode()
    assert "还没有记下您那里谁管" in page and "石头村服务站" in page


def test_few_queries_on_the_household_page(cast: Cast, home: Household, codes: list[str]) -> None:
    lives(home, "田奶奶")
    lives(home, "田大爷")
    sign_in(codes)
    client = cast.client("wang_clerk")
    client.get(f"/households/{home.pk}/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/households/{home.pk}/")
    assert len(queries) <= 16, len(queries)
