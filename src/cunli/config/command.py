"""``cunli``: one command with friendly names, in front of everything Django can do."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Every day  每天用",
        (
            ("serve", "start the server  启动服务"),
            ("sweep", "look at every clock: what is due, what is late  看一遍所有期限"),
            ("check", "is everything well? (exit status 0: yes)  自查"),
            ("verify", "is the record of every act as it was written?  核对操作记录"),
            ("backup", "one file with everything but the keys, while serving  备份"),
        ),
    ),
    (
        "Look things up  查一查",
        (
            ("places", "the tree of areas  区划树"),
            ("procedures", "the law book: what can be handled, and how  办事规程"),
            ("term", "when is it due, and why that day?  算期限"),
        ),
    ),
    (
        "Set up  安装",
        (
            ("messages", "texts, e-mail, robots: set up? what failed? try one  短信、邮件、群机器人"),
            ("migrate", "bring the database up to date  更新数据库"),
            ("restore", "bring a backup back, then verify  恢复备份"),
            ("keys", "which keys are in use; new ones in the place of old  换密钥"),
            ("demo", "load the invented county  载入演示县"),
        ),
    ),
)
"""What ``cunli --help`` shows, in this order. Everything else Django offers works too: ``cunli help --commands``."""


BY_THEMSELVES = frozenset({"migrate", "serve", "check", "restore", "procedures", "term"})
"""Commands of ours that need no tables, or see to them; every other one is refused before it looks for them."""
AS_IT_IS = frozenset({"backup"})
"""What takes the tables as they are: before an upgrade is when a backup is wanted."""
BUSY = (
    "Another program is writing to this database just now: the server, or another command. Try again when it is done, "
    "or stop it first.  别的程序正在写这个数据库，等它写完再来"
)


def menu() -> str:
    """The text of ``cunli --help``."""
    lines = [
        "cunli 村里 – a county's towns and villages look after their people",
        "",
        "usage: cunli <command> [options]",
    ]
    for title, commands in MENU:
        lines += ["", title, *(f"  {name:<12}{line}" for name, line in commands)]
    lines += [
        "",
        "cunli <command> --help   what a command needs  看某个命令的用法",
        "cunli help --commands    all commands, Django's own too  全部命令",
        "",
        "Environment: DATA (folder for everything written), PORT, DATABASE_URL (PostgreSQL; else SQLite in DATA),",
        "HOSTS, ORIGINS, HTTPS=1 behind a TLS proxy, WORKERS, THREADS, DEBUG=1.",
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end with its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help"} or arguments == ["help"]:
        sys.stdout.write(menu() + "\n")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cunli.config.settings")
    from django.core.management import execute_from_command_line  # the menu must not wait for Django
    from django.db import OperationalError

    try:
        if not_ready := _not_ready(arguments):
            raise SystemExit(not_ready)
        execute_from_command_line(["cunli", *arguments])
    except OperationalError as error:
        if "database is locked" not in str(error):
            raise
        raise SystemExit(BUSY) from None


def _not_ready(arguments: Sequence[str]) -> str:
    """Why this command cannot begin; "" when it can, or when it is none of ours."""
    if arguments[0] in BY_THEMSELVES or {"-h", "--help"} & set(arguments):
        return ""
    import django
    from django.core.management import get_commands

    django.setup()
    if not str(get_commands().get(arguments[0], "")).startswith("cunli."):
        return ""
    from cunli.config import readiness

    return readiness.no_database() if arguments[0] in AS_IT_IS else readiness.what_to_do()


if __name__ == "__main__":
    main()
