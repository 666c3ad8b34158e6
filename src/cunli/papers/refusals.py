"""Why something cannot be done with a paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.refusals import Conflict, Refusal


class NotInThatState(Conflict):
    """The paper has moved on, or is not there yet."""

    code = "paper_moved_on"


class SignedByDrafter(Refusal):
    code = "paper_own_draft"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            _("这份文是您自己写的，不能自己签发"),
            why=_("写的和签的要两个人，出了差错有人看得见。"),
            instead=_("请另一位有签发权的同事来签。"),
        )


class NoDocMark(Refusal):
    code = "paper_no_doc_mark"
    status = 422

    def __init__(self, unit: str) -> None:
        super().__init__(
            _("%(unit)s还没有发文代字，文号编不出来") % {"unit": unit},
            instead=_("请县里的管理员给这个单位填上代字，再来写。"),
        )


class BadTemplate(Refusal):
    """The Word file cannot become a template; ``why`` names what is wrong in it."""

    code = "paper_bad_template"
    status = 422
