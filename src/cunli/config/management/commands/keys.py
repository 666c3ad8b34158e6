"""``cunli keys``: which keys are in use, and how a new one takes the place of an old one."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.config import keys
from cunli.config.rotation import work
from cunli.journal import services as journal
from cunli.journal import signing
from cunli.lib.actors import SYSTEM

STEP = 5
"""Per cent from one line about the progress to the next."""


class Command(BaseCommand):
    """Exit status 1 when something is still to do or does not open."""

    help = gettext_noop("看用着哪些密钥；--new 换新的，--reseal 把存着的号码改用新的，--retire 收起旧的。不用停机")

    def add_arguments(self, parser: ArgumentParser) -> None:
        todo = parser.add_mutually_exclusive_group()
        todo.add_argument("--new", action="store_true", help=_("每一种密钥做一把新的，从这时起就用新的"))
        todo.add_argument(
            "--reseal", action="store_true", help=_("把还用着旧密钥的一批一批改过来；中断了，再跑一遍就行")
        )
        todo.add_argument("--retire", action="store_true", help=_("没有东西再用旧密钥了，把它收进 retired 文件夹"))

    def handle(self, *args: Any, **options: Any) -> None:
        if lost := keys.lost():
            raise CommandError(_("密钥文件夹里少了：%(names)s。先放回去。") % {"names": "、".join(lost)})
        if options["new"]:
            self._new()
        elif options["reseal"]:
            self._reseal()
        elif options["retire"]:
            self._retire()
        else:
            self._tell()

    def _tell(self) -> None:
        """Each key file, what it does, and of sealing keys how many values need it."""
        used = work.uses()
        for name, count in used.items():
            if name:
                self.stdout.write(f"{name}  " + _("封着 %(n)d 个号码") % {"n": count})
        for path in keys.files():
            if path.name not in used:
                what = _("核对操作记录用，一直留着") if signing.number_of(path.name) else _("按号码找人用")
                self.stdout.write(f"{path.name}  {what}")
        if lost := used.get("", 0):
            raise CommandError(_("有 %(n)d 个号码的密钥不在这里，打不开。把它放回密钥文件夹。") % {"n": lost})
        if work.has_old_keys():
            self.stdout.write(_("旧密钥还在用：先 cunli keys --reseal，再 cunli keys --retire。"))

    def _new(self) -> None:
        if work.has_old_keys():
            raise CommandError(_("上一次换密钥还没有做完：先 cunli keys --reseal，再 cunli keys --retire。"))
        names = work.add_keys()
        _record("keys.add", names=names)
        self.stdout.write(_("做好了：%(names)s。从现在起新写的都用它们。") % {"names": "、".join(names)})
        self.stdout.write(
            _("马上把 %(path)s 再存一份到保险的地方，和备份分开放，然后 cunli keys --reseal。")
            % {"path": settings.KEYS_DIR}
        )

    def _reseal(self) -> None:
        self._said = 0
        outcome = work.reseal(self._progress)
        if outcome.renewed:
            _record("keys.reseal", renewed=outcome.renewed)
        self.stdout.write(
            _("看了 %(seen)d 行，改了 %(renewed)d 行。") % {"seen": outcome.seen, "renewed": outcome.renewed}
        )
        self._name_closed(outcome)
        if outcome.left:
            raise CommandError(_("有 %(n)d 行别人正用着，没有改成。过一会儿再跑一遍。") % {"n": outcome.left})
        if work.has_old_keys():
            self.stdout.write(_("旧密钥没有东西用了。新密钥做好一小时后：cunli keys --retire。"))

    def _retire(self) -> None:
        if not work.has_old_keys():
            self.stdout.write(_("没有旧密钥。"))
            return
        if work.newest_age() < work.GRACE:
            raise CommandError(_("新密钥做好还不到一小时，先前开始的事可能还没写完。过一会儿再来。"))
        outcome = work.look()
        self._name_closed(outcome)
        if outcome.left:
            raise CommandError(_("还有 %(n)d 行用着旧密钥：先 cunli keys --reseal。") % {"n": outcome.left})
        names = work.retire()
        _record("keys.retire", names=names)
        self.stdout.write(
            _("收起来了：%(names)s，在 %(path)s。换密钥以前做的备份要靠它们打开，那些备份在一天，就留一天。")
            % {"names": "、".join(names), "path": settings.KEYS_DIR / "retired"}
        )

    def _name_closed(self, outcome: work.Outcome) -> None:
        """Raises CommandError where a value does not open: its key may be the one that is about to go."""
        for table, number in outcome.closed:
            self.stdout.write(_("打不开：%(table)s 第 %(number)s 行。") % {"table": table, "number": number})
        if outcome.closed:
            raise CommandError(
                _("有 %(n)d 行打不开：密钥不在这里，或者被人改过。旧密钥先别动。") % {"n": len(outcome.closed)}
            )

    def _progress(self, seen: int, total: int) -> None:
        percent = 100 * seen // total
        if percent >= self._said + STEP:
            self._said = percent
            self.stdout.write(f"{percent:3d} %  {seen} / {total}")


def _record(verb: str, **after: Sequence[str] | int) -> None:
    journal.record(actor=SYSTEM, verb=verb, subject="keys", at=timezone.now(), after=after)
