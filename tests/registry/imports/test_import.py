"""Through the command: what a county's file does to the register."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.utils import timezone

from cunli.accounts.models import User
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from cunli.lib.refusals import Conflict, NotYourPost, NotYours
from cunli.lib.scope import Scope
from cunli.registry import services
from cunli.registry.imports import Source, apply, plan_of
from cunli.registry.imports.facts import imported_of
from cunli.registry.kinds import LabelKind, Relation
from cunli.registry.models import Household, Import, ImportChange, Label, Membership, Person
from cunli.registry.selectors import household_page
from tests.registry.conftest import NOW, TODAY, Home, World
from tests.registry.imports.county_rows import HEADER, Village, id_number, rows

SHIQIAO, SHANGPING = Village("云岭县", "柳湾镇", "石桥村"), Village("云岭县", "柳湾镇", "上坪村")
BORN = date(1960, 4, 5)


def csv_of(path: Path, people: list[dict[str, str]], encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO()
    out = csv.DictWriter(text, list(people[0]))
    out.writeheader()
    out.writerows(people)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def run(path: Path, *options: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("import", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def person(serial: int = 1, **said: str) -> dict[str, str]:
    """A head alone in a house; ``said`` by the short names below."""
    called = {"name": "姓名", "id": "证件号码", "house": "户编号", "relation": "与户主关系", "phone": "人联系电话",
              "village": "行政村", "health": "健康状况", "kind": "户类型", "gone": "风险是否消除"}  # fmt: skip
    row = dict.fromkeys(HEADER, "") | {
        "乡(镇)": "柳湾镇", "行政村": "石桥村", "自然村": "第一村民小组", "户编号": f"8{serial:03d}", "姓名": "单有福",
        "证件号码": id_number(BORN, serial), "与户主关系": "户主",
    }  # fmt: skip
    return row | {called.get(key, key): value for key, value in said.items()}


def said_of(scope: Scope, name: str) -> dict[str, str]:
    """What the page of the only household shows of one of its people, or ("") of itself."""
    page = household_page(scope, Household.objects.unscoped("test").get().pk, timezone.localdate())
    return {said.title: said.value for one in imported_of(page) if one.name == name for said in one.said}


def the_person() -> Person:
    return Person.objects.unscoped("test").get(name="单有福")


def reasons(answer: dict[str, object]) -> list[tuple[str, str]]:
    refused = answer["refused_rows"]
    assert isinstance(refused, list)
    return [(row["column"], row["reason"]) for row in refused]


def test_a_clean_file_is_imported_and_the_second_time_changes_nothing(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "户册.csv", list(rows(30, [SHIQIAO, SHANGPING])))
    assert run(path, "--dry-run")["new"] == 30
    assert Person.objects.unscoped("test").count() == 0
    assert run(path) == {"new": 30, "changed": 0, "unchanged": 0, "refused": 0, "refused_rows": []}
    houses, entries = Household.objects.unscoped("test").count(), Entry.objects.count()
    assert run(path) == {"new": 0, "changed": 0, "unchanged": 30, "refused": 0, "refused_rows": []}
    assert (Household.objects.unscoped("test").count(), Entry.objects.count()) == (houses, entries)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_encoding_that_excel_writes(world: World, tmp_path: Path, encoding: str) -> None:
    assert run(csv_of(tmp_path / "户册.csv", [person()], encoding))["new"] == 1
    assert the_person().name == "单有福"


def test_one_entry_names_the_file_and_each_value_knows_its_row(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "三月.csv", [person()])
    run(path)
    run(csv_of(tmp_path / "四月.csv", [person(phone="13900001111", name="单有富")]))
    entry = Entry.objects.filter(verb="registry.import").latest("id")
    assert (entry.after["file"], entry.after["changed"]) == ("四月.csv", 1)
    assert entry.after["sha256"] == Import.objects.latest("id").sha256
    changes = ImportChange.objects.unscoped("test").filter(person__name="单有富").order_by("id")
    assert [(one.row, one.field, one.old, one.new) for one in changes] == [
        (2, "", "", ""), (2, "name", "单有福", "单有富"), (2, "phone", "", ""),
    ]  # fmt: skip


def test_an_empty_cell_takes_nothing_away(world: World, tmp_path: Path) -> None:
    run(csv_of(tmp_path / "a.csv", [person(phone="13900001111", health="残疾")]))
    answer = run(csv_of(tmp_path / "b.csv", [person()]))
    assert (answer["changed"], answer["unchanged"]) == (0, 1)
    assert the_person().phone_last4 == "1111"


def test_who_was_registered_by_hand_is_known_by_number_or_by_name_and_birth(
    world: World, home: Home, tmp_path: Path
) -> None:
    house = home.household.household_no
    grandmother, son = home.grandmother, home.son
    said = [
        person(house=house, name="单桂兰", id=grandmother.id_number, 出生日期="1941-05-06"),
        person(house=house, name="曾小军", id="", relation="之子", 出生日期="1975.2.3"),
    ]
    answer = run(csv_of(tmp_path / "a.csv", said))
    assert (answer["new"], answer["refused"]) == (0, 0)
    assert Person.objects.unscoped("test").filter(name=son.name).count() == 1


def test_what_the_register_contradicts_is_refused(world: World, home: Home, tmp_path: Path) -> None:
    house, son = home.household.household_no, home.son.id_number
    said = [
        person(1, house=house),
        person(2, name="曾小军", id=son),
        person(3, village="上坪村", name="曾小军", id=son, house="1"),
    ]
    assert [column for column, _why in reasons(run(csv_of(tmp_path / "a.csv", said)))] == [
        "与户主关系", "户编号", "证件号码",
    ]  # fmt: skip


def test_a_new_head_is_taken_when_the_file_says_what_the_old_one_is_now(
    world: World, home: Home, tmp_path: Path
) -> None:
    house = home.household.household_no
    said = [
        person(house=house, name="曾小军", id=home.son.id_number),
        person(house=house, name="单桂兰", id=home.grandmother.id_number, relation="之母"),
    ]
    assert run(csv_of(tmp_path / "a.csv", said))["changed"] == 2
    members = Membership.objects.unscoped("test").filter(household=home.household)
    assert members.get(relation=Relation.HEAD).person == home.son


def test_findings_become_labels_with_the_file_as_source_and_end_when_the_risk_is_gone(
    world: World, tmp_path: Path
) -> None:
    said = person(health="残疾,患有大病", kind="脱贫不稳定户", 风险识别时间="2024年3月5日")
    run(csv_of(tmp_path / "三月.csv", [said]))
    labels = Label.objects.unscoped("test")
    assert set(labels.values_list("kind", flat=True)) == {
        LabelKind.DISABLED, LabelKind.SERIOUSLY_ILL, LabelKind.MONITORED, LabelKind.LIFTED_OUT_OF_POVERTY,
    }  # fmt: skip
    monitored = labels.get(kind=LabelKind.MONITORED)
    assert (monitored.source, monitored.valid_from) == ("导入：三月.csv", date(2024, 3, 5))
    gone = csv_of(tmp_path / "四月.csv", [said | {"风险是否消除": "是", "风险消除时间": "2026-01-02"}])
    assert run(gone)["changed"] == 1
    assert labels.get(kind=LabelKind.MONITORED).valid_until == date(2026, 1, 2)
    assert run(gone)["changed"] == 0


def test_nothing_of_the_sheet_is_lost_and_health_is_not_for_everybody(world: World, tmp_path: Path) -> None:
    said = person(health="长期慢性病") | {"人均纯收入": "１２,３４５元", "养牛头数": "3"}
    run(csv_of(tmp_path / "三月.csv", [said]))
    found = said_of(world.clerk.scope, "单有福")
    assert found == {"健康状况": "长期慢性病", "养牛头数": "3", "登记进来": ""}
    assert said_of(world.clerk.scope, "") == {"人均纯收入": "12345"}
    with pytest.raises(NotYours):
        said_of(world.other_clerk.scope, "单有福")
    Household.objects.unscoped("test").update(grid=world.grid)
    assert said_of(world.grid_member.scope, "单有福") == {"登记进来": ""}


def test_what_a_heading_means_is_said_once_and_remembered(world: World, tmp_path: Path) -> None:
    said = [{**person(), "一年挣多少": "8000"}]
    del said[0]["人均纯收入"]
    run(csv_of(tmp_path / "a.csv", said), "--map", "一年挣多少=income")
    said[0]["一年挣多少"] = "九千"
    assert reasons(run(csv_of(tmp_path / "b.csv", said)))[0][0] == "一年挣多少"


def test_a_clerk_imports_their_own_village_only_and_a_grid_member_nothing(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "户册.csv", [person(1), person(2, village="上坪村")])
    login = User.objects.get(pk=world.clerk.user_id).username
    answer = run(path, "--as", login)
    assert (answer["new"], answer["refused"]) == (1, 1)
    assert "不归您管" in reasons(answer)[0][1]
    with pytest.raises(NotYourPost):
        plan_of(actor=world.grid_member, source=Source("户册.csv", path), at=NOW)


def test_a_plan_is_not_applied_to_another_file_or_another_register(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", [person()])
    plan = plan_of(actor=SYSTEM, source=Source("a.csv", path), at=NOW)
    csv_of(path, [person(name="单有财")])
    with pytest.raises(Conflict, match="文件"):
        apply(actor=SYSTEM, plan=plan, at=NOW)
    plan = plan_of(actor=SYSTEM, source=Source("a.csv", path), at=NOW)
    services.register_household(actor=world.clerk, area_id=world.village.pk, since=TODAY, at=NOW, household_no="8001")
    with pytest.raises(Conflict, match="户册"):
        apply(actor=SYSTEM, plan=plan, at=NOW)
    assert Person.objects.unscoped("test").count() == 0


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1nonsense", b"\0\1\2\3"]
)
def test_a_broken_file_changes_nothing_and_says_what_to_do(world: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="请"):
        run(path)
    assert Entry.objects.filter(verb="registry.import").count() == 0


def test_a_cell_at_the_far_end_and_a_bomb_are_not_opened(world: World, tmp_path: Path) -> None:
    far, bomb = tmp_path / "远.xlsx", tmp_path / "炸.xlsx"
    with xlsxwriter.Workbook(str(far)) as book:
        book.add_worksheet().write_string(1_048_575, 16_383, "远")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    for path in (far, bomb):
        with pytest.raises(CommandError, match="大得不正常"):
            run(path)


def test_a_sheet_without_people_is_said_to_be_one(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有找到表头"):
        run(csv_of(tmp_path / "a.csv", [{"说明": "一、二、三", "备注": "无"}]))


def test_children_are_not_shown_by_their_facts(world: World, tmp_path: Path) -> None:
    child = person(name="单小宝", id=id_number(date(2018, 3, 4), 9), 文化程度="小学")
    run(csv_of(tmp_path / "a.csv", [child]))
    assert said_of(world.clerk.scope, "孩子（8岁）") == {"文化程度": "…", "登记进来": ""}
