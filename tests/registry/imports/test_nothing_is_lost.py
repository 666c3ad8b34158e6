"""What a county's file says and we cannot take is said to whoever sent it, never passed over."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from cunli.registry import services
from cunli.registry.models import ImportedFacts, Person
from tests.registry.conftest import NOW, START, World
from tests.registry.imports.test_import import csv_of, person, reasons, run, the_person


def book_of(path: Path, sheets: dict[str, list[list[str]]], *hidden: str) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
            if name in hidden:
                sheet.hide()
    return path


def lines_of(*people: dict[str, str]) -> list[list[str]]:
    return [list(people[0]), *(list(one.values()) for one in people)]


def told(path: Path) -> str:
    out = io.StringIO()
    call_command("import", str(path), stdout=out)
    return out.getvalue()


def values() -> dict[str, str]:
    found: dict[str, str] = ImportedFacts.objects.unscoped("test").get(person=the_person()).values
    return found


@pytest.mark.parametrize(
    "said", [{"health": "残疾", "relation": "之子"}, {"health": "残疾", "relation": "", "民族": "汉族"}]
)
def test_a_row_about_somebody_without_a_name_comes_back(world: World, tmp_path: Path, said: dict[str, str]) -> None:
    nobody = person(2, name="", id="", house="8001", **said)
    answer = run(csv_of(tmp_path / "a.csv", [person(), nobody]))
    assert (answer["new"], answer["refused"]) == (1, 1)
    assert reasons(answer) == [("姓名", "还缺名字")]


def test_totals_notes_group_headings_and_the_header_once_more_are_no_people(world: World, tmp_path: Path) -> None:
    blank = dict.fromkeys(person(), "")
    others = [
        blank | {"户编号": "合计", "人数": "3", "人均纯收入": "9000"},
        blank | {"县(市、区、旗)": "备注：数据截至三月"},
        dict.fromkeys(blank, "第一村民小组"),
        {title: title for title in blank},
        blank | {"户编号": "120户", "人数": "350人"},
    ]
    answer = run(csv_of(tmp_path / "a.csv", [person(), *others]))
    assert (answer["new"], answer["refused"]) == (1, 0)


def test_sheets_that_were_not_read_are_named_with_the_reason(world: World, tmp_path: Path) -> None:
    sheets = {"填表说明": [["一、按户填写"], ["二、不要改表头"]], "户册": lines_of(person()), "去年": [["x"]], "空": []}
    path = book_of(tmp_path / "a.xlsx", sheets, "去年")
    answer = run(path, "--dry-run")
    assert answer["sheets_not_read"] == [
        {"sheet": "填表说明", "reason": "没有表头"}, {"sheet": "去年", "reason": "是隐藏的"},
    ]  # fmt: skip
    said = told(path)
    assert "没读的表：填表说明，因为没有表头" in said and "没读的表：去年，因为是隐藏的" in said and "空" not in said
    with pytest.raises(CommandError, match="隐藏的表没有读：户册"):
        run(book_of(tmp_path / "b.xlsx", {"说明": [["看"]], "户册": lines_of(person())}, "户册"))


def test_a_second_column_of_the_same_heading_and_one_without_are_kept_and_named(world: World, tmp_path: Path) -> None:
    header, row = lines_of(person(phone="13900001111"))
    header += ["人联系电话", "", "养牛", "养牛", "空着的", ""]
    row += ["13900002222", "住在县城", "3", "5", "", ""]
    path = book_of(tmp_path / "a.xlsx", {"户册": [header, row]})
    letter = "没有表头的第 AF 列"
    assert "、".join(["人联系电话（第2列）", "养牛", "养牛（第2列）", letter, "空着的"]) in told(path)
    found = values()
    assert (found["人联系电话（第2列）"], found[letter]) == ("13900002222", "住在县城")
    assert (found["养牛"], found["养牛（第2列）"]) == ("3", "5")
    assert run(path)["unchanged"] == 1


def test_a_heading_over_two_cells_says_nothing_twice(world: World, tmp_path: Path) -> None:
    header, row = lines_of(person())
    path = book_of(tmp_path / "a.xlsx", {"户册": [[*header, "户类型", "户类型"], [*row, "脱贫户", "脱贫户"]]})
    run(path)
    assert "户类型（第3列）" in values() and "姓名（第2列）" not in values()


def test_a_column_without_a_heading_can_be_explained(world: World, tmp_path: Path) -> None:
    header, row = lines_of(person())
    path = book_of(tmp_path / "a.xlsx", {"户册": [[*header, ""], [*row, "石桥一组18号"]]})
    assert run(path, "--map", "没有表头的第 AE 列=address")["new"] == 1
    assert not ImportedFacts.objects.unscoped("test").filter(values__has_key="没有表头的第 AE 列").exists()


def test_a_row_of_another_county_comes_back(world: World, tmp_path: Path) -> None:
    ours = [person(1, **{"县(市、区、旗)": name}) for name in ("云岭县",)]
    other = person(2, **{"县(市、区、旗)": "兴和县"})
    long = person(3, **{"县(市、区、旗)": "乌兰察布市云岭县"})
    answer = run(csv_of(tmp_path / "a.csv", [*ours, other, long]))
    assert answer["new"] == 2
    assert reasons(answer) == [("县(市、区、旗)", "这里写的是兴和县，这个村在云岭县")]
    assert Person.objects.unscoped("test").count() == 2


def test_of_one_village_only_another_county_comes_back_too(world: World, tmp_path: Path) -> None:
    services.register_household(actor=world.clerk, area_id=world.village.pk, since=START, at=NOW)
    said = {**person(), "县(市、区、旗)": "兴和县", "行政村": "", "乡(镇)": ""}
    answer = run(csv_of(tmp_path / "a.csv", [said]), "--as", "赵明")
    assert (answer["new"], answer["refused"]) == (0, 1)
