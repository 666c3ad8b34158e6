"""What people do with an import by page: begin it, explain headings, confirm it, give it up, take the refused rows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cunli.files.rules import OLE, ZIP, image_type
from cunli.journal.services import first_result, record
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key, key_for
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.registry.imports.page.shelf import Shelf, Upload
from cunli.registry.imports.planning import checked, may_import
from cunli.registry.imports.villages import Villages
from cunli.registry.models import ImportRun
from cunli.registry.models.runs import BUSY, IN_LINE, OPEN, Stage
from cunli.registry.services.reach import day_of

MAX_BY_PAGE = 60 * 1024 * 1024
"""Bytes: a county's 300,000 rows are some 40 MB. The proxy lets 70 MB in; ``cunli import`` reads more."""
LISTED = 10
_TABLES = (ZIP, OLE, b"\xff\xfe", b"\xfe\xff")
"""Excel new and old, and text of two bytes a letter; any other text has no zero bytes."""


def runs_of(actor: Actor) -> QuerySet[ImportRun]:
    """Those of this person in this post, and of nobody else."""
    return ImportRun.objects.filter(user_id=actor.user_id or 0, post_id=actor.post_id or 0).order_by("-begun_at")


def run_for(actor: Actor, run_id: int) -> ImportRun:
    """Raises NotYours."""
    found = runs_of(actor).filter(pk=run_id).first()
    if found is None:
        raise _not_yours()
    return found


def ahead_of(run: ImportRun) -> int:
    """How many are read or written before this one."""
    return ImportRun.objects.filter(stage__in=BUSY, queued_at__lt=run.queued_at).count()


def begin(*, actor: Actor, upload: Upload, at: datetime, key: str = "") -> ImportRun:
    """Put a file in line to be read. The same form sent twice begins one run; what still waited to be looked at goes.

    Raises NotYourPost, Invalid where it is too large or no table, Conflict while another of this post is under way.
    """
    may_import(actor)
    head = _looked_at(upload)
    county_id = min(Villages(actor, day_of(at)).counties())
    shelf = Shelf(uuid.uuid4().hex)
    try:
        sha256 = shelf.put(upload, head)
        run = ImportRun(
            county_id=county_id, user_id=actor.user_id or 0, post_id=actor.post_id or 0, token=shelf.token,
            sha256=sha256, file_name=Path((upload.name or "").replace("\\", "/")).name[:200], begun_at=at, queued_at=at,
        )  # fmt: skip
        return _begun(actor, run, _key(key, sha256), at)
    except BaseException:
        shelf.remove()
        raise


def _begun(actor: Actor, run: ImportRun, key: Key | None, at: datetime) -> ImportRun:
    if (known := first_result(actor=actor, key=key)) is not None:
        Shelf(run.token).remove()
        return run_for(actor, int(known))
    try:
        with transaction.atomic():
            _give_up_unseen(actor, at)
            run.save(force_insert=True)
            _note(actor, run, "import_begun", at, key=key, after={"file": run.file_name, "sha256": run.sha256})
            return run
    except IntegrityError:
        if (known := first_result(actor=actor, key=key)) is None:
            raise Conflict(_("您有一份正在导"), instead=_("等它好了，再传下一份。")) from None
        Shelf(run.token).remove()
        return run_for(actor, int(known))


def explain(*, actor: Actor, run_id: int, mapping: Mapping[str, str], at: datetime) -> ImportRun:
    """Say what headings mean; the file is read once more with that. Raises NotYours, Invalid, Conflict."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        _is_ready(run)
        run.mapping = {**run.mapping, **checked(mapping)}
        run.stage, run.queued_at, run.why = Stage.TO_READ, at, ""
        run.save(update_fields=["mapping", "stage", "queued_at", "why"])
        _note(actor, run, "import_explained", at, after={"mapping": run.mapping})
    return run


def confirm(*, actor: Actor, run_id: int, plan_hash: str, at: datetime) -> ImportRun:
    """Write what the preview showed. A second time changes nothing. Raises NotYours, Conflict."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        if run.stage in {Stage.TO_WRITE, Stage.WRITING, Stage.DONE} and run.plan_hash == plan_hash:
            return run
        _is_ready(run)
        if run.plan_hash != plan_hash:
            raise Conflict(_("这份表刚才又看了一遍，和您眼前的不一样"), instead=_("请先看看新的，再导入。"))
        run.stage, run.queued_at, run.why = Stage.TO_WRITE, at, ""
        run.save(update_fields=["stage", "queued_at", "why"])
        _note(actor, run, "import_confirmed", at, after={"new": run.new, "changed": run.changed})
    return run


