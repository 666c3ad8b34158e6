"""Why something about benefits is not done, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.refusals import Conflict, NotYourPost, Refusal


class MovedOn(Conflict):
    """Somebody was quicker; what was typed is not lost."""

    code = "moved_on"

    def __init__(self) -> None:
        super().__init__(_("刚才别的同事动过这份名单"), instead=_("刷新看看现在到哪一步了。"))


class NotBoth(NotYourPost):
    """Two duties that one person does not hold together."""

    code = "not_both"


class TooMuch(Refusal):
    """More than the programme gives."""

    code = "too_much"
    status = 422


class NothingToPay(Refusal):
    """Nobody is to be paid, or all are on a list already."""

    code = "nothing_to_pay"
    status = 409


class Unreadable(Refusal):
    """The bank's file cannot be understood."""

    code = "unreadable"
    status = 422
