"""``cunli restore FILE``: bring a backup back, then verify it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.config.backups.restoring import restore, wrong_keys


class Command(BaseCommand):
    """Exit status that of ``verify``; 1 also where the key folder is not the one the backup needs."""

    help = gettext_noop("从备份恢复，恢复完逐条核对。这里已经有数据时不动，除非加上 --overwrite。先停下服务")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("cunli backup 做的文件"))
        parser.add_argument("--overwrite", action="store_true", help=_("把这里现有的数据全部换掉"))

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = restore(options["file"], overwrite=options["overwrite"])
        self.stdout.write(
            _("恢复好了：%(created)s 的备份，版本 %(version)s。下面核对操作记录。")
            % {"created": manifest.created, "version": manifest.version}
        )
        wrong = wrong_keys(manifest)
        if wrong:
            self.stdout.write(
                _("密钥不对：%(path)s 里缺少或者不是当初那一把的有 %(names)s。数据已经恢复，可是证件号、电话打不开。")
                % {"path": settings.KEYS_DIR, "names": "、".join(wrong)}
            )
        call_command("verify", stdout=self.stdout)
        if wrong:
            raise CommandError(_("先把当初的密钥文件夹放回去，再用 cunli verify 核对；放回去以前不要启动服务。"))
