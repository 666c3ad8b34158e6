"""What the platform for people's mediation asks for, in its order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures.outside import Drawn, Outside, SheetField

NOT_KEPT = _("这里只记名字和电话，问本人")

PLATFORM = Outside(
    system="mediation",
    citation=county_rule("人民调解信息平台"),
    fields=(
        SheetField(_("调解委员会"), Drawn.UNIT),
        SheetField(_("申请人"), Drawn.APPLICANTS),
        SheetField(_("申请人身份证号"), Drawn.ID_NUMBER),
        SheetField(_("申请人电话"), Drawn.PHONE),
        SheetField(_("申请人住址"), Drawn.ADDRESS),
        SheetField(_("被申请人"), Drawn.RESPONDENTS),
        SheetField(_("被申请人身份证号"), why=NOT_KEPT),
        SheetField(_("纠纷类型"), Drawn.KIND),
        SheetField(_("纠纷发生地"), Drawn.VILLAGE),
        SheetField(_("受理日期"), Drawn.CAME_ON),
        SheetField(_("纠纷简要情况"), Drawn.TITLE),
        SheetField(_("事情的经过"), "story"),
        SheetField(_("调解员"), Drawn.MEDIATORS),
        SheetField(_("争议事项"), "points"),
        SheetField(_("协议内容"), "agreed"),
        SheetField(_("履行期限"), "perform_by"),
        SheetField(_("履行情况"), "performed"),
        SheetField(_("司法确认的法院"), "court"),
        SheetField(_("到哪一步"), Drawn.STANDS),
        SheetField(_("结案日期"), Drawn.ENDED_ON),
    ),
)