def give_up(*, actor: Actor, run_id: int, at: datetime) -> ImportRun:
    """Nothing is written, and what lies on disk goes. A second time changes nothing. Raises NotYours, Conflict."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        if run.stage in {Stage.READY, *IN_LINE}:
            run.stage, run.ended_at = Stage.DROPPED, at
            run.save(update_fields=["stage", "ended_at"])
            _note(actor, run, "import_given_up", at)
        elif run.stage != Stage.DROPPED:
            raise Conflict(_("来不及了，已经动手了"), instead=_("等它做完，看结果。"))
    Shelf(run.token).remove()
    return run


def take_refused(*, actor: Actor, run_id: int, at: datetime) -> Path:
    """Where the refused rows lie; that they were taken is on record. Raises NotYours, Conflict once they are gone."""
    run = run_for(actor, run_id)
    path = Shelf(run.token).refused
    if not path.is_file():
        raise Conflict(_("退回的行只留三天，已经删了"), instead=_("请把原来的表再传一次。"))
    with transaction.atomic():
        _note(actor, run, "import_refused_taken", at, after={"rows": run.refused})
    return path


def _looked_at(upload: Upload) -> bytes:
    """The first bytes. What it really is, and whether it is safe to open, the reader says later."""
    if (upload.size or 0) > MAX_BY_PAGE:
        many = _("文件太大，最多 %(n)d MB。请按乡镇分成几个文件") % {"n": MAX_BY_PAGE // 1024 // 1024}
        raise Invalid(many, fields={"file": many})
    head = upload.read(4096)
    upload.seek(0)
    if not head.strip():
        raise Invalid(_("文件是空的"), fields={"file": _("文件是空的，请打开看一看，存好再传")})
    is_wide_text = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if (
        not head.startswith((ZIP, OLE))
        and not is_wide_text
        and (b"\0" in head or image_type(head) or head[:4] == b"%PDF")
    ):
        raise Invalid(_("这不是表格"), fields={"file": _("这不是表格，请用 Excel 另存为 .xlsx 或 .csv 再传")})
    return head


def _give_up_unseen(actor: Actor, at: datetime) -> None:
    """A new file takes the place of one that waits to be looked at; what lies on disk of it goes after the commit."""
    for run in runs_of(actor).select_for_update().filter(stage=Stage.READY):
        run.stage, run.ended_at = Stage.DROPPED, at
        run.save(update_fields=["stage", "ended_at"])
        transaction.on_commit(Shelf(run.token).remove)


def _key(value: str, sha256: str) -> Key | None:
    """Another file sent from the same form is another intention."""
    return key_for(f"{value}:{sha256}" if value else "", ["import", sha256])


def _locked(actor: Actor, run_id: int) -> ImportRun:
    run = runs_of(actor).select_for_update().filter(pk=run_id).first()
    if run is None:
        raise _not_yours()
    return run


def _is_ready(run: ImportRun) -> None:
    if run.stage != Stage.READY:
        instead = _("等一等，它好了自己会说。") if run.stage in OPEN else _("请把表再传一次。")
        raise Conflict(_("这份表现在是：%(stage)s") % {"stage": Stage(run.stage).label}, instead=instead)


def _not_yours() -> NotYours:
    return NotYours(_("没有这一份，或者不是您导的"), instead=_("谁导的，谁看得到。"))


def _note(
    actor: Actor,
    run: ImportRun,
    verb: str,
    at: datetime,
    *,
    key: Key | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        actor=actor, verb=f"registry.{verb}", subject=f"import_run:{run.pk}", at=at, key=key, after=after,
        result_ref=str(run.pk), county_id=run.county_id,
    )  # fmt: skip
