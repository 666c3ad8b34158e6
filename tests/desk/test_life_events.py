"""A change in a home through the doors: who may write it down, who checks it, who sees to what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.test import Client

from cunli.benefits.models import Entitlement
from cunli.cases.models import Matter
from cunli.dues.models import Due
from cunli.journal.models import Entry
from cunli.registry.models import Household, Label, Membership, Person
from tests.cast import NOW, TODAY, Cast
from tests.desk.test_people import house


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def home(cast: Cast) -> Household:
    """周老七 and his son, who has an account; the old man draws 低保."""
    found, old = house(cast, "周老七", 7, born_on=date(1944, 2, 3))
    son = Person.objects.create(
        name="周大山", born_on=date(1970, 3, 2), user=cast.users["villager"], village=cast.village, town=cast.town,
        county=cast.county,
    )  # fmt: skip
    Membership.objects.create(person=son, household=found, relation="child", valid_from=date(2020, 1, 1))
    Label.objects.create(
        person=old, kind="dibao", source="县民政局认定", valid_from=date(2024, 1, 1), village=cast.village,
        town=cast.town, county=cast.county,
    )  # fmt: skip
    return found


def person(name: str) -> Person:
    return Person.objects.unscoped("test").get(name=name)


def homes(who: Person):
    return Membership.objects.unscoped("test").filter(person=who)


def died(**changed: str) -> dict[str, str]:
    said = {"person": str(person("周老七").pk), "on": "2026-11-21", "evidence": "看过死亡证明"}
    return {**said, "new_head": str(person("周大山").pk), **changed}


def write_down(client: Client, home: Household, event: str, said: dict[str, str]) -> Matter:
    answer = client.post(f"/households/{home.pk}/change/{event}/", said)
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.unscoped("test").latest("id")


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, home: Household) -> None:
    other = cast.client("li_clerk")
    for tail in ("", "death/"):
        page = other.get(f"/households/{home.pk}/change/{tail}")
        assert page.status_code == 404 and "周老七" not in page.content.decode()
    assert other.post(f"/households/{home.pk}/change/death/", died()).status_code == 404
    matter = write_down(cast.client("wang_clerk"), home, "death", died())
    assert other.get(f"/m/{matter.ref}/").status_code == 404
    assert other.post(f"/m/{matter.ref}/step/check/").status_code == 404


def test_a_villager_writes_down_what_changed_at_home_and_nowhere_else(cast: Cast, home: Household) -> None:
    elsewhere, _who = house(cast, "钱三", 8)
    villager = cast.client("villager")
    kinds = villager.get(f"/households/{home.pk}/change/").content.decode()
    assert "有人去世" in kinds and "分户" not in kinds
    assert villager.get(f"/households/{elsewhere.pk}/change/").status_code == 404
    assert villager.get(f"/households/{home.pk}/change/divide/").status_code == 404
    matter = write_down(villager, home, "death", died())
    assert matter.title == "周老七去世" and matter.reporter == cast.users["villager"]


def test_the_household_page_leads_there_and_without_script_one_picks_what_happened(cast: Cast, home: Household) -> None:
    client = cast.client("wang_clerk")
    assert f"/households/{home.pk}/change/" in client.get(f"/households/{home.pk}/").content.decode()
    assert "分户" in client.get(f"/households/{home.pk}/change/").content.decode()
    form = client.get(f"/households/{home.pk}/change/death/").content.decode()
    assert "周老七" in form and "现在谁当户主" in form and "看过什么证明" in form


def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(cast: Cast, home: Household) -> None:
    client = cast.client("wang_clerk")
    page = client.post(f"/households/{home.pk}/change/death/", died(new_head="", evidence="看过火化证"))
    assert page.status_code == 422
    assert "现在谁当户主" in page.content.decode() and "看过火化证" in page.content.decode()
    page = client.post(f"/households/{home.pk}/change/death/", died(on="2026-12-01"))
    assert "这一天还没到" in page.content.decode()
    house(cast, "钱三", 8)
    page = client.post(f"/households/{home.pk}/change/death/", died(person=str(person("钱三").pk)))
    assert page.status_code == 422, "nobody of another household can be named"
    assert Matter.objects.unscoped("test").count() == 0


def test_a_second_person_checks_and_every_line_has_an_owner_and_a_day(cast: Cast, home: Household) -> None:
    matter = write_down(cast.client("wang_clerk"), home, "death", died(says=str(person("周大山").pk)))
    assert matter.person == person("周大山")
    assert "核对过，照这样改" not in cast.client("wang_clerk").get(f"/m/{matter.ref}/").content.decode()
    assert cast.client("secretary").post(f"/m/{matter.ref}/step/check/").status_code == 302

    gone = person("周老七")
    assert gone.died_on == date(2026, 11, 21) and not homes(gone).filter(valid_until=None).exists()
    assert Label.objects.unscoped("test").get(person=gone).end_reason == f"去世（{matter.ref}）"
    page = cast.client("secretary").get(f"/m/{matter.ref}/").content.decode()
    assert "停发高龄津贴" in page and "柳湾镇民政办" in page and "周老七的“低保”户册里停了" in page
    dues = Due.objects.unscoped("test").filter(ref=matter.ref, source="ask")
    assert dues.count() == matter.asks.count() > 5
    assert all(due.unit_id and due.due_at for due in dues)


def test_an_owner_sees_the_line_on_today_and_answers_it_with_its_own_two_words(cast: Cast, home: Household) -> None:
    matter = write_down(cast.client("wang_clerk"), home, "death", died())
    cast.client("secretary").post(f"/m/{matter.ref}/step/check/")
    ask = matter.asks.get(about__contains="高龄津贴", unit=cast.units["civil"])
    civil = cast.client("civil_officer")
    assert "高龄津贴" in civil.get("/").content.decode()
    form = civil.get(f"/m/{matter.ref}/ask/{ask.pk}/").content.decode()
    assert "停发高龄津贴" in form and "不用办，因为…" in form and "我们来办" not in form
    said = {"answer": "no", "said": "没有领过", "answered_by": "吴静"}
    assert civil.post(f"/m/{matter.ref}/ask/{ask.pk}/", said).status_code == 302
    ask.refresh_from_db()
    row = cast.client("secretary").get(f"/m/{matter.ref}/").content.decode()
    assert '<span class="cl-tag">不用办，因为…</span>' in row, "what needs nothing done is not shown as a refusal"
    assert ask.is_settled and not Due.objects.unscoped("test").filter(source="ask", source_id=ask.pk).exists()
    course = cast.client("secretary").get(f"/m/{matter.ref}/").content.decode()
    assert "柳湾镇民政办答复：不用办，因为…" in course and "停发高龄津贴：没有领过" in course
    assert "都办好了" not in cast.client("secretary").get(f"/m/{matter.ref}/").content.decode(), "lines are open"


def test_two_households_become_one_by_the_number_that_is_typed(cast: Cast, home: Household) -> None:
    into, _head = house(cast, "周二", 12)
    client = cast.client("wang_clerk")
    said = {"other_home": "0099", "on": "2026-11-20", "relation": "parent", "evidence": "户口本"}
    page = client.post(f"/households/{home.pk}/change/merge/", said)
    assert page.status_code == 422 and 'value="0099"' in page.content.decode()
    matter = write_down(client, home, "merge", {**said, "other_home": into.household_no})
    cast.client("secretary").post(f"/m/{matter.ref}/step/check/")
    home.refresh_from_db()
    living = Membership.objects.unscoped("test").on(TODAY).filter(household=into)
    assert home.until == date(2026, 11, 20) and living.count() == 3
    assert client.get(f"/households/{home.pk}/change/merge/").status_code == 200


def test_a_childs_name_is_read_only_by_whoever_handles_it(cast: Cast, home: Household) -> None:
    said = {"child_name": "周小苗", "on": "2026-11-20", "sex": "female", "parent": str(person("周大山").pk)}
    matter = write_down(cast.client("wang_clerk"), home, "birth", {**said, "evidence": "出生医学证明"})
    assert "周小苗" not in matter.title
    assert "周小苗" in cast.client("secretary").get(f"/m/{matter.ref}/").content.decode()
    cast.client("secretary").post(f"/m/{matter.ref}/step/check/")
    child = person("周小苗")
    assert child.born_on == date(2026, 11, 20) and homes(child).get().relation == "grandchild"
    assert "周小苗" not in cast.client("civil_officer").get("/").content.decode()


def test_what_is_under_way_for_the_household_and_what_was_found_about_it_is_on_the_list(
    cast: Cast, home: Household
) -> None:
    where = {"village": cast.village, "town": cast.town, "county": cast.county}
    Label.objects.create(household=home, kind="monitored", source="县里认定", valid_from=date(2026, 1, 1), **where)
    villager, clerk = cast.client("villager"), cast.client("wang_clerk")
    assert villager.post("/hardship/", {"kind": "accident", "say": "儿子车祸", "key": "k"}).status_code == 302
    looked = Matter.objects.unscoped("test").get(procedure="monitored_household")
    two = {"verifier": cast.users["wang_clerk"].pk, "verifier_two": cast.users["secretary"].pk}
    visit = {"household": home.pk, "signer": "周大山", "key": "v", **two}
    assert clerk.post(f"/m/{looked.ref}/step/visit/", visit).status_code == 302

    matter = write_down(clerk, home, "death", died())
    assert cast.client("secretary").post(f"/m/{matter.ref}/step/check/").status_code == 302
    lines = dict(matter.asks.values_list("about", "unit_id"))
    assert lines[f"正给这户办的事 {looked.ref}：家里人变了，接着怎么办"] == looked.holder.pk
    assert any("防返贫监测户" in line for line in lines)
    assert not any(matter.ref in line for line in lines), "it does not name itself"


def drawing(cast: Cast, who: Person, ref: str, **about: object) -> Entitlement:
    """What the town's civil affairs office pays them every month."""
    usual = {
        "kind": "age_allowance", "name": who.name, "rhythm": "monthly", "amount_fen": 10_000, "since": date(2026, 1, 1),
        "unit": cast.units["civil"], "village": cast.village, "town": cast.town, "county": cast.county,
        "granted_at": NOW,
    }  # fmt: skip
    return Entitlement.objects.create(ref=ref, person=who, **{**usual, **about})


