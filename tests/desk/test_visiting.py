"""A visit is written once, on one screen; promises, matters and a new number come of it in the same breath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.accounts.models import Post
from cunli.cases.models import Matter
from cunli.journal.models import Entry
from cunli.registry.models import Correction, Household, Person
from cunli.visits.models import Note, Pairing
from tests.cast import NOW, TODAY, Cast
from tests.desk.test_people import house

QUERIES = 12


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def home(cast: Cast) -> Household:
    return house(cast, "李凤英", 7, born_on=date(1944, 2, 3))[0]


def grandmother() -> Person:
    return Person.objects.unscoped("test").get(name="李凤英")


def write(cast: Cast, who: str, home: Household, **typed: str) -> int:
    said = {"seen": "院子又沉了一块", "met": str(grandmother().pk), **typed}
    return cast.client(who).post(f"/households/{home.pk}/visit/", said).status_code


def page_of(cast: Cast, who: str, address: str) -> str:
    return cast.client(who).get(address).content.decode()


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, home: Household) -> None:
    assert write(cast, "wang_clerk", home) == 302
    note = Note.objects.unscoped("test").get()
    other = cast.client("li_clerk")
    for address in (f"/households/{home.pk}/visit/", f"/households/{home.pk}/visits/", f"/visits/{note.pk}/"):
        assert other.get(address).status_code == 404
    assert write(cast, "li_clerk", home) == 404
    assert other.post(f"/visits/{note.pk}/correct/", {"seen": "x", "version": 1, "why": "x"}).status_code == 404
    assert "院子" not in other.get("/mine/notes/").content.decode()
    assert "李凤英" not in other.get("/pairing/").content.decode()
    assert Note.objects.unscoped("test").count() == 1


def test_villagers_and_departments_have_no_such_page(cast: Cast, home: Household) -> None:
    for who in ("villager", "water_officer", "dianxin_contact"):
        assert cast.client(who).get(f"/households/{home.pk}/visit/").status_code == 403


def test_a_promise_made_at_her_door_is_a_matter_that_she_closes(cast: Cast, home: Household) -> None:
    assert write(cast, "secretary", home, what_0="送她去镇卫生院", when_0="3") == 302
    promise = Matter.objects.unscoped("test").get(procedure="promise")
    assert (promise.title, promise.person, promise.state) == ("送她去镇卫生院", grandmother(), "promised")
    assert promise.officer == cast.users["secretary"] and promise.channel == "visit"
    assert promise.due_at is not None and promise.due_at.date() == TODAY + timedelta(days=3)
    note = Note.objects.unscoped("test").get()
    assert [led.ref for led in note.led.all()] == [promise.ref]
    assert "送她去镇卫生院" in page_of(cast, "secretary", f"/visits/{note.pk}/")
    again = page_of(cast, "wang_clerk", f"/households/{home.pk}/visit/")
    assert "上次答应" in again and "送她去镇卫生院" in again
    assert "送她去镇卫生院" in page_of(cast, "secretary", "/")


def test_what_others_have_to_see_to_goes_on_its_own_way(cast: Cast, home: Household) -> None:
    kind = re.search(r'value="(hazard:\w+)"', page_of(cast, "wang_clerk", f"/households/{home.pk}/visit/"))
    assert kind is not None
    assert write(cast, "wang_clerk", home, wanted="墙根返潮，请人看看房子", wanted_kind=kind[1]) == 302
    hazard = Matter.objects.unscoped("test").get(procedure="hazard")
    assert hazard.person == grandmother() and hazard.state == "reported"


def test_a_new_number_is_a_request_that_somebody_else_decides(cast: Cast, home: Household) -> None:
    assert write(cast, "wang_clerk", home, phone="13755556666", phone_of=str(grandmother().pk)) == 302
    asked = Correction.objects.unscoped("test").get()
    assert (asked.field, asked.new) == ("phone", "+8613755556666")
    assert grandmother().phone == "13700001111"


def test_all_of_it_or_nothing_and_what_was_typed_stays(cast: Cast, home: Household) -> None:
    client = cast.client("wang_clerk")
    typed = {"seen": "墙根还潮", "what_0": "填土", "when_0": "1", "phone": "12", "phone_of": str(grandmother().pk)}
    answer = client.post(f"/households/{home.pk}/visit/", typed)
    assert answer.status_code == 422 and "墙根还潮" in answer.content.decode()
    assert not Note.objects.unscoped("test").exists() and not Matter.objects.unscoped("test").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"seen": ""}, "请写一句：看到什么、他说什么，或者做了什么"),
        ({"what_0": "填土"}, "请选哪天前办到"),
        ({"what_0": "填土", "when_0": "day"}, "请选哪一天"),
        ({"wanted": "看看房子"}, "请选是哪一类事"),
        ({"on": "2027-01-01"}, "只能记今天和过去一个月里的"),
        ({"met": "999999"}, "请从这一家里选见到的人"),
    ],
)
def test_a_mistake_is_a_sentence(cast: Cast, home: Household, typed: dict[str, str], sentence: str) -> None:
    said = {"seen": "院子", **typed}
    answer = cast.client("wang_clerk").post(f"/households/{home.pk}/visit/", said)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_in_a_home_of_children_it_is_said_to_whom_something_is_promised(cast: Cast) -> None:
    alone, _child = house(cast, "小小", 9, born_on=date(2016, 2, 3))
    client, typed = cast.client("wang_clerk"), {"seen": "作业写完了", "what_0": "带一盏台灯来", "when_0": "7"}
    answer = client.post(f"/households/{alone.pk}/visit/", typed)
    assert answer.status_code == 422 and "请写是答应谁的" in answer.content.decode()
    assert client.post(f"/households/{alone.pk}/visit/", {**typed, "met_besides": "奶奶"}).status_code == 302
    assert Matter.objects.unscoped("test").get(procedure="promise").reporter_name == "奶奶"


def test_sent_twice_it_is_one_note_with_one_promise(cast: Cast, home: Household) -> None:
    for _time in range(2):
        assert write(cast, "wang_clerk", home, key="k" * 32, what_0="填土", when_0="1") == 302
    assert Note.objects.unscoped("test").count() == 1
    assert Matter.objects.unscoped("test").filter(procedure="promise").count() == 1


def test_written_in_the_field_it_says_when_it_happened_and_when_it_came_in(cast: Cast, home: Household) -> None:
    assert write(cast, "wang_clerk", home, happened="2026-11-22T16:30:00+0800") == 302
    note = Note.objects.unscoped("test").get()
    assert note.received_at == NOW and note.happened_at.isoformat() == "2026-11-22T08:30:00+00:00"


def test_a_sensitive_note_is_read_by_its_writer_and_the_contact_alone(cast: Cast, home: Household) -> None:
    assert write(cast, "secretary", home, is_sensitive="on") == 302
    note = Note.objects.unscoped("test").get()
    assert cast.client("wang_clerk").get(f"/visits/{note.pk}/").status_code == 404
    assert "院子" not in page_of(cast, "wang_clerk", f"/households/{home.pk}/visits/")
    pair(cast, "wang_clerk", home, "wang_clerk")
    assert "院子" in page_of(cast, "wang_clerk", f"/visits/{note.pk}/")
    assert "院子" in page_of(cast, "secretary", f"/visits/{note.pk}/")


def test_the_writer_alone_puts_a_note_right_and_the_old_words_stay(cast: Cast, home: Household) -> None:
    write(cast, "secretary", home)
    note = Note.objects.unscoped("test").get()
    address, said = f"/visits/{note.pk}/correct/", {"seen": "院子沉了两块", "version": "1", "why": "看错了"}
    assert cast.client("wang_clerk").post(address, said).status_code == 404
    assert cast.client("secretary").post(address, {**said, "why": ""}).status_code == 422
    assert cast.client("secretary").post(address, said).status_code == 302
    assert cast.client("secretary").post(address, {**said, "seen": "三块"}).status_code == 422  # of an older page
    assert "看到" in page_of(cast, "secretary", f"/visits/{note.pk}/").split("写错了")[1], "the form asks in Chinese"
    page = page_of(cast, "wang_clerk", f"/visits/{note.pk}/")
    assert "院子沉了两块" in page and "院子又沉了一块" in page and "看错了" in page


def test_the_notebook_is_found_by_a_word_and_by_a_day_and_is_ones_own(cast: Cast, home: Household) -> None:
    write(cast, "secretary", home)
    write(cast, "secretary", home, seen="煤够烧到年底", on="2026-11-20")
    write(cast, "wang_clerk", home, seen="别人记的")
    whole = page_of(cast, "secretary", "/mine/notes/")
    assert "院子" in whole and "煤够烧" in whole and "别人记的" not in whole
    found = page_of(cast, "secretary", "/mine/notes/?q=煤够")
    assert "煤够烧到年底" in found and "院子" not in found
    day = page_of(cast, "secretary", "/mine/notes/?on=2026-11-20")
    assert "煤够烧" in day and "院子" not in day


def test_the_journal_keeps_that_somebody_went_and_never_what_was_said(cast: Cast, home: Household) -> None:
    write(cast, "secretary", home, said="夜里腿疼")
    entry = Entry.objects.get(verb="visit.write")
    assert "腿疼" not in str((entry.before, entry.after, entry.reason)) and entry.village_id == home.village_id


def pair(cast: Cast, who: str, home: Household, helper: str) -> int:
    said = {"households": [str(home.pk)], "helper": str(cast.users[helper].pk)}
    return cast.client(who).post("/pairing/", said).status_code


def test_a_household_without_a_contact_is_seen_until_it_has_one(cast: Cast, home: Household) -> None:
    assert "还没有人联系的户" in page_of(cast, "wang_clerk", "/mine/households/")
    assert "李凤英" in page_of(cast, "wang_clerk", "/pairing/")
    assert pair(cast, "wang_clerk", home, "secretary") == 302
    assert "户户有人联系" in page_of(cast, "wang_clerk", "/pairing/")
    assert "李凤英" in page_of(cast, "secretary", "/mine/households/")
    assert "李凤英" not in page_of(cast, "wang_clerk", "/mine/households/")


def test_only_who_decides_who_does_what_pairs_and_only_with_who_sees_the_household(cast: Cast, home: Household) -> None:
    assert pair(cast, "grid_member", home, "grid_member") == 403
    assert pair(cast, "wang_clerk", home, "li_clerk") == 422
    assert pair(cast, "li_clerk", home, "li_clerk") == 422
    assert pair(cast, "peace_officer", home, "peace_officer") == 422  # several villages: first one is picked
    assert not Pairing.objects.unscoped("test").exists()


def test_who_has_nobody_is_shared_out_evenly(cast: Cast) -> None:
    homes = [house(cast, f"人{number}", number)[0] for number in range(10, 16)]
    helpers = [str(cast.users[key].pk) for key in ("wang_clerk", "secretary", "leader")]
    answer = cast.client("wang_clerk").post(f"/pairing/{cast.village.pk}/share-out/", {"helpers": helpers})
    assert answer.status_code == 302
    rows = Pairing.objects.unscoped("test").filter(household__in=homes)
    assert sorted(rows.filter(user_id=int(key)).count() for key in helpers) == [2, 2, 2]
    other = cast.client("li_clerk").post(f"/pairing/{cast.village.pk}/share-out/", {"helpers": helpers})
    assert other.status_code == 404 and rows.filter(valid_until=None).count() == 6


@pytest.mark.parametrize("address", ["/mine/households/", "/mine/notes/", "visit", "visits", ""])
def test_few_queries_however_much_there_is(cast: Cast, address: str) -> None:
    first = house(cast, "李凤英", 7)[0]
    for number in range(8, 14):
        pair(cast, "wang_clerk", house(cast, f"人{number}", number)[0], "secretary")
    pair(cast, "wang_clerk", first, "secretary")
    for _time in range(4):
        write(cast, "secretary", first, what_0="填土", when_0="1")
    client = cast.client("secretary")
    url = address if address.startswith("/") else f"/households/{first.pk}/{address}{'/' if address else ''}"
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= QUERIES, [query["sql"] for query in asked]


def test_whoever_looks_after_a_household_is_whom_its_people_call_first(cast: Cast, home: Household) -> None:
    Person.objects.unscoped("test").filter(name="李凤英").update(user=cast.users["villager"])
    assert "何雨晴" not in page_of(cast, "villager", "/")
    pair(cast, "wang_clerk", home, "secretary")
    for address in ("/", "/mine/home/"):
        assert "13800000004" in page_of(cast, "villager", address)


def test_a_household_whose_contact_has_left_has_nobody_and_is_seen_at_once(cast: Cast, home: Household) -> None:
    pair(cast, "wang_clerk", home, "secretary")
    Post.objects.unscoped("test").filter(user=cast.users["secretary"]).update(valid_until=TODAY)
    assert "李凤英" in page_of(cast, "wang_clerk", "/pairing/")
    assert "还没有人联系" in page_of(cast, "wang_clerk", f"/households/{home.pk}/")
    assert pair(cast, "wang_clerk", home, "leader") == 302
    assert Pairing.objects.unscoped("test").get(valid_until=None).user == cast.users["leader"]


def test_the_outbox_is_told_where_its_request_led_and_what_is_said_once_waits_there(
    cast: Cast, home: Household
) -> None:
    client, address = cast.client("secretary"), f"/households/{home.pk}/visit/"
    answer = client.post(address, {"seen": "院子", "key": "k" * 32}, headers={"X-Outbox": "1"})
    note = Note.objects.unscoped("test").get()
    assert (answer.status_code, answer["X-Outbox-To"]) == (204, f"/visits/{note.pk}/")
    assert "记好了" in client.get(answer["X-Outbox-To"]).content.decode()
    state = client.get("/kept/state", {"k": ["k" * 32, "unknown"]}).json()
    assert state["done"] == ["k" * 32] and state["owner"] == str(cast.users["secretary"].pk)
    wrong = client.post(address, {"seen": ""}, headers={"X-Outbox": "1"})
    assert wrong.status_code == 422 and "X-Outbox-To" not in wrong
