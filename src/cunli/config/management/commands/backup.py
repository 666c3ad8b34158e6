"""``cunli backup FILE``: everything but the keys in one file, while people work."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.config.backups.making import back_up


class Command(BaseCommand):
    help = gettext_noop("把数据库和存着的文件做成一个备份文件，不用停机。密钥不在里面")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("备份写到哪里；写完整了才出现"))

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"].absolute()
        manifest = back_up(target, at=timezone.now())
        self.stdout.write(
            _("备份好了：%(path)s，%(megabytes).1f 兆，%(files)d 个文件。")
            % {"path": target, "megabytes": target.stat().st_size / 1e6, "files": len(manifest.members) - 1}
        )
        self.stdout.write(
            _("密钥不在里面，在 %(path)s。请另外存一份，和备份分开放：没有密钥，备份里的证件号、电话谁也打不开。")
            % {"path": settings.KEYS_DIR}
        )
