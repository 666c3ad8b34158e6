"""``cunli import FILE``: the county's own Excel or CSV into the register; ``--dry-run`` shows what would happen."""  # noqa: N999 - commands are named by what people type

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cunli.accounts.models import User
from cunli.accounts.selectors import actor_for, posts_held
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.refusals import Refusal
from cunli.registry.imports import Plan, Source, apply, plan_of, write_refused

SHOWN = 20


class Command(BaseCommand):
    help = "import the county's own Excel or CSV into the register  导入户册"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx, .xls or .csv")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing  只看不导")
        parser.add_argument(
            "--json", action="store_true", help="for scripts: counts, and each refused row with its why"
        )
        parser.add_argument("--refused", type=Path, metavar="OUT.xlsx", help="write the refused rows with the reason")
        parser.add_argument("--as", dest="login", metavar="LOGIN", help="import as this person in their post")
        parser.add_argument(
            "--map", action="append", default=[], metavar="HEADING=FIELD", help="what a heading means; remembered"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        actor, at = _actor(options["login"]), timezone.now()
        try:
            plan = plan_of(actor=actor, source=Source(path.name, path), at=at, mapping=_mapping(options["map"]))
            if options["refused"]:
                write_refused(plan=plan, path=options["refused"])
            if not options["dry_run"]:
                apply(actor=actor, plan=plan, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(plan, dry=options["dry_run"])

    def _tell(self, plan: Plan, *, dry: bool) -> None:
        verb = "会" if dry else "已"
        refused = f"没变 {plan.unchanged} 人，退回 {len(plan.refused)} 行。"
        self.stdout.write(f"{verb}新增 {plan.new} 人，{verb}改 {plan.changed} 人，{refused}")
        for one in plan.shown_changes[:SHOWN]:
            what = f"{one.change.old or '空'} → {one.change.new}" if one.change.new else "改了"
            self.stdout.write(f"  {one.sheet} 第 {one.row} 行 {one.name} {one.change.field}：{what}")
        for back in sorted(plan.refused)[:SHOWN]:
            self.stdout.write(f"  退回 {back.sheet} 第 {back.row} 行 {back.column}：{back.reason}")
        for other in (plan.disagreeing + plan.withheld)[:SHOWN]:
            self.stdout.write(f"  {other.sheet} 第 {other.row} 行 {other.column}：{other.reason}")
        for (column, value), count in plan.unknown_values.most_common(SHOWN):
            self.stdout.write(f"  没见过的写法 {column}“{value}” {count} 次，照原样留着")
        for name, why in plan.not_read:
            self.stdout.write(f"  没读的表：{name}，因为{why.value}")
        if plan.unknown_columns:
            self.stdout.write(f"  不认识的列，照原样留着：{'、'.join(plan.unknown_columns)}")


def _actor(login: str | None) -> Actor:
    if login is None:
        return SYSTEM
    user = User.objects.by_login(login)
    today = timezone.localdate()
    posts = posts_held(user, today) if user else []
    if not posts:
        raise CommandError(f"“{login}”现在没有岗位，不能导入。")
    return actor_for(posts[0], today)


def _mapping(pairs: list[str]) -> dict[str, str]:
    """``["收入=income"]`` → ``{"收入": "income"}``."""
    found = dict(pair.partition("=")[::2] for pair in pairs)
    if not all(found):
        raise CommandError("--map 请写成 表头=栏目 这样")
    return found
