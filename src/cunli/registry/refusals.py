"""Refusals that reads and writes of the register share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cunli.lib.refusals import NotYours


def not_yours() -> NotYours:
    return NotYours(
        _("这一户不归您管，看不到"), why=_("您的岗位管的不是这个地方。"), instead=_("要看，请找这一户所在的村。")
    )