def test_what_the_dead_received_ends_and_each_is_a_line_at_who_pays_it(cast: Cast, home: Household) -> None:
    monthly = drawing(cast, person("周老七"), "BA-2026-00001")
    over = drawing(cast, person("周老七"), "BA-2026-00002", until=date(2026, 6, 30))
    matter = write_down(cast.client("wang_clerk"), home, "death", died())
    cast.client("secretary").post(f"/m/{matter.ref}/step/check/")
    monthly.refresh_from_db(from_queryset=Entitlement.objects.unscoped("test"))
    assert (monthly.until, monthly.ended_by) == (date(2026, 11, 21), matter.ref)
    (line,) = matter.asks.filter(about__contains="BA-2026-00001")
    assert line.unit == cast.units["civil"] and "多发的追回" in line.about and line.due_at
    assert not matter.asks.filter(about__contains=over.ref).exists()
    assert "BA-2026-00001" in cast.client("civil_officer").get("/").content.decode()


def test_whoever_moves_away_keeps_what_they_receive_until_somebody_decides(cast: Cast, home: Household) -> None:
    monthly = drawing(cast, person("周老七"), "BA-2026-00001")
    said = {
        "leaving": [str(person("周老七").pk)], "on": "2026-11-20", "destination": "外县女儿家", "evidence": "户口本",
        "new_head": str(person("周大山").pk),
    }  # fmt: skip
    matter = write_down(cast.client("wang_clerk"), home, "move_out", said)
    cast.client("secretary").post(f"/m/{matter.ref}/step/check/")
    (line,) = matter.asks.filter(about__contains="BA-2026-00001")
    assert line.unit == cast.units["civil"] and "要不要停、要不要转" in line.about
    monthly.refresh_from_db(from_queryset=Entitlement.objects.unscoped("test"))
    assert monthly.until is None


