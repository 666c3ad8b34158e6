"""``cunli procedures``: the law book, for people, for scripts, on paper."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.procedures import documents, fingerprints
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.checks import check_catalogue
from cunli.procedures.grammar import Procedure
from cunli.procedures.listing import as_json


class Command(BaseCommand):
    """Exit status 1 when the catalogue is not whole, a page is stale, or an edition may not be published."""

    help = gettext_noop("办事规程：能办哪些事，一步步怎么办，依据是什么")
    # What is wrong with the law book is what this command is there to say.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("给程序看的格式"))
        parser.add_argument("--docs", action="store_true", help=_("把每种规程写成一页，放进 docs/procedures"))
        parser.add_argument("--check", action="store_true", help=_("和 --docs 一起用：只看那些页是不是最新的"))
        parser.add_argument("--publish", metavar="KEY", help=_("发布一种规程：发布以后，这一版的步骤和期限不能再改"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"]:
            self._publish(options["publish"])
        elif options["docs"]:
            self._documents(only_check=options["check"])
        elif options["json"]:
            self.stdout.write(json.dumps([as_json(item) for item in EDITIONS], ensure_ascii=False, indent=2))
        else:
            for procedure in EDITIONS:
                self._show(procedure)
        if not options["docs"]:
            self._refuse_if_broken()

    def _show(self, procedure: Procedure) -> None:
        self.stdout.write(f"{procedure.title}  {procedure.key}  {procedure.edition}")
        for state in procedure.states:
            clock = procedure.term(state.under).title if state.under else _("不用等了")
            self.stdout.write(f"  {state.title}  ({clock})")
            for step in procedure.steps_from(state.key):
                to = procedure.state(step.to).title if step.to else state.title
                self.stdout.write(f"    {step.title} → {to}  [{'；'.join(str(item) for item in step.citations)}]")
        self.stdout.write("")

    def _documents(self, *, only_check: bool) -> None:
        if not documents.FOLDER.parent.exists():
            raise CommandError(_("这里没有 docs 文件夹，要在源代码里运行。"))
        names = documents.stale() if only_check else documents.write()
        for name in names:
            self.stdout.write(name)
        if only_check and names:
            raise CommandError(_("上面这些页旧了，请运行 make docs。"))

    def _publish(self, key: str) -> None:
        chosen = [item for item in EDITIONS if item.key == key]
        if not chosen:
            raise CommandError(_("没有“%(key)s”这种规程。") % {"key": key})
        newest = max(chosen, key=lambda item: item.edition)
        try:
            added = fingerprints.publish(newest)
        except fingerprints.AlreadyPublished as published:
            raise CommandError(
                _(
                    "%(name)s 已经发布过，和现在的不一样。规程有变化，请另写一版；"
                    "还没有哪个县用过的，从 fingerprints.json 里删掉它那一行再发布。"
                )
                % {"name": published}
            ) from None
        name = fingerprints.name_of(newest)
        self.stdout.write(
            _("发布了 %(name)s。") % {"name": name} if added else _("%(name)s 早已发布。") % {"name": name}
        )

    def _refuse_if_broken(self) -> None:
        found = check_catalogue()
        for complaint in found:
            self.stderr.write(f"{complaint.obj}: {complaint.msg}")
        if found:
            raise CommandError(_("规程不完整，见上面。"))
