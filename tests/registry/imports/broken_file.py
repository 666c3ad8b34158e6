"""A county's file of 2,000 rows with everything that is wrong in such files, the same every time.

``write`` makes the workbook; ``FAULTS`` says what stands where and what the refusal must name. What is only untidy
(dates in five styles, blanks, full-width digits, amounts with 元) is spread over the other rows and must be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from tests.registry.imports.county_rows import HEADER, Village, rows

COUNT = 2000
SHEET = "户册"
FIRST = 6
"""The row, as Excel shows it, of the first person: title, unit, groups of columns, header, its second line."""
VILLAGES = [Village("云岭县", "柳湾镇", "石桥村"), Village("云岭县", "柳湾镇", "上坪村", "老屋场")]
CALLED = {
    "证件号码": "身份证\n号码", "与户主关系": "与户主\n关系", "人数": "家庭人口（人）",
    "人均纯收入": "人均纯收入\n（元）", "行政村": "村　名",
    "人联系电话": "联系电话", "易返贫致贫户(监测对象)类型": "监测对象类型", "自然村": "村民小组",
}  # fmt: skip
Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """From row ``at`` on, the first row that ``fits`` gets ``value`` under ``heading``; ``says`` is in the reason."""

    at: int
    heading: str
    value: object | Callable[[Cells, list[Cells]], object]
    says: str
    fits: Callable[[Cells], bool] = lambda row: row["与户主关系"] != "户主"


FAULTS: tuple[Fault, ...] = (
    Fault(100, "行政村", "并不存在村", "没有“柳湾镇并不存在村”这个村"),
    Fault(200, "证件号码", lambda row, _all: float(str(row["证件号码"])[:17] + "0"), "后几位丢了"),
    Fault(300, "证件号码", "1.50901E+17", "后几位丢了"),
    Fault(400, "证件号码", lambda row, _all: str(row["证件号码"])[:16] + "00", "有一位不对"),
    Fault(450, "证件号码", "150901640305123", "15 位"),
    Fault(500, "证件号码", lambda _row, all_: all_[10]["证件号码"], "是同一个人"),
    Fault(600, "与户主关系", "干亲", "不认识“干亲”"),
    Fault(700, "与户主关系", "户主", "两个户主"),
    Fault(800, "与户主关系", "", "还缺与户主关系"),
    Fault(900, "姓名", "", "还缺名字"),
    Fault(1000, "户编号", "", "还缺户编号"),
    Fault(1100, "人联系电话", "12345", "打不通"),
    Fault(1200, "风险识别时间", "去年冬天", "不像日期"),
    Fault(1300, "首次识别时间", "2024-02-31", "没有"),
    Fault(1400, "人均纯收入", "不详", "不像一个数"),
    Fault(1500, "姓名", "=HYPERLINK(\"http://x\")2", "名字里有数字"),
)  # fmt: skip


def clean(count: int = COUNT) -> list[Cells]:
    return [dict(row) for row in rows(count, VILLAGES)]


def spoilt(count: int = COUNT) -> tuple[list[Cells], dict[int, Fault]]:
    """The rows with every fault in them, and which fault stands at which index; closer together in fewer rows."""
    people, placed = clean(count), {}
    for fault in FAULTS:
        at = next(i for i in range(fault.at * count // COUNT, count) if fault.fits(people[i]) and i not in placed)
        people[at][fault.heading] = fault.value(people[at], people) if callable(fault.value) else fault.value
        placed[at] = fault
    return people, placed


def untidy(index: int, row: Mapping[str, object]) -> list[object]:
    """The cells of a row as different people type them."""
    cells = dict(row)
    name = str(cells["姓名"])
    if index % 5 == 1 and len(name) == 3 and not name.startswith("="):
        cells["姓名"] = f"　{name[0]}　{name[1:]} "
    if index % 7 == 2 and str(cells["人均纯收入"]).endswith(".00"):
        cells["人均纯收入"] = f"{float(str(cells['人均纯收入'])):,.2f}元"
    if index % 7 == 3:
        cells["人数"] = chr(ord("０") + int(str(cells["人数"])))
    for heading in ("首次识别时间", "风险识别时间"):
        cells[heading] = _day(index, str(cells[heading]))
    if index % 11 == 4:
        cells["证件号码"] = f" {cells['证件号码']}" if isinstance(cells["证件号码"], str) else cells["证件号码"]
    return list(cells.values())


def _day(index: int, text: str) -> object:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    styles: tuple[object, ...] = (
        f"{day:%Y-%m-%d}", f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", (day - date(1899, 12, 30)).days,
        datetime.combine(day, time()),
    )  # fmt: skip
    return styles[index % len(styles)]


def write(path: Path, people: list[Cells]) -> None:
    """Instructions, then the people below a title, merged cells and a header of two lines; a total below them."""
    with xlsxwriter.Workbook(str(path)) as book:
        about = book.add_worksheet("填表说明")
        for line, text in enumerate(("填表说明", "一、姓名按身份证填写。", "二、户编号不能空。", "姓名", "谢谢配合")):
            about.write_string(line, 0, text)
        sheet = book.add_worksheet(SHEET)
        sheet.merge_range(0, 0, 0, len(HEADER) - 1, "云岭县农户信息表")
        sheet.write_string(1, 0, "填报单位：柳湾镇（盖章）    单位：人、元")
        _write_header(sheet)
        day = book.add_format({"num_format": "yyyy/m/d"})
        for line, row in enumerate(people, FIRST - 1):
            _write_row(sheet, line, untidy(line, row), day)
        end = FIRST - 1 + len(people)
        sheet.write_string(end, 0, "合　计")
        sheet.write_number(end, HEADER.index("人数"), len(people))
        sheet.write_string(end + 1, 0, "填表人：　　　　审核人：")


def _write_header(sheet: xlsxwriter.Worksheet) -> None:
    """ "基本信息" over some columns; the names of all others stand in cells merged over both lines."""
    low = {"民族", "文化程度", "在校生状况", "健康状况"}
    for place, heading in enumerate(HEADER):
        title = CALLED.get(heading, heading)
        if heading in low:
            sheet.write_string(4, place, title)
        else:
            sheet.merge_range(3, place, 4, place, title)
    first = HEADER.index("民族")
    sheet.merge_range(3, first, 3, first + len(low) - 1, "基本信息")


def _write_row(sheet: xlsxwriter.Worksheet, line: int, cells: list[object], day: xlsxwriter.Format) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, datetime):
            sheet.write_datetime(line, place, cell, day)
        elif isinstance(cell, int | float):
            sheet.write_number(line, place, cell)
        elif cell != "":
            sheet.write_string(line, place, str(cell))
