"""A list of people to verify, through the doors: drawn up once, opened in pieces, counted by village, never ranked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts import verifying
from cunli.acts.sweep import sweep
from cunli.cases.models import Batch, Listed, Matter
from cunli.lib.actors import SYSTEM
from cunli.messages.models import Message
from cunli.registry.models import Household, Label, Membership, Person
from cunli.registry.services import move_out, record_death
from tests.cast import NOW, TODAY, Cast

DAY = "2026-12-31"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def settle(cast: Cast, village: str, number: int, *names: str, label: str = "", **more: object) -> Household:
    """A household whose first is its head; each has 低保 where ``label`` says so."""
    area = cast.areas[village]
    where = {"county": cast.county, "town": area.town, "village": area}
    no = f"{number:04d}"
    home = Household.objects.create(
        **where, area=area, household_no=no, printed_no=f"H{area.pk}-{no}", since=date(2020, 1, 1), **more
    )
    for place, name in enumerate(names):
        one = Person.objects.create(**where, name=name, born_on=date(1950 + place, 1, 1), **more)
        relation = "other" if place else "head"
        Membership.objects.create(person=one, household=home, relation=relation, valid_from=date(2020, 1, 1))
        if label:
            Label.objects.create(**where, person=one, kind=label, source="县民政局", valid_from=date(2024, 1, 1))
    return home


def draw_up(cast: Cast, who: str = "civil_officer", kind: str = "dibao", done_by: str = DAY) -> Batch:
    answer = cast.client(who).post("/verification/", {"kind": kind, "done_by": done_by})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("id")


def opened() -> list[Matter]:
    return list(Matter.objects.unscoped("test").filter(procedure="verification").order_by("id"))


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", label="dibao")
    batch = draw_up(cast)
    other = cast.client("li_clerk")
    assert "低保每年核查" not in other.get("/verification/").content.decode()
    for way in (other.get, other.post):
        assert way(f"/verification/{batch.pk}/").status_code in (404, 405)
    assert other.post(f"/verification/{batch.pk}/open").status_code == 404
    assert other.get(f"/m/{opened()[0].ref}/").status_code == 404
    assert cast.client("far_officer").get(f"/verification/{batch.pk}/").status_code == 404


def test_only_the_town_and_the_county_draw_up_lists(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", label="dibao")
    clerk = cast.client("wang_clerk")
    assert "列出名单" not in clerk.get("/verification/").content.decode()
    assert clerk.post("/verification/", {"kind": "dibao", "done_by": DAY}).status_code == 403
    assert Batch.objects.count() == 0
    assert "列出名单" in cast.client("civil_officer").get("/verification/").content.decode()


def test_each_person_gets_one_matter_with_whoever_walks_the_grid_and_is_told(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", label="dibao", grid=cast.grids["shitou_1"])
    settle(cast, "shitou", 2, "钱三")
    one = settle(cast, "qiaotou", 3, "孙二", label="dibao")
    person = Person.objects.unscoped("test").get(name="孙二")
    person.user = cast.users["villager"]
    person.save()
    draw_up(cast)
    first, second = opened()
    assert (first.person.name, first.officer, first.unit) == ("周老七", cast.users["grid_member"], cast.units["shitou"])
    assert (second.officer, second.village) == (cast.users["li_clerk"], one.village)
    assert first.due_at.date() == date(2026, 12, 31)
    said = Message.objects.unscoped("test").filter(ref=second.ref, user_id=person.user_id).get().body
    assert "来不了说一声，我们上门" in said
    calls = Message.objects.unscoped("test").filter(ref=first.ref)
    assert not calls.exists(), "whoever goes tells them: no second call to make"


def test_drawing_up_and_opening_twice_changes_nothing(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", "周大山", label="dibao")
    batch = draw_up(cast)
    again = cast.client("civil_officer").post("/verification/", {"kind": "dibao", "done_by": DAY})
    assert again.status_code == 409 and "今天已经列过这份名单" in again.content.decode()
    before = len(opened())
    for _time in range(2):
        assert cast.client("civil_officer").post(f"/verification/{batch.pk}/open").status_code == 302
    sweep(at=NOW + timedelta(hours=12))
    assert len(opened()) == before == 2 and Batch.objects.count() == 1
    batch.refresh_from_db()
    assert batch.is_filed


def test_a_long_list_is_opened_in_pieces_and_the_sweep_goes_on(cast: Cast) -> None:
    names = [f"老人{number}" for number in range(120)]
    settle(cast, "shitou", 1, *names, label="dibao")
    batch = draw_up(cast)
    assert len(opened()) == verifying.AT_ONCE
    page = cast.client("civil_officer").get(f"/verification/{batch.pk}/").content.decode()
    assert "还有 70 人的没发下去" in page and "现在接着发" in page
    sweep(at=NOW + timedelta(hours=12))
    assert len(opened()) == 120 and Listed.objects.unscoped("test").filter(matter=None).count() == 0


def test_who_died_or_moved_since_is_listed_with_the_reason(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", "钱三", "孙二", "吴大", label="dibao")
    batch = verifying.draw_up(actor=cast.actor("civil_officer"), kind="dibao", done_by=date(2026, 12, 31), at=NOW)
    people = {one.name: one.pk for one in Person.objects.unscoped("test")}
    record_death(actor=SYSTEM, person_id=people["周老七"], on=TODAY, at=NOW)
    move_out(actor=SYSTEM, person_id=people["钱三"], on=TODAY, at=NOW)
    verifying.go_on(at=NOW)
    assert [one.person.name for one in opened()] == ["孙二", "吴大"]
    record_death(actor=SYSTEM, person_id=people["孙二"], on=TODAY, at=NOW)
    page = cast.client("wang_clerk").get(f"/verification/{batch.pk}/").content.decode()
    gone = page.split("去世了、搬走了的")[1]
    assert all(name in gone for name in ("周老七", "钱三", "孙二")) and "吴大" not in gone
    assert "不用核实 2" in page


def test_counts_by_village_stand_in_the_registers_order_and_name_nobody_to_the_county(cast: Cast) -> None:
    settle(cast, "shitou", 1, "周老七", label="dibao")
    settle(cast, "qiaotou", 2, "孙二", label="dibao")
    batch = draw_up(cast, "supervisor")
    last = opened()[-1]
    done = {"how": "record", "checked_by": "县民政局", "checked_on": "2026-11-22"}
    assert cast.client("li_clerk").post(f"/m/{last.ref}/step/verify/", done).status_code == 302
    page = cast.client("supervisor").get(f"/verification/{batch.pk}/").content.decode()
    assert "名单上 2 人，核实过 1 人" in page and "周老七" not in page and "孙二" not in page
    assert page.index("石头村") < page.index("桥头村"), "the one that is further does not go before"
    village = cast.client("wang_clerk").get(f"/verification/{batch.pk}/").content.decode()
    assert "名单上 1 人" in village and "桥头村" not in village and "周老七" in village


def test_everybody_of_an_age_for_the_pension_and_a_household_by_its_head(cast: Cast) -> None:
    home = settle(cast, "shitou", 1, "周老七", "周小山")
    Person.objects.unscoped("test").filter(name="周小山").update(born_on=date(1970, 1, 1))
    Label.objects.create(
        household=home, kind="destitute", source="县民政局", valid_from=date(2024, 1, 1), village=cast.village,
        town=cast.town, county=cast.county,
    )  # fmt: skip
    draw_up(cast, kind="pension")
    draw_up(cast, kind="destitute")
    assert [one.person.name for one in opened()] == ["周老七", "周老七"]


def test_a_day_that_has_passed_and_a_list_of_nobody_are_refused(cast: Cast) -> None:
    client = cast.client("civil_officer")
    page = client.post("/verification/", {"kind": "dibao", "done_by": DAY})
    assert "户册里现在没有这样的人" in page.content.decode()
    settle(cast, "shitou", 1, "周老七", label="dibao")
    page = client.post("/verification/", {"kind": "dibao", "done_by": "2026-11-01"})
    assert "这个日子已经过去了" in page.content.decode() and Batch.objects.count() == 0


def test_the_page_of_a_list_asks_little_of_the_database_however_long_it_is(cast: Cast) -> None:
    settle(cast, "shitou", 1, *[f"老人{number}" for number in range(60)], label="dibao")
    batch = draw_up(cast)
    verifying.go_on(at=NOW)
    client = cast.client("wang_clerk")
    client.get(f"/verification/{batch.pk}/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(f"/verification/{batch.pk}/").content.decode()
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]
    assert "后面的" in page
