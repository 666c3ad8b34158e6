"""待办 as an Excel: the rows and columns that the post sees there, by the same filter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.desk.inbox.filters import Wanted, chosen, in_tab
from cunli.desk.inbox.page import row_of, shown
from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.lib.sheets import XLSX, Cell, table
from cunli.lib.terms import day_of
from cunli.registry.forms import ExportForm
from cunli.registry.rules import is_reason

MOST = 20_000
"""Matters in one file. It is made while somebody waits."""
BATCH = 500


@access.requires(Capability.WORK_MATTER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def export(request: HttpRequest) -> HttpResponseBase:
    """What would be in it and what for is asked; then the file. The address narrows it as in the list."""
    actor, wanted, now = access.actor_of(request), Wanted.from_query(request.GET), timezone.now()
    form = ExportForm(posted(request))
    if form.is_valid():
        try:
            file = write_inbox(actor=actor, wanted=wanted, reason=form.cleaned_data["reason"], at=now)
            return FileResponse(file, as_attachment=True, filename=_("待办.xlsx"), content_type=XLSX)
        except Invalid as refusal:
            form.refuse(refusal)
    page = {
        "form": form,
        "matters": how_many(actor, wanted, now),
        "most": MOST,
        "columns": [title for title, _width in columns()],
        "back": wanted.link(),
        "is_filtered": bool(wanted.kept_as),
    }
    return render(request, "desk/inbox_export.html", page, status=422 if form.is_bound else 200)


def columns() -> list[tuple[str, int]]:
    """Title and width, as in the table."""
    return [
        (_("期限"), 10), (_("哪天"), 12), (_("事情"), 40), (_("到哪一步"), 40), (_("等谁"), 16), (_("村"), 16),
        (_("类别"), 14), (_("编号"), 18),
    ]  # fmt: skip


def how_many(actor: Actor, wanted: Wanted, now: datetime) -> int:
    """Matters of the file, at most one more than may be in it."""
    return _found(actor, wanted, now).order_by().values_list("pk")[: MOST + 1].count()


def write_inbox(*, actor: Actor, wanted: Wanted, reason: str, at: datetime) -> IO[bytes]:
    """The file, and the entry that says who took what for what. Raises Invalid without a reason, or with too many."""
    if not is_reason(reason):
        raise Invalid(_("还缺拿来做什么"), fields={"reason": _("请写一句拿来做什么，至少 4 个字")})
    rows = how_many(actor, wanted, at)
    if rows > MOST:
        raise Invalid(_("事太多，一份最多 %(n)d 件") % {"n": MOST}, instead=_("请先筛一筛，再导出。"))
    with transaction.atomic():
        found = table(_("待办"), columns(), _rows(_found(actor, wanted, at), at))
        record(
            actor=actor, verb="desk.inbox_exported", subject=f"unit:{actor.unit_id or 0}", at=at, reason=reason,
            after={"rows": rows, "filter": wanted.kept_as}, village_id=wanted.village,
        )  # fmt: skip
    return found


def _found(actor: Actor, wanted: Wanted, now: datetime) -> QuerySet[Matter]:
    return chosen(actor, wanted).filter(in_tab(wanted.tab, actor, now))


def _rows(matters: QuerySet[Matter], now: datetime) -> Iterator[list[Cell]]:
    for matter in shown(matters).iterator(BATCH):
        row = row_of(matter, now)
        day = day_of(matter.due_at) if matter.is_open and matter.due_at else ""
        yield [row.due_word, day, row.title, row.step, row.waits_for, row.village, row.kind, row.ref]
