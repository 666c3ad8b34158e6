"""What may be the same matter: how long ago, how near. Only ever a suggestion to whoever files."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Shape

_SOURCE = _("只用来提醒“可能有人报了”；国家没有统一的数，请县里定")

DEFAULTS = (
    Default(
        key="likely.within",
        shape=Shape.DAYS,
        value=14,
        source=_SOURCE,
        title=_("几天以内的算可能是同一件事"),
    ),
    Default(
        key="likely.near",
        shape=Shape.METRES,
        value=200,
        source=_("只用来提醒“可能有人报了”；手机定位常差几十米。国家没有统一的数，请县里定"),
        title=_("多少米以内的算可能是同一件事"),
    ),
)
