"""A matter comes in: in a few taps, once, with what was typed kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cunli.cases.models import Matter, Voice
from cunli.registry.models import Household, Membership, Person
from cunli.registry.services.naming import index_new
from tests.acts.stories import report
from tests.cast import NOW, TODAY, Cast

HAZARD, SERVICE = "/report/", "/service/"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def only_matter() -> Matter:
    return Matter.objects.unscoped("test").get()


def no_matters() -> bool:
    return not Matter.objects.unscoped("test").exists()


@pytest.fixture
def granny(cast: Cast) -> Person:
    where = {"county": cast.county, "town": cast.town, "village": cast.village}
    home = Household.objects.create(
        **where, area=cast.village, household_no="0007", printed_no="H9-0007", since=date(2020, 1, 1)
    )
    person = Person.objects.create(**where, name="田奶奶", born_on=date(1940, 5, 1), phone="13700001111")
    index_new([person])
    Membership.objects.create(person=person, household=home, relation="head", valid_from=date(2020, 1, 1))
    return person


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, granny: Person) -> None:
    client = cast.client("li_clerk")
    assert "田奶奶" not in client.get("/service/who", {"who": "田奶奶"}).content.decode()
    answer = client.post(SERVICE, {"person": granny.pk, "kind": "phone_silent"})
    assert answer.status_code == 422 and no_matters()
    report(cast, "villager", "杆子歪了")
    assert "杆子歪了" not in client.post(HAZARD, {"kind": "pole", "say": "也是杆子"}, follow=True).content.decode()


def test_a_grid_member_reports_with_a_kind_and_a_sentence(cast: Cast) -> None:
    client = cast.client("grid_member")
    page = client.get(HAZARD).content.decode()
    assert "石头村第一网格" in page and 'href="tel:0474-7900000"' in page
    answer = client.post(HAZARD, {"kind": "pole", "say": "杆子歪到屋顶上了", "key": "k1"})
    matter = only_matter()
    assert answer.status_code == 302 and matter.ref in answer["Location"]
    assert (matter.title, matter.state, matter.channel) == ("杆子歪到屋顶上了", "reported", "grid")
    assert matter.desk_unit_id == cast.units["peace"].pk


def test_the_own_grid_is_chosen_without_a_tap(cast: Cast) -> None:
    cast.client("grid_member").post(HAZARD, {"kind": "pole", "say": "杆子", "where": f"g{cast.grids['shitou_1'].pk}"})
    assert only_matter().grid_id == cast.grids["shitou_1"].pk


def test_sent_twice_is_filed_once(cast: Cast) -> None:
    client, sent = cast.client("grid_member"), {"kind": "pole", "say": "杆子歪了", "key": "k2", "sure": "1"}
    first, second = client.post(HAZARD, sent), client.post(HAZARD, sent)
    assert first["Location"] == second["Location"] and only_matter()


def test_the_same_key_with_other_words_is_not_guessed_at(cast: Cast) -> None:
    client = cast.client("grid_member")
    client.post(HAZARD, {"kind": "pole", "say": "杆子歪了", "key": "k3", "sure": "1"})
    answer = client.post(HAZARD, {"kind": "road", "say": "路塌了", "key": "k3", "sure": "1"})
    assert answer.status_code == 422 and "路塌了" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "pole"}, "请说一句是什么事"),
        ({"say": "杆子歪了"}, "请选一个是什么"),
        ({"kind": "ghost", "say": "杆子歪了"}, "请从上面选一个"),
        ({"kind": "pole", "say": "杆子歪了", "where": "v999"}, "请从列出的里面选一个地方"),
        ({"kind": "pole", "say": "杆子歪了", "lat": "北边", "lng": "1"}, "写一句在哪里就行"),
        ({"kind": "pole", "say": "杆子歪了", "happened": "2031-01-01T10:00"}, "这个时间还没到"),
        ({"kind": "pole", "say": "杆子歪了", "happened": "昨天"}, "请选几月几日几点"),
        ({"kind": "pole", "say": "杆子歪了", "teller_phone": "12"}, "电话号码看着不对"),
        ({"kind": "pole", "say": "杆子歪了", "opening": "found_and_fixed"}, "弄成什么样了"),
    ],
)
def test_a_mistake_is_a_sentence_and_nothing_is_lost(cast: Cast, sent: dict[str, str], said: str) -> None:
    answer = cast.client("grid_member").post(HAZARD, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and no_matters()
    assert sent.get("say", "") in page


def test_a_likely_duplicate_is_asked_about_and_can_be_joined(cast: Cast) -> None:
    known = report(cast, "grid_member", "杆子歪了")
    client, sent = cast.client("wang_clerk"), {"kind": "pole", "say": "村口杆子要倒"}
    page = client.post(HAZARD, sent).content.decode()
    assert known.ref in page and "村口杆子要倒" in page and only_matter()
    client.post(HAZARD, {**sent, "join": known.ref})
    assert Voice.objects.get().words == "村口杆子要倒" and only_matter()
    client.post(HAZARD, {**sent, "sure": "1"})
    assert Matter.objects.unscoped("test").count() == 2


def test_a_villager_is_not_shown_the_words_of_another(cast: Cast) -> None:
    report(cast, "villager", "周满仓家的墙裂了", kind="house")
    sent = {"kind": "house", "say": "墙要倒", "where": f"v{cast.village.pk}"}
    page = cast.client("other_villager").post(HAZARD, sent).content.decode()
    assert "算上我" in page and "周满仓" not in page


def test_nobody_joins_a_matter_far_away(cast: Cast) -> None:
    far = report(cast, "zhao_clerk", "山外的墙", kind="house", area=cast.areas["shanwai"])
    answer = cast.client("grid_member").post(HAZARD, {"kind": "house", "say": "墙", "join": far.ref})
    assert answer.status_code == 422 and "山外的墙" not in answer.content.decode() and not Voice.objects.exists()


def test_found_and_fixed_in_one_screen(cast: Cast) -> None:
    sent = {"kind": "road", "say": "路上有坑", "opening": "found_and_fixed", "outcome": "填平了"}
    cast.client("grid_member").post(HAZARD, {**sent, "happened": "2026-11-23T08:10"})
    matter = only_matter()
    assert matter.state == "fixed" and matter.happened_at < matter.opened_at


def test_a_villager_cannot_say_that_they_fixed_it(cast: Cast) -> None:
    sent = {"kind": "road", "say": "路上有坑", "opening": "found_and_fixed", "outcome": "好了"}
    answer = cast.client("villager").post(HAZARD, {**sent, "where": f"v{cast.village.pk}"})
    assert answer.status_code == 422 and no_matters()


def test_a_photo_that_is_none_is_refused_and_nothing_half_saved(cast: Cast) -> None:
    photo = SimpleUploadedFile("a.jpg", b"not a photo", content_type="image/jpeg")
    answer = cast.client("grid_member").post(HAZARD, {"kind": "pole", "say": "杆子歪了", "photos": photo})
    assert answer.status_code == 422 and "杆子歪了" in answer.content.decode() and no_matters()


def test_more_words_than_a_title_holds_are_kept(cast: Cast) -> None:
    say = "杆" * 450
    cast.client("grid_member").post(HAZARD, {"kind": "pole", "say": say})
    matter = only_matter()
    assert matter.title == say[:200] and matter.facts.get(key="note").value == say


def test_what_somebody_told_by_phone_stands_in_their_name(cast: Cast) -> None:
    sent = {"kind": "pole", "say": "杆子歪了", "teller": "张大爷", "teller_phone": "139 0000 0009"}
    cast.client("peace_officer").post(HAZARD, {**sent, "where": f"v{cast.village.pk}"})
    matter = only_matter()
    assert (matter.reporter_name, matter.reporter_phone, matter.channel) == ("张大爷", "13900000009", "call")


def test_a_town_officer_must_say_which_village(cast: Cast) -> None:
    answer = cast.client("peace_officer").post(HAZARD, {"kind": "pole", "say": "杆子歪了"})
    assert answer.status_code == 422 and "请选是哪个村" in answer.content.decode()


def test_a_service_is_done_on_the_spot_for_a_person_of_the_register(cast: Cast, granny: Person) -> None:
    client = cast.client("window")
    assert "田奶奶" in client.get("/service/who", {"who": "田奶奶"}).content.decode()
    sent = {"person": granny.pk, "who": "田奶奶", "kind": "phone_silent", "opening": "done_on_the_spot"}
    answer = client.post(SERVICE, sent)
    matter = only_matter()
    assert answer["Location"] == f"/filed/{matter.ref}/"
    assert (matter.title, matter.state, matter.person_id) == ("手机不响", "fixed", granny.pk)
    assert (matter.reporter_name, matter.channel, matter.village_id) == ("田奶奶", "counter", cast.village.pk)
    assert matter.ref in client.get(answer["Location"]).content.decode()


def test_a_service_for_a_name_without_any_record(cast: Cast) -> None:
    cast.client("wang_clerk").post(
        SERVICE, {"who": "过路人", "kind": "power_off", "say": "家里停电", "channel": "call"}
    )
    matter = only_matter()
    assert (matter.title, matter.state, matter.reporter_name) == ("家里停电", "asked", "过路人")


def test_cash_that_does_not_add_up_is_refused_in_words(cast: Cast) -> None:
    sent = {"who": "张大爷", "kind": "power_bill", "opening": "done_on_the_spot"}
    client = cast.client("window")
    answer = client.post(SERVICE, {**sent, "received": "100", "paid": "87.5", "change": "10"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "收 100 元，交 87.50 元，该找回 12.50 元" in page and no_matters()
    assert "当场办好了”办不成" not in page, "the sum is said at its field, not as a law"
    page = client.post(SERVICE, {**sent, "received": "50", "paid": "87.5"}).content.decode()
    assert "交的比收的多 37.50 元" in page and no_matters()
    client.post(SERVICE, {**sent, "received": "100", "paid": "87.5", "change": "12.5"})
    assert only_matter().facts.get(key="received").value == 10000


def test_looking_for_a_person_files_nothing(cast: Cast, granny: Person) -> None:
    answer = cast.client("window").post(SERVICE, {"who": "田", "kind": "phone_silent", "find": "1"})
    assert answer.status_code == 200 and "田奶奶" in answer.content.decode() and no_matters()


def at_home_with(granny: Person, name: str, born_on: date) -> Person:
    where = {"county": granny.county, "town": granny.town, "village": granny.village}
    person = Person.objects.create(**where, name=name, born_on=born_on)
    index_new([person])
    home = Membership.objects.unscoped("test").get(person=granny).household
    Membership.objects.create(person=person, household=home, relation="grandchild", valid_from=date(2020, 1, 1))
    return person


def test_the_dead_ask_for_nothing(cast: Cast, granny: Person) -> None:
    Person.objects.unscoped("test").filter(pk=granny.pk).update(died_on=date(2026, 10, 1))
    answer = cast.client("window").post(SERVICE, {"person": granny.pk, "kind": "phone_silent"})
    assert answer.status_code == 422 and "已经去世" in answer.content.decode() and no_matters()


@pytest.mark.parametrize("named", ["chosen", "typed"])
def test_a_grown_person_of_the_house_asks_for_a_child(cast: Cast, granny: Person, named: str) -> None:
    child = at_home_with(granny, "田小满", date(2016, 3, 4))
    sent = {"person": str(child.pk), "who": "田奶奶家"} if named == "chosen" else {"who": "田小满"}
    client = cast.client("window")
    answer = client.post(SERVICE, {**sent, "kind": "phone_silent"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "由家长来办" in page and no_matters()
    assert f'value="{granny.pk}"' in page and f'value="{child.pk}"' not in page
    client.post(SERVICE, {**sent, "person": str(granny.pk), "kind": "phone_silent"})
    assert (only_matter().person_id, only_matter().reporter_name) == (granny.pk, "田奶奶")


def test_a_child_without_a_grown_person_at_home_needs_one_by_name(cast: Cast, granny: Person) -> None:
    child = at_home_with(granny, "田小满", date(2016, 3, 4))
    Membership.objects.unscoped("test").filter(person=granny).update(valid_until=TODAY, ended_because="moved_out")
    answer = cast.client("window").post(SERVICE, {"person": child.pk, "kind": "phone_silent"})
    assert "这一家户册里没有大人" in answer.content.decode() and no_matters()


def test_a_grown_person_may_share_a_childs_name(cast: Cast, granny: Person) -> None:
    at_home_with(granny, "田奶奶", date(2016, 3, 4))
    cast.client("window").post(SERVICE, {"who": "田奶奶", "kind": "phone_silent"})
    assert (only_matter().person_id, only_matter().reporter_name) == (None, "田奶奶")


def test_nobody_is_written_down_for_nobody(cast: Cast) -> None:
    answer = cast.client("window").post(SERVICE, {"kind": "phone_silent"})
    assert answer.status_code == 422 and "请写是谁来办的" in answer.content.decode()


def test_a_villager_asks_with_one_sentence(cast: Cast) -> None:
    client = cast.client("villager")
    page = client.get(SERVICE).content.decode()
    assert "当场办好了" not in page and "收了现钱" not in page
    client.post(SERVICE, {"kind": "other", "say": "想问问养老金", "where": f"v{cast.village.pk}"})
    matter = only_matter()
    assert (matter.reporter_id, matter.channel) == (cast.users["villager"].pk, "self")


@pytest.mark.parametrize("address", [HAZARD, SERVICE, "/service/who"])
def test_posts_without_matters_are_told_so(cast: Cast, address: str) -> None:
    for key in ("system_admin", "audit_admin", "water_officer"):
        assert cast.client(key).get(address).status_code == 403, key
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "1900-01-01T00:00", "9999-12-31T23:59", "2026-02-30T10:00"])
def test_a_day_that_cannot_be_is_said_at_its_field(cast: Cast, when: str) -> None:
    answer = cast.client("grid_member").post("/report/", {"kind": "pole", "say": "杆子歪了", "happened": when})
    assert answer.status_code == 422
    assert "杆子歪了" in answer.content.decode()


def test_only_what_was_offered_can_be_joined(cast: Cast) -> None:
    """Whoever knows a number does not become a voice of somebody's question about support."""
    asked = report(cast, "villager", "想申请低保", procedure="service_request", kind="support")
    road = report(cast, "grid_member", "路塌了", kind="road")
    sent = {"kind": "pole", "say": "杆子歪了", "where": f"v{cast.village.pk}"}
    client = cast.client("other_villager")
    for matter in (asked, road):
        answer = client.post(HAZARD, {**sent, "join": matter.ref})
        assert answer.status_code == 422 and not Voice.objects.exists()