def test_a_death_that_was_not_one_goes_back_with_everything_that_it_ended(cast: Cast, home: Household) -> None:
    monthly = drawing(cast, person("周老七"), "BA-2026-00001", until=date(2027, 12, 31))
    clerk, secretary, civil = (cast.client(who) for who in ("wang_clerk", "secretary", "civil_officer"))
    matter = write_down(clerk, home, "death", died())
    secretary.post(f"/m/{matter.ref}/step/check/")
    done = matter.asks.get(about__contains="停发高龄津贴")
    civil.post(f"/m/{matter.ref}/ask/{done.pk}/", {"answer": "done", "said": "停了", "answered_by": "吴静"})

    said = {"why": "人在省城住院，打来电话了"}
    assert cast.client("li_clerk").post(f"/m/{matter.ref}/step/say_alive/", said).status_code == 404
    assert clerk.post(f"/m/{matter.ref}/step/say_alive/", {"why": ""}).status_code == 422
    assert clerk.post(f"/m/{matter.ref}/step/say_alive/", said).status_code == 302
    assert clerk.post(f"/m/{matter.ref}/step/take_death_back/").status_code == 409, "another looks"
    assert person("周老七").died_on is not None
    assert secretary.post(f"/m/{matter.ref}/step/take_death_back/").status_code == 302

    lives = person("周老七")
    assert lives.died_on is None and homes(lives).get().valid_until is None
    label = Label.objects.unscoped("test").get(person=lives)
    assert (label.valid_until, label.end_reason) == (None, "")
    monthly.refresh_from_db(from_queryset=Entitlement.objects.unscoped("test"))
    assert (monthly.until, monthly.ended_by, monthly.end_reason) == (date(2027, 12, 31), "", "")
    open_lines = dict(matter.asks.filter(answer="open").values_list("about", "unit_id"))
    town, committee = cast.units["civil"].pk, cast.units["shitou"].pk
    assert open_lines == {
        "周老七在户册里改回来了：没有去世、住在 0007 户、“低保”。告诉他家里，看看对不对": committee,
        "周老七回到户里了：户主要不要换回来，家里人和户主的关系改过来": committee,
        "周老七领的“高龄津贴”（BA-2026-00001）接着发，少发的、追回的补上": town,
        "人还在，这一件办过了，要退回：停发高龄津贴": town,
    }
    verbs = Entry.objects.filter(subject=f"person:{lives.pk}").values_list("verb", "reason")
    assert ("registry.record_death", "") in verbs, "what was written stays in the journal"
    assert ("registry.take_back_death", said["why"]) in verbs
    page = secretary.get(f"/m/{matter.ref}/").content.decode()
    assert "核对过，户册改好了" in page and "去世记错了，户册改回来了" in page


