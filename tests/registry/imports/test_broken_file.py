"""The file with everything wrong in it: preview, refusals, corrected, imported, imported again."""

from __future__ import annotations

from pathlib import Path

import python_calamine
import xlsxwriter

from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from cunli.registry.imports import Plan, Source, apply, plan_of, write_refused
from cunli.registry.models import Household, Import, ImportedFacts, Label, Membership, Person
from tests.registry.conftest import NOW, World
from tests.registry.imports import broken_file
from tests.registry.imports.broken_file import COUNT, FAULTS, FIRST, SHEET


def planned(path: Path) -> Plan:
    return plan_of(actor=SYSTEM, source=Source(path.name, path), at=NOW)


def spoilt_file(tmp_path: Path) -> Path:
    path = tmp_path / "户册.xlsx"
    broken_file.write(path, broken_file.spoilt()[0])
    return path


def test_every_fault_is_refused_with_its_row_its_column_and_why_and_all_else_is_read(
    world: World, tmp_path: Path
) -> None:
    plan = planned(spoilt_file(tmp_path))
    _people, placed = broken_file.spoilt()
    found = {refused.row: refused for refused in plan.refused}
    assert sorted(found) == [FIRST + index for index in placed]
    for index, fault in placed.items():
        refused = found[FIRST + index]
        assert refused.sheet == SHEET
        assert fault.says in refused.reason, refused
        called = broken_file.CALLED.get(fault.heading, fault.heading)
        assert refused.column == " ".join(called.split()), refused
    assert (plan.new, plan.changed, plan.unchanged) == (COUNT - len(FAULTS), 0, 0)
    assert Person.objects.unscoped("test").count() == 0


def test_the_refused_rows_come_back_are_corrected_and_imported_and_the_same_again_changes_nothing(
    world: World, tmp_path: Path
) -> None:
    path, back, mended = spoilt_file(tmp_path), tmp_path / "退回.xlsx", tmp_path / "改好.xlsx"
    plan = planned(path)
    write_refused(plan=plan, path=back)
    apply(actor=SYSTEM, plan=plan, at=NOW)
    correct(back, mended)
    plan = planned(mended)
    assert (plan.new, plan.refused) == (len(FAULTS), [])
    apply(actor=SYSTEM, plan=plan, at=NOW)
    everybody = tmp_path / "全对.xlsx"
    broken_file.write(everybody, broken_file.clean())
    plan = planned(everybody)
    assert (plan.new, plan.changed, plan.unchanged, plan.refused) == (0, 0, COUNT, [])
    before = counts()
    assert apply(actor=SYSTEM, plan=plan, at=NOW) is None
    assert counts() == before


def test_no_cell_of_the_returned_sheet_is_a_formula(world: World, tmp_path: Path) -> None:
    back = tmp_path / "退回.xlsx"
    write_refused(plan=planned(spoilt_file(tmp_path)), path=back)
    texts = [cell for row in lines(back) for cell in row if isinstance(cell, str)]
    assert any(text.startswith("'=HYPERLINK") for text in texts)
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def correct(
    back: Path, mended: Path, people: list[broken_file.Cells] | None = None, renamed: dict[str, str] | None = None
) -> None:
    """What the county does with the returned sheet: put right what the last column names, and call columns its way."""
    right = {row["人编号"]: row for row in people or broken_file.clean()}
    header, *people = lines(back)
    assert header[-1] == "原因"
    with xlsxwriter.Workbook(str(mended)) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [(renamed or {}).get(str(heading), heading) for heading in header])
        for line, person in enumerate(people, 1):
            assert person[-1]
            sheet.write_row(line, 0, [*right[person[5]].values(), person[-1]])


def lines(path: Path) -> list[list[object]]:
    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def counts() -> tuple[int, ...]:
    tables = (Person, Household, Membership, Label, ImportedFacts)
    return (
        *(table.objects.unscoped("test").count() for table in tables),
        Import.objects.count(),
        Entry.objects.count(),
    )
