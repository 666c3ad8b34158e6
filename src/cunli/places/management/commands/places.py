"""``cunli places``: the area tree in force today; with files, a county's slice of the list of codes is imported."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cunli.lib.actors import SYSTEM
from cunli.lib.refusals import Refusal
from cunli.places.imports.applying import apply
from cunli.places.imports.plan import Plan
from cunli.places.imports.planning import make_plan
from cunli.places.imports.reading import read, read_pairs
from cunli.places.kinds import Level
from cunli.places.selectors import Node, area_tree

SHOWN = 30
"""Lines of a kind that are printed; --json has all of them."""


class Command(BaseCommand):
    help = "print the tree of places with their codes, or import a county's slice of a list (CSV: code,name)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV: counties, towns, villages")
        parser.add_argument("--county", default="", help="six digits, where the files have more than one county")
        parser.add_argument("--as-of", help="the day from which the list holds, e.g. 2026-01-01 (default: today)")
        parser.add_argument("--merges", type=Path, help="CSV: old code,new code; what became of codes that are gone")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--json", action="store_true", help="for scripts")
        parser.add_argument("--on", help="the tree as it was on a day, e.g. 2026-09-01 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["files"]:
            self._import(options)
        else:
            self._list(self._day(options["on"]), as_json=options["json"])

    def _import(self, options: dict[str, Any]) -> None:
        as_of = self._day(options["as_of"])
        if as_of > timezone.localdate():
            raise CommandError(f"{as_of} 还没到：那天再导")
        try:
            pairs = read_pairs(options["merges"]) if options["merges"] else []
            plan = make_plan(read(options["files"], options["county"]), pairs, as_of=as_of)
            if not options["dry_run"] and not plan.refused:
                apply(actor=SYSTEM, plan=plan, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{error.filename} 打不开：{error.strerror}") from None
        except Refusal as refusal:
            raise CommandError(f"{refusal.what}。{refusal.why}{refusal.instead}") from None
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_json(), ensure_ascii=False, indent=2))
        else:
            self._say(plan)
        if plan.refused:
            raise CommandError(f"有 {len(plan.refused)} 行不对，一个地方都没有动。改好再来。")

    def _say(self, plan: Plan) -> None:
        counts = plan.counts
        self.stdout.write(
            f"新增 {counts['new']}，改名 {counts['renamed']}，换代码 {counts['recoded']}，撤并 {counts['ended']}，"
            f"没变 {counts['unchanged']}，不对 {counts['refused']}，要问 {counts['asked']}"
        )
        self._lines("改名", [f"{one.code} {one.old} → {one.new}" for one in plan.renamed])
        self._lines("换代码", [f"{one.old or '（原来没有）'} → {one.new}" for one in plan.recoded])
        self._lines("撤并", [f"{one.code} {one.name} → {'、'.join(one.into) or '没有接的'}" for one in plan.ended])
        self._lines("不对", [f"{one.file} 第 {one.line} 行 {one.code}：{one.reason}" for one in plan.refused])
        self._lines("要问", [f"{one.code} {one.name}：{one.question}" for one in plan.asked])

    def _lines(self, title: str, lines: list[str]) -> None:
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {title}：{line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"  {title}：还有 {len(lines) - SHOWN} 条，用 --json 看全部")

    def _list(self, on: date, *, as_json: bool) -> None:
        tree = area_tree(on=on)
        if as_json:
            # One county is the tree itself; none or several hang below a root that has no name or code.
            root = tree[0] if len(tree) == 1 else Node(area_id=0, name="", level="root", code="", children=tree)
            self.stdout.write(json.dumps(root.as_json(), ensure_ascii=False, indent=2))
            return
        if not tree:
            self.stdout.write("还没有地方。cunli demo 可以装一个示例县。")
        for node in tree:
            self._print(node, depth=0)

    def _day(self, text: str | None) -> date:
        if text is None:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"{text} 不是日子，请写成 2026-09-01 这样") from None

    def _print(self, node: Node, *, depth: int) -> None:
        self.stdout.write(f"{'  ' * depth}{node.name}（{Level(node.level).label}）{node.code}".rstrip())
        for child in node.children:
            self._print(child, depth=depth + 1)
