"""Import: a county's file by ``cunli import``, against reading it and copying its rows into a bare table; and, as a
figure, against reading it and copying what the register makes of those rows."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from tests.registry.imports.county_rows import HEADER, Village, rows

from benchmarks import same_rows
from benchmarks.ground import Ground
from benchmarks.promises import Promise, scaled
from benchmarks.sites import Site, on_postgresql

ROWS, VILLAGES, TOWNS = 300_000, 180, 12
TIMES_BARE, MEMORY_MB = 4.0, 700


def promises(ground: Ground) -> Iterator[Promise]:
    """The bare one before and after, because the machine may be busier at one time than at another."""
    site = on_postgresql(ground.cluster, "import", ground.folder)
    file = ground.folder / "county.xlsx"
    _write(file, _places(site, ground.folder / "places.csv"))
    bare = [site.run("benchmarks.bare_import", file).seconds]
    imported = site.cunli("import", file)
    bare.append(site.run("benchmarks.bare_import", file).seconds)
    if (found := site.ask("residents")) != scaled(ROWS):
        raise AssertionError(f"{scaled(ROWS)} rows were imported, {found} persons are in the register")
    base = statistics.mean(bare)
    note = f"{imported.seconds:.1f} s against {base:.1f} s"
    yield Promise(f"import of {scaled(ROWS):,} rows, × bare", TIMES_BARE, imported.seconds / base, note=note)
    made = same_rows.seconds(site, on_postgresql(ground.cluster, "import_again", ground.folder)) + base
    note = f"{imported.seconds:.1f} s against {made:.1f} s"
    yield Promise("the same, × bare and the register's own rows", None, imported.seconds / made, note=note)
    yield Promise(f"import of {scaled(ROWS):,} rows: MB", MEMORY_MB, imported.megabytes)


def _places(site: Site, path: Path) -> list[Village]:
    """A county of its own with nobody in it yet."""
    lines, villages = ["code,name", "990201,云岭县"], []
    for town in range(TOWNS):
        lines.append(f"990201{100 + town},第{town}镇")
        for number in range(town, VILLAGES, TOWNS):
            lines.append(f"990201{100 + town}{200 + number},第{number}村村民委员会")
            villages.append(Village("云岭县", f"第{town}镇", f"第{number}村"))
    path.write_text("\n".join(lines), encoding="utf-8")
    site.cunli("places", path)
    return villages


def _write(path: Path, villages: list[Village]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("户册")
        for column, heading in enumerate(HEADER):
            sheet.write_string(0, column, heading)
        for line, row in enumerate(rows(scaled(ROWS), villages), 1):
            for column, cell in enumerate(row.values()):
                sheet.write_string(line, column, cell)