def test_joining_twice_is_once_and_nobody_joins_their_own(cast: Cast) -> None:
    known = report(cast, "villager", "杆子歪了")
    sent = {"kind": "pole", "say": "杆子要倒", "where": f"v{cast.village.pk}", "join": known.ref}
    other = cast.client("other_villager")
    assert other.post(HAZARD, sent).status_code == 302 and other.post(HAZARD, sent).status_code == 302
    own = cast.client("villager").post(HAZARD, sent)
    assert own.status_code == 422 and "这件事就是您报的" in own.content.decode()
    assert Voice.objects.count() == 1 and only_matter().followers == 1


@pytest.mark.parametrize("opening", ["found_and_fixe", "done_on_the_spot", "report'--", " "])
def test_a_button_that_does_not_exist_is_not_taken_for_another(cast: Cast, opening: str) -> None:
    sent = {"kind": "pole", "say": "杆子歪了", "opening": opening, "outcome": "扶正了"}
    answer = cast.client("grid_member").post(HAZARD, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "请再按一次" in page and "杆子歪了" in page and no_matters()


def test_a_service_with_a_button_that_does_not_exist_is_not_written_down(cast: Cast) -> None:
    answer = cast.client("window").post(SERVICE, {"who": "田奶奶", "kind": "phone_silent", "opening": "report"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "请再按一次" in page and "田奶奶" in page and no_matters()


def test_what_nobody_can_see_is_not_kept(cast: Cast) -> None:
    sent = {"kind": "pole", "say": "杆子\u202e歪\u200b了\ufffd", "place": "\u2066三组", "teller": "张\u200f三"}
    cast.client("peace_officer").post(HAZARD, {**sent, "where": f"v{cast.village.pk}"})
    matter = only_matter()
    assert (matter.title, matter.place, matter.reporter_name) == ("杆子歪了", "三组", "张三")
    answer = cast.client("grid_member").post(HAZARD, {"kind": "pole", "say": "\u200b\u202e"})
    assert answer.status_code == 422 and "请说一句" in answer.content.decode()


def test_a_title_is_quoted_and_so_loses_its_full_stop(cast: Cast) -> None:
    cast.client("grid_member").post(HAZARD, {"kind": "pole", "say": " 杆子歪到屋顶上了。 \n快来看。。"})
    assert only_matter().title == "杆子歪到屋顶上了。 快来看"


def test_what_was_done_at_once_is_not_said_twice(cast: Cast) -> None:
    client = cast.client("window")
    sent = {"who": "张大爷", "kind": "power_bill", "opening": "done_on_the_spot", "say": "交11月电费"}
    client.post(SERVICE, {**sent, "received": "100", "paid": "87.5", "change": "12.5"})
    matter = only_matter()
    page = client.get(f"/m/{matter.ref}/").content.decode()
    course = page[page.index("cl-timeline") :]
    assert course.count("交11月电费") == 1
    assert "收 100 元，交 87.50 元，找回 12.50 元" in course and "收了多少钱：" not in course
    slip = client.get(f"/m/{matter.ref}/slip").content.decode()
    assert "钱是代交的，村里不收费。" in slip and "办事不收钱" not in slip
    assert f'href="/m/{matter.ref}/"' in slip and 'rel="icon"' in slip


def test_after_filing_the_code_that_can_be_told_comes_first_and_the_slip_next(cast: Cast) -> None:
    client = cast.client("window")
    page = client.post(SERVICE, {"who": "张大爷", "kind": "power_bill"}, follow=True).content.decode()
    matter = only_matter()
    said = page[page.index("<main") :]
    code = f"{matter.code[:3]} {matter.code[3:6]} {matter.code[6:]}"
    assert said.index(code) < said.index(f"编号 {matter.ref}")
    assert said.index("打小票给他") < said.index("再登记一件")
