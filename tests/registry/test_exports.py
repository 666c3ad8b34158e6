"""What leaves as an Excel: the rows and columns the post sees, masked as on its pages, no cell a formula, on record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
import python_calamine
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from cunli.journal.models import Entry
from cunli.registry import services
from cunli.registry.kinds import LabelKind, Relation
from cunli.registry.models import Household, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World
from tests.registry.test_consent_pages import as_

EXPORT = reverse("registry:export")
WHY = {"reason": "核对医保缴费"}
HEADER = [
    "乡镇",
    "村",
    "组",
    "户号",
    "名字",
    "与户主关系",
    "性别",
    "年龄",
    "身份证号",
    "电话",
    "住哪里",
    "标签",
    "从哪天住这里",
]


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def sheet_of(client: Client, address: str = EXPORT) -> list[list[str]]:
    answer = client.post(address, WHY)
    assert isinstance(answer, StreamingHttpResponse) and answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]  # not an async answer
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def labelled(world: World, home: Home) -> None:
    for kind, bearer in ((LabelKind.DISABLED, home.son), (LabelKind.PARTY_MEMBER, home.son)):
        services.put_label(
            actor=world.clerk, kind=kind, person_id=bearer.pk, source="县残联证", valid_from=START, at=NOW
        )


def test_it_holds_what_the_pages_show_masked_as_there_and_no_child_by_name(world: World, home: Home) -> None:
    labelled(world, home)
    header, *rows = sheet_of(as_(world.clerk))
    assert header == HEADER
    assert [row[4] for row in rows] == ["单桂兰", "曾小军", "孩子（10岁）"]
    grandmother, son, child = (dict(zip(HEADER, row, strict=True)) for row in rows)
    assert grandmother["电话"] == "138****1234" and "*" in grandmother["身份证号"]
    assert (grandmother["村"], grandmother["组"], grandmother["年龄"]) == ("石桥村", "一组", "85")
    assert son["标签"] == "残疾、党员" and (child["身份证号"], child["电话"]) == ("", "")


def test_a_post_that_may_not_unmask_gets_no_label_about_health(world: World, home: Home) -> None:
    labelled(world, home)
    Household.objects.unscoped("test").update(grid=world.grid)
    Person.objects.unscoped("test").update(grid=world.grid)
    rows = sheet_of(as_(world.grid_member))
    assert [row[11] for row in rows[1:]] == ["", "党员", ""]


def test_another_village_gets_none_of_it_and_a_villager_not_even_the_page(world: World, home: Home) -> None:
    assert len(sheet_of(as_(world.other_clerk))) == 1
    assert len(sheet_of(as_(world.other_clerk), f"{EXPORT}?village={world.village.pk}")) == 1
    assert as_(world.villager).get(EXPORT).status_code == 403
    town = as_(world.town_officer)
    assert len(sheet_of(town, f"{EXPORT}?village={world.other_village.pk}")) == 1
    assert len(sheet_of(town, f"{EXPORT}?village={world.village.pk}")) == 4


def test_no_cell_is_taken_for_a_formula(world: World, home: Home) -> None:
    starts = ("=1+1", "+8613", "-2", "@SUM", "\tx", "\rx")
    for number, name in enumerate(starts):
        services.add_person(
            actor=world.clerk, household_id=home.household.pk, name="某人", relation=Relation.OTHER, since=START,
            at=NOW, born_on=date(1980, 1, 1 + number),
        )  # fmt: skip
        Person.objects.unscoped("test").filter(name="某人").update(name=name)
    cells = [cell for row in sheet_of(as_(world.clerk)) for cell in row]
    assert {"'=1+1", "'+8613", "'-2", "'@SUM"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_who_took_what_for_what_is_on_record_and_without_a_reason_nothing_is_given(world: World, home: Home) -> None:
    client = as_(world.clerk)
    for reason in ("", "看看"):
        answer = client.post(EXPORT, {"reason": reason})
        assert answer.status_code == 422 and "拿来做什么" in answer.content.decode()
    assert not Entry.objects.filter(verb="registry.people_exported").exists()
    sheet_of(client, f"{EXPORT}?village={world.village.pk}")
    entry = Entry.objects.get(verb="registry.people_exported")
    assert (entry.user_id, entry.reason, entry.after) == (world.clerk.user_id, "核对医保缴费", {"rows": 3})
    assert entry.village_id == world.village.pk


def test_too_many_for_one_file_is_said_before_and_refused_after(world: World, home: Home) -> None:
    client = as_(world.clerk)
    with mock.patch("cunli.registry.exports.MOST", 2):
        assert "请先选一个村" in client.get(EXPORT).content.decode()
        answer = client.post(EXPORT, WHY)
    assert answer.status_code == 422 and "一份最多 2 人" in answer.content.decode()


def test_it_is_reached_from_the_list_with_the_village_chosen_there(world: World, home: Home) -> None:
    town = as_(world.town_officer)
    page = town.get(f"/households/?village={world.village.pk}").content.decode()
    address = f"{EXPORT}?village={world.village.pk}"
    assert address in page
    page = town.get(address).content.decode()
    assert "石桥村" in page and "3 人" in page and TODAY.isoformat() not in page
