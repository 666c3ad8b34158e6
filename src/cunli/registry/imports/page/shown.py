"""What a run's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cunli.registry.imports.page.preview import SHOWN, not_read, shown_changes
from cunli.registry.imports.page.runs import ahead_of
from cunli.registry.imports.page.shelf import Shelf
from cunli.registry.imports.plan import Step
from cunli.registry.models import ImportRun
from cunli.registry.models.runs import BUSY, IN_LINE, Stage

SLOW = timedelta(minutes=1)
"""A run that is first in line is begun within seconds: after this, nothing works off the line."""


@dataclass(frozen=True, slots=True)
class RunPage:
    """``words`` says where it stands. Of ``total`` persons or rows ``done``; both 0 where that is not known."""

    run: ImportRun
    words: str
    is_busy: bool
    done: int
    total: int
    may_give_up: bool
    has_refused: bool
    changes: list[dict[str, object]]
    more_changes: bool
    preview: dict[str, Any]
    not_read: list[tuple[str, str]]
    """(sheet, why it was passed over)."""
    headings: list[tuple[int, str, str]]
    """(place, heading, what was said about it)."""

    @property
    def may_import(self) -> bool:
        """Also where only a heading is new, so that it is remembered."""
        return self.run.stage == Stage.READY and bool(self.run.new or self.run.changed or self.run.mapping)


def run_page(run: ImportRun, at: datetime) -> RunPage:
    shelf, is_busy = Shelf(run.token), run.stage in BUSY
    step, done = shelf.progress() if is_busy and run.stage not in IN_LINE else ("", 0)
    preview = shelf.preview() if run.stage == Stage.READY else {}
    total = 0
    if step:
        total = run.new + run.changed if step == Step.WRITE else run.rows
    return RunPage(
        run=run,
        words=_in_line(run, at) if run.stage in IN_LINE else _step_words(run, step, done),
        is_busy=is_busy,
        done=min(done, total),
        total=total,
        may_give_up=run.stage in {Stage.READY, *IN_LINE},
        has_refused=bool(run.refused) and shelf.refused.is_file(),
        changes=shown_changes(preview),
        more_changes=len(preview.get("changes", ())) >= SHOWN,
        preview=preview,
        not_read=not_read(preview),
        headings=[
            (place, heading, run.mapping.get(heading, "")) for place, heading in enumerate(_unknown(run, preview))
        ],
    )


def said_headings(run: ImportRun, said: dict[str, str]) -> dict[str, str]:
    """What a form says about headings: "heading_3" → field, of those the preview asked about."""
    asked = dict(enumerate(_unknown(run, Shelf(run.token).preview())))
    found = {}
    for place, heading in asked.items():
        field = said.get(f"heading_{place}", "")
        if field or heading in run.mapping:
            found[heading] = field
    return found


def _unknown(run: ImportRun, preview: dict[str, Any]) -> list[str]:
    """Headings nobody has explained, and those explained a moment ago, which may be said otherwise."""
    return sorted({*preview.get("headings", ()), *run.mapping}) if preview else []


def _in_line(run: ImportRun, at: datetime) -> str:
    ahead = ahead_of(run)
    if ahead:
        return _("前面还有 %(n)d 份在导，请等一等，轮到就自己开始。") % {"n": ahead}
    if at - run.queued_at > SLOW:
        return _("等了一分多钟还没开始。请告诉管机器的人：cunli importer 没有开着。文件还在，开了就接着导。")
    return _("马上就开始。")


def _step_words(run: ImportRun, step: str, done: int) -> str:
    if run.stage not in BUSY:
        return str(Stage(run.stage).label)
    if step == Step.WRITE:
        return _("正在写进户册：写了 %(n)d 人，全写好才算数。") % {"n": done}
    if step == Step.COMPARE:
        return _("正在和户册对：对了 %(n)d 人。") % {"n": done}
    return _("正在读表：读了 %(n)d 行。") % {"n": done}