def test_whoever_lived_alone_is_head_of_a_household_that_goes_on(cast: Cast) -> None:
    alone, old = house(cast, "钱三", 8, born_on=date(1940, 1, 1))
    Label.objects.create(
        household=alone, kind="monitored", source="县里认定", valid_from=date(2026, 1, 1), village=cast.village,
        town=cast.town, county=cast.county,
    )  # fmt: skip
    clerk, secretary = cast.client("wang_clerk"), cast.client("secretary")
    said = {"person": str(old.pk), "on": "2026-11-21", "evidence": "邻居说的"}
    matter = write_down(clerk, alone, "death", said)
    secretary.post(f"/m/{matter.ref}/step/check/")
    alone.refresh_from_db()
    assert alone.until == date(2026, 11, 21)
    clerk.post(f"/m/{matter.ref}/step/say_alive/", {"why": "走亲戚去了，回来了"})
    secretary.post(f"/m/{matter.ref}/step/take_death_back/")
    alone.refresh_from_db()
    assert alone.until is None and homes(old).get().relation == "head"
    assert matter.asks.filter(answer="open", about__contains="停了的“防返贫监测户”要不要恢复").exists()


def test_whoever_may_see_the_register_finds_it_among_everything_that_can_be_opened(cast: Cast) -> None:
    assert "家里有变化" in cast.client("wang_clerk").get("/new/").content.decode()
    assert "家里有变化" in cast.client("wang_clerk").get("/new/?q=去世").content.decode()
    assert "家里有变化" not in cast.client("water_officer").get("/new/").content.decode()
