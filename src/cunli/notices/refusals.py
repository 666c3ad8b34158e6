"""Why something cannot be done with a notice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.refusals import Conflict, Refusal


class MovedOn(Conflict):
    """A colleague changed it meanwhile."""

    code = "notice_moved_on"

    def __init__(self) -> None:
        super().__init__(
            _("这份公示刚才有同事办过"),
            why=_("可能改了一稿，也可能已经挂出去了。"),
            instead=_("刷新看看现在到哪一步。"),
        )


class OwnDraft(Refusal):
    code = "notice_own_draft"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            _("这份公示是您自己拟的，不能自己挂出去"),
            why=_("拟的和核对的要两个人，不该写的才有人看得见。"),
            instead=_("请村里或镇里另一位能签发的同事核对。"),
        )


class StillOpen(Conflict):
    """Its days are not over, or somebody who objected has not been answered."""

    code = "notice_still_open"
