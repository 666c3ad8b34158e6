"""``cunli verify``: is the record of every act still what was written?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.journal import rules, witness
from cunli.journal.proof import KEY_MISSING, KEY_WRONG, Named, Report, verify
from cunli.journal.sealing import newest_block

WHY = {
    "lost": gettext_noop("不见了"),
    "chain": gettext_noop("接不上前一块"),
    "root": gettext_noop("里面的内容和封条对不上"),
    "code": gettext_noop("封条不是这里盖的"),
    "twice": gettext_noop("里面有别的块已经封过的记录"),
    "rolled_back": gettext_noop("这台机器见过它，数据库里却没有：末尾的封存被人拿掉了，或者换了数据库"),
}
CHANGED = gettext_noop("第 %(id)d 号记录被人改过：%(what)s。")
MISSING = gettext_noop("第 %(id)d 号记录不见了：%(what)s 封存的时候还在。")
INSERTED = gettext_noop("第 %(id)d 号记录是后来塞进来的：%(what)s。")


class Command(BaseCommand):
    """Exit status 0 only when everything is as it was written."""

    help = gettext_noop("逐条核对操作记录：改过的、少了的、塞进来的，一条一条指出来。不动数据")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("给程序看的结果"))
        parser.add_argument(
            "--root",
            nargs="*",
            metavar="ROOT",
            help=_("只打印最新的封条，抄下来存到别处；后面写上从前抄下的封条，就查它还在不在"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["root"] == []:
            self._print_root()
            return
        report = verify(at=timezone.now(), expected=_root_in(options["root"]))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            for line in lines(report):
                self.stdout.write(line)
        if not report.ok:
            raise CommandError(_("操作记录对不上，先别动数据，把上面的结果存好，请人来查。"))
        if not options["json"]:
            self.stdout.write(_("都对得上。"))

    def _print_root(self) -> None:
        newest = newest_block()
        if newest is None:
            raise CommandError(_("还没有封存过。cunli sweep 每分钟封一次。"))
        self.stdout.write(f"{newest.number} {newest.at.isoformat(timespec='seconds')} {bytes(newest.root).hex()}")


def _root_in(typed: Sequence[str] | None) -> str:
    root = rules.root_in(" ".join(typed or []))
    if typed and root is None:
        raise CommandError(_("封条是 64 个字符（数字和 a 到 f），请对着抄下的再看一遍。"))
    return root or ""


def lines(report: Report) -> Iterator[str]:
    """The result in words, one finding a line."""
    yield _("一共 %(entries)d 条记录，%(blocks)d 个封存块。") % {"entries": report.entries, "blocks": report.blocks}
    yield from _about_the_key(report)
    if not report.expected_found:
        yield _("您给的封条不在这里：从那以后有人动过整本记录。")
    elif report.expected_in:
        yield _("您给的封条还在：是第 %(number)d 块的，%(when)s 封的。") % {
            "number": report.expected_in.number,
            "when": _shown(report.expected_in.at),
        }
    for broken in report.broken:
        yield _("第 %(number)d 个封存块有问题：%(why)s。") % {"number": broken.number, "why": _(WHY[broken.why])}
        if broken.why == "rolled_back":
            yield _("如果确实是有意换的数据库，删掉 %(path)s 再查。") % {"path": witness.path()}
    yield from _each(CHANGED, report.changed)
    yield from _each(MISSING, report.missing)
    yield from _each(INSERTED, report.inserted)
    yield _window(report)


def _about_the_key(report: Report) -> Iterator[str]:
    said = {"path": settings.KEYS_DIR, "names": "、".join(report.keys_missing)}
    if report.key == KEY_MISSING:
        yield _("%(path)s 里少了操作记录的密钥 %(names)s，谁写的没法核对。把当初的密钥文件夹放回去再查。") % said
    elif report.key == KEY_WRONG:
        yield _("%(path)s 里的密钥不是写这些记录时用的那一把。把当初的密钥文件夹放回去再查。") % said


def _each(sentence: str, found: Sequence[Named]) -> Iterator[str]:
    for named in found:
        what = " ".join(filter(None, (_shown(named.at), named.verb, named.subject)))
        yield _(sentence) % {"id": named.id, "what": what}


def _window(report: Report) -> str:
    if report.window_from is None:
        return _("还没有封存过，现在删掉哪一条都看不出来。cunli sweep 每分钟封一次。")
    return _("%(n)d 条还没封存。上次封存在 %(when)s，%(seconds)d 秒前；这之后写下又被删掉的，查不出来。") % {
        "n": report.unsealed,
        "when": _shown(report.window_from),
        "seconds": report.window_seconds,
    }


def _shown(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else "?"
