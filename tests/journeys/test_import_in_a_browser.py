"""A county's file with everything wrong in it, by page: sent, looked at, imported, corrected, sent again.

The town's officer sends the rows of two villages, closes the page and comes back, imports, takes the refused rows home,
corrects them, explains a heading of her own, and imports those. At the desk the process is then killed under an import,
the whole is sent once more, and she takes the register out again as an Excel.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import python_calamine

from tests.journeys.browsing import Crowd
from tests.registry.imports import broken_file
from tests.registry.imports.broken_file import FAULTS, Cells
from tests.registry.imports.test_broken_file import correct, lines

pytestmark = pytest.mark.browser

HERE = {"石桥村": "石头村", "上坪村": "桥头村"}
OWN = "一年挣多少"
"""What this county calls 人均纯收入."""
PATIENCE = 60_000
COUNT = 320
"""As few as all the faults fit into: what 2,000 of them become is for ``tests.registry.imports``."""
WAYS = {"at_a_desk": ("desk", True), "at_a_phone": ("phone", True), "without_scripts": ("desk", False)}


@pytest.mark.parametrize("way", WAYS)
def test_import(crowd: Crowd, tmp_path: Path, way: str) -> None:
    face, scripts = WAYS[way]
    story = Importing(crowd, tmp_path, face, scripts=scripts)
    story.sent_while_nothing_works_off_the_line()
    with crowd.place.importer() as importer:
        story.shown_with_everything_that_is_wrong()
        story.imported_and_the_refused_taken_home()
        story.corrected_its_own_heading_explained_and_imported()
        if way == "at_a_desk":  # no matter of devices
            story.killed_under_an_import(importer.pid)
            story.the_same_again_changes_nothing()
            story.taken_out_again()


def here(people: list[Cells]) -> list[Cells]:
    """The rows for the villages of the cast."""
    ours = {"县(市、区、旗)": "青河县"}
    return [{**row, **ours, "行政村": HERE.get(str(row["行政村"]), row["行政村"])} for row in people]


class Importing:
    def __init__(self, crowd: Crowd, folder: Path, face: str, *, scripts: bool) -> None:
        self.place, self.folder, self.scripts = crowd.place, folder, scripts
        self.officer = crowd.staff("civil_officer", face, scripts=scripts)
        self.refused = folder / "退回的行.xlsx"

    def send(self, path: Path) -> None:
        self.officer.goes("/register/import")
        self.officer.page.get_by_label("选一个表").set_input_files(path)
        self.officer.taps_on(self.officer.button("传上去看看"))

    def waits_for(self, words: str) -> None:
        """The page comes by itself to what it waits for, with scripts or without."""
        self.officer.page.get_by_text(words).first.wait_for(timeout=PATIENCE)
        self.officer.settles()

    def imports(self) -> None:
        self.officer.taps_on(self.officer.page.get_by_role("button", name="导入", exact=True))

    def sent_while_nothing_works_off_the_line(self) -> None:
        officer, path = self.officer, self.folder / "柳湾镇户册.xlsx"
        broken_file.write(path, here(broken_file.spoilt(COUNT)[0]))
        officer.goes("/households/")
        officer.taps_on(officer.link("导入"))
        officer.look_if_new()
        self.send(path)
        officer.sees("柳湾镇户册.xlsx", "马上就开始", "这一页关掉也不要紧")
        self.place.later(2)
        officer.taps_on(officer.link("再看一眼"))
        officer.sees("cunli importer 没有开着")
        officer.goes("/")
        officer.goes("/register/import")
        officer.sees("排着队等读")
        officer.taps_on(officer.link("柳湾镇户册.xlsx"))

    def shown_with_everything_that_is_wrong(self) -> None:
        officer = self.officer
        self.waits_for(f"会新增 {COUNT - len(FAULTS):,} 人")
        officer.sees(f"退回 {len(FAULTS)} 行")
        for fault in FAULTS:
            officer.sees(fault.says)
        officer.look_if_new()

    def imported_and_the_refused_taken_home(self) -> None:
        officer = self.officer
        self.imports()
        self.waits_for(f"导好了：新增 {COUNT - len(FAULTS):,} 人")
        self.refused = officer.downloads(officer.button("下载退回的行"), self.folder)
        header, *rows = lines(self.refused)
        assert header[-1] == "原因" and len(rows) == len(FAULTS) and all(row[-1] for row in rows)

    def corrected_its_own_heading_explained_and_imported(self) -> None:
        officer, mended = self.officer, self.folder / "改好.xlsx"
        correct(self.refused, mended, here(broken_file.clean(COUNT)), {broken_file.CALLED["人均纯收入"]: OWN})
        self.send(mended)
        self.waits_for("没见过的表头")
        officer.look_if_new()
        officer.chooses(OWN, "人均纯收入")
        officer.taps_on(officer.button("照这个重新看一遍"))
        self.waits_for(f"会新增 {len(FAULTS)} 人")
        self.imports()
        self.waits_for(f"导好了：新增 {len(FAULTS)} 人")
        officer.goes("/register/import/headings")
        officer.sees(f"{OWN}：人均纯收入", "吴静")

    def killed_under_an_import(self, importer: int) -> None:
        officer = self.officer
        path = self.folder / "新电话.xlsx"
        broken_file.write(path, [{**row, "人联系电话": "13900000000"} for row in here(broken_file.clean(COUNT))])
        self.send(path)
        self.waits_for(f"会改 {COUNT:,} 人")
        officer.sees("139****0000")
        before = children_of(importer)
        self.imports()
        os.kill(started_by(importer, before), signal.SIGKILL)
        self.waits_for("没导成，户册一点没动")
        officer.sees("做到一半停了")

    def the_same_again_changes_nothing(self) -> None:
        """Nor did what was killed: the table without a fault says what the register says."""
        officer, path = self.officer, self.folder / "全对.xlsx"
        broken_file.write(path, here(broken_file.clean(COUNT)))
        self.send(path)
        self.waits_for("和户册对得上，没有要改的")
        officer.sees(f"没变的 {COUNT:,} 人，退回 0 行")
        officer.taps_on(officer.button("不导了"))
        officer.sees("户册一点没动，表也删了")
        assert [one.name for one in (self.place.data / "imports").iterdir() if (one / "source.xlsx").exists()] == []

    def taken_out_again(self) -> None:
        officer = self.officer
        officer.goes("/households/")
        officer.taps_on(officer.link("导出 Excel"))
        officer.sees("号码照页面上那样遮着")
        officer.writes("拿来做什么", "核对医保缴费")
        taken = officer.downloads(officer.button("导出 Excel"), self.folder)
        rows = python_calamine.load_workbook(taken).get_sheet_by_index(0).to_python()
        assert len(rows) == 1 + COUNT + 4
        assert not [cell for row in rows for cell in row if str(cell).startswith(("=", "+", "-", "@"))]


def children_of(pid: int) -> set[int]:
    return {int(one) for task in Path(f"/proc/{pid}/task").glob("*/children") for one in task.read_text().split()}


def started_by(pid: int, since: set[int]) -> int:
    """The process that carries out the run, as soon as there is one besides those ``since`` before."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if started := children_of(pid) - since:
            return started.pop()
        time.sleep(0.01)
    raise AssertionError("the importer started nothing")
