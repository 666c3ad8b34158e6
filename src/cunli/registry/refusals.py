"""Refusals that reads and writes of the register share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cunli.lib.refusals import NotYours, Refusal


class MergedAway(Refusal):
    """An old link to an entry that turned out to be somebody else of the register; it says where they are."""

    code = "merged_away"
    status = 410


def merged_away(where: str) -> MergedAway:
    """``where``: the printed number of the household, or the village."""
    return MergedAway(
        _("这个人登记了两次，已经并成一个"),
        why=_("同事对过，是同一个人。"),
        instead=_("请到“户和人”里看：%(where)s") % {"where": where},
    )


def not_yours() -> NotYours:
    return NotYours(
        _("这一户不归您管，看不到"), why=_("您的岗位管的不是这个地方。"), instead=_("要看，请找这一户所在的村。")
    )
