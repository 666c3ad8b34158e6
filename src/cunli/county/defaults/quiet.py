"""The hours in which nobody is sent a text or a letter; what is told in the app can be read at any time."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Shape

_SOURCE = _("国家没有统一的数，这是初始值，请县里定；一级隐患超了时限的，夜里照样告诉")

DEFAULTS = (
    Default(key="messages.quiet_from", shape=Shape.HOUR, value=21, source=_SOURCE, title=_("晚上几点起不发短信、邮件")),
    Default(key="messages.quiet_until", shape=Shape.HOUR, value=7, source=_SOURCE, title=_("早上几点起再发")),
)
