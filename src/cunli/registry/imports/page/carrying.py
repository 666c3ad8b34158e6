"""What the process does that is started for one run: read the file, or write what its preview showed.

Whatever ends it, the register is as it was or as the preview said: writing, and the word that it is done, are one
transaction.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.selectors import actor_for, posts_held
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, Refusal
from cunli.registry.imports.applying import apply
from cunli.registry.imports.page.preview import fingerprint, preview_of
from cunli.registry.imports.page.shelf import Shelf
from cunli.registry.imports.plan import Plan
from cunli.registry.imports.planning import plan_of
from cunli.registry.imports.refused_sheet import write_refused
from cunli.registry.models import ImportRun
from cunli.registry.models.runs import UNDER_WAY, Stage
from cunli.registry.services.reach import day_of

logger = logging.getLogger(__name__)


def carry_out(run_id: int, *, at: datetime) -> None:
    """Do what the run waits for; nothing where it does not wait. What goes wrong is said on its page."""
    run = _claimed(run_id)
    if run is None:
        return
    try:
        _carry_on(run, at)
    except Refusal as refusal:
        fail(run, at=at, why=str(refusal))
    except Exception:
        logger.exception("the import run %d broke off", run.pk)
        fail(run, at=at)


def fail(run: ImportRun, *, at: datetime, why: str = "") -> None:
    """Nothing was written, and what lies on disk goes. An empty ``why``: it broke off, and the log knows more."""
    rows = ImportRun.objects.filter(pk=run.pk).exclude(stage__in=(Stage.DONE, Stage.DROPPED))
    if rows.update(stage=Stage.FAILED, why=why, ended_at=at):
        Shelf(run.token).remove()


def _claimed(run_id: int) -> ImportRun | None:
    for waiting, under_way in ((Stage.TO_READ, Stage.READING), (Stage.TO_WRITE, Stage.WRITING)):
        if ImportRun.objects.filter(pk=run_id, stage=waiting).update(stage=under_way):
            return ImportRun.objects.select_related("user").get(pk=run_id)
    return None


def _carry_on(run: ImportRun, at: datetime) -> None:
    actor, shelf = _actor(run, at), Shelf(run.token)
    source = shelf.source(run.file_name)
    if source is None:
        raise Invalid(_("这份表已经不在机器上了"), instead=_("请再传一次。"))
    plan = plan_of(actor=actor, source=source, at=at, mapping=run.mapping, progress=shelf.note())
    if run.stage == Stage.READING:
        _show(run, plan, shelf)
    elif fingerprint(plan) != run.plan_hash:
        _show(run, plan, shelf, why=_("您看过以后，户册有人改过了。请把新的再看一遍，还没有导入。"))
    else:
        _write(run, actor, plan, shelf, at)


def _show(run: ImportRun, plan: Plan, shelf: Shelf, *, why: str = "") -> None:
    shelf.refused.unlink(missing_ok=True)
    if plan.refused:
        write_refused(plan=plan, path=shelf.refused)
        shelf.refused.chmod(0o600)
    shelf.keep_preview(preview_of(plan))
    ImportRun.objects.filter(pk=run.pk, stage__in=UNDER_WAY).update(
        stage=Stage.READY, county_id=plan.county_id, plan_hash=fingerprint(plan), why=why or run.why, rows=plan.rows,
        new=plan.new, changed=plan.changed, unchanged=plan.unchanged, refused=len(plan.refused),
    )  # fmt: skip


def _write(run: ImportRun, actor: Actor, plan: Plan, shelf: Shelf, at: datetime) -> None:
    try:
        with transaction.atomic():
            done = apply(actor=actor, plan=plan, at=at, progress=shelf.note())
            ImportRun.objects.filter(pk=run.pk).update(stage=Stage.DONE, done=done, ended_at=at)
    except Conflict as conflict:
        # Between reading it anew and writing it, which is a moment: read it once more, and let a person look.
        ImportRun.objects.filter(pk=run.pk).update(stage=Stage.TO_READ, why=str(conflict))
    else:
        shelf.drop_source()


def _actor(run: ImportRun, at: datetime) -> Actor:
    """Whoever began it, in the post they began it in, if they still hold it."""
    today = day_of(at)
    post = next((post for post in posts_held(run.user, today) if post.pk == run.post_id), None)
    if post is None:
        raise NotYourPost(_("传这份表的岗位，现在没有人担任"), instead=_("请现在管户册的人来导。"))
    return actor_for(post, today)
