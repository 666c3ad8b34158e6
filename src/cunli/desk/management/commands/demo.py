"""``cunli demo``: load the invented county into a new database, and say how to sign in."""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cunli.accounts.demo import FILE, write_demo_logins
from cunli.accounts.models import User
from cunli.desk.demo import growth
from cunli.desk.demo import load as county
from cunli.desk.demo.staff import needs_code
from cunli.lib.terms import SHANGHAI

TOTP_SECONDS = 30
FIRST_DAY = date(2026, 5, 20)
"""Two months before it the procedures did not exist yet."""
TEN = clock(10)


class Command(BaseCommand):
    help = "load the invented county into a new database and print who can sign in  载入演示县"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-new", action="store_true", help="change nothing when there is data already")
        parser.add_argument("--today", help="the day the county stands at, e.g. 2026-11-23 (default: today)")
        parser.add_argument("--seed", type=int, default=county.SEED, help="another county of the same shape")
        parser.add_argument("--persons", type=_number(growth.MOST), default=0, help="as many people, e.g. 50000")
        parser.add_argument("--matters", type=_number(), default=0, help="as many matters, most of them long over")
        parser.add_argument("--years", type=_number(30), default=10, help="over how many years they lie (default: 10)")
        parser.add_argument("--totp", metavar="NAME", help="print the six digits that a post with a second factor asks")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["totp"]:
            self.stdout.write(self._code(options["totp"]))
            return
        if county.is_empty():
            size = county.Size(options["persons"], options["matters"], options["years"])
            self._load(_anchor(options["today"]), options["seed"], size)
        elif not options["if_new"]:
            self.stdout.write("已经有数据了，什么都没动。要看演示县，请换一个空的数据文件夹，比如 DATA=demo。")
        if _is_demo():
            self._print_logins()

    def _load(self, anchor: datetime, seed: int, size: county.Size) -> None:
        began = time.monotonic()
        self.stdout.write("正在载入演示县（人和事都是编的），请等一会儿：")
        done = county.load(anchor=anchor, seed=seed, size=size, say=self._say)
        write_demo_logins([login for login, _try in county.logins()])
        self.stdout.write(
            f"好了：{done.villages} 个村，{done.households} 户，{done.persons} 人，{done.staff} 个工作人员，"
            f"{done.matters} 件事，用了 {time.monotonic() - began:.0f} 秒。"
        )

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _print_logins(self) -> None:
        self.stdout.write("\n演示账号（只在演示县里有）：")
        widths = (26, 8, 14, 14)
        self._row(widths, ("岗位", "姓名", "登录名", "密码", "试试看"))
        for login, try_ in county.logins():
            password = login.password or "手机验证码*"
            note = f"{try_}（动态码：cunli demo --totp {login.login}）" if needs_code(login.login) else try_
            self._row(widths, (login.role, login.name, login.login, password, note))
        self.stdout.write("* 村民用手机号登录，验证码打印在这个窗口里。")

    def _row(self, widths: tuple[int, ...], cells: tuple[str, ...]) -> None:
        padded = [_padded(cell, width) for cell, width in zip(cells, widths, strict=False)]
        self.stdout.write("  " + " ".join([*padded, cells[-1]]))

    def _code(self, name: str) -> str:
        user = User.objects.by_login(name) or User.objects.filter(name=name).first()
        row = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first() if user else None
        if row is None or not _is_demo():
            raise CommandError(f"演示县里没有要动态码的“{name}”。登录名见 cunli demo。")
        counter = int(timezone.now().timestamp()) // TOTP_SECONDS
        return format_hotp_value(hotp_value(get_adapter().decrypt(row.data["secret"]), counter))


def _number(most: int = 10_000_000) -> Callable[[str], int]:
    """A whole number from 1 to ``most``, as an argument."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise ArgumentTypeError(f"{text} 不行，请写 1 到 {most} 之间的数")
        return int(text)

    return read


def _anchor(text: str | None) -> datetime:
    """The moment the county stands at: now, or ten o'clock of the day that was typed."""
    if text is None:
        moment = timezone.now()
    else:
        try:
            moment = datetime.combine(date.fromisoformat(text), TEN, SHANGHAI)
        except ValueError:
            raise CommandError(f"{text} 不是日子，请写成 2026-11-23 这样") from None
    if timezone.localtime(moment).date() < FIRST_DAY:
        raise CommandError(f"演示县最早从 {FIRST_DAY} 开始；办事规程那以前还没有。")
    return moment.replace(second=0, microsecond=0)


def _is_demo() -> bool:
    """Whether this data folder holds a county that this command has loaded."""
    return (Path(settings.DATA_DIR) / FILE).is_file()


def _padded(text: str, width: int) -> str:
    """Chinese signs are two columns wide."""
    used = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(width - used, 1)
