"""``cunli places [--json]``: the area tree in force today."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cunli.places.kinds import Level
from cunli.places.selectors import Node, area_tree


class Command(BaseCommand):
    help = "print the tree of counties, towns, villages and groups with their codes"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for scripts: name, level, code, children")
        parser.add_argument("--on", help="the tree as it was on a day, e.g. 2026-09-01 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        tree = area_tree(on=self._day(options["on"]))
        if options["json"]:
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
