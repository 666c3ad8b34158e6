"""The ways out of the house. A provider (SMS, WeChat …) is one more class and one more row of ``SENDERS``."""

from __future__ import annotations

from collections.abc import Mapping

from cunli.messages.addresses import ChannelName
from cunli.messages.channels.base import Channel, DeliveryError
from cunli.messages.channels.console import ConsoleChannel

CONSOLE = ConsoleChannel()
SENDERS: Mapping[ChannelName, Channel] = {ChannelName.SMS: CONSOLE}
"""Only channels that leave the house. In-app, slip and phone call are done by people or by the row itself."""

__all__ = ["CONSOLE", "SENDERS", "Channel", "DeliveryError"]
