"""``cunli messages``: which ways out are set up, what waits, what failed and why; and one message to try a way."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.messages import channels
from cunli.messages.addresses import ChannelName
from cunli.messages.channels import Channel, DeliveryError, Parcel
from cunli.messages.models import Robot
from cunli.messages.selectors import failures, waiting_outside, ways_out

SHOWN = timedelta(days=7)


class Command(BaseCommand):
    """Exit status 1 when the message that was to be tried was not taken."""

    help = gettext_noop("看短信、邮件、群机器人接好没有，等着几条，没送到的为什么；--test 发一条试试")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--test",
            nargs=2,
            metavar=("WAY", "TO"),
            help=_("sms 13800001111、email a@example.org、group 单位全名：发一条试试"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["test"]:
            self._test(*options["test"])
        else:
            self._tell()

    def _tell(self) -> None:
        for line in ways_out():
            self.stdout.write(line)
        self.stdout.write(_("等着送的：%(n)d 条") % {"n": waiting_outside()})
        for failure in failures(timezone.now() - SHOWN):
            self.stdout.write(
                _("七天里没送到的：%(n)d 条，%(way)s，%(why)s")
                % {"n": failure.count, "way": failure.channel, "why": failure.problem}
            )

    def _test(self, way: str, to: str) -> None:
        words = _("村里：试一试，能看到就是接好了。")
        try:
            _way(way, to).send(Parcel(to=to, ref="TEST", words=words, number=0), at=timezone.now())
        except DeliveryError as failure:
            raise CommandError(failure.problem) from None
        self.stdout.write(_("对方收下了，看看到了没有。"))


def _way(way: str, to: str) -> Channel:
    if way == ChannelName.SMS:
        return channels.sms()
    if way == ChannelName.EMAIL:
        return channels.mail()
    robot = Robot.objects.filter(unit__name=to).first() if way == ChannelName.GROUP else None
    if robot is None:
        raise CommandError(_("没有这样的办法，或者这个单位没有机器人"))
    return channels.robot(robot.make, address=robot.address, secret=robot.secret)
