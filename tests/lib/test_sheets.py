"""Tables that leave the house: sums add up, days sort, and everything else is text."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import python_calamine

from cunli.lib.sheets import table, width_of


def made() -> bytes:
    header = [("编号", 10), ("金额", 8), ("哪天", 12)]
    with table("名单", header, [["0012", Decimal("8000.50"), date(2026, 11, 30)], ["=1+1", "", ""]]) as file:
        return file.read()


def test_a_sum_is_a_number_a_day_a_date_and_a_number_that_names_something_text() -> None:
    rows = python_calamine.load_workbook(io.BytesIO(made())).get_sheet_by_index(0).to_python()
    assert rows[1] == ["0012", 8000.5, date(2026, 11, 30)]
    assert rows[2][0] == "'=1+1"


def test_on_paper_the_columns_stay_together_under_their_header() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        sheet, book = (package.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    assert 'orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in book


def test_a_column_is_as_wide_as_what_it_shows() -> None:
    assert width_of("张三") == width_of("abcd") == 6
