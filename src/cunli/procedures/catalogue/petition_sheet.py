"""What the national petition system asks for, in its order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures.outside import Drawn, Outside, SheetField

NATIONAL = Outside(
    system="petition",
    citation=cite("信访工作条例", "21"),
    fields=(
        SheetField(_("信访人姓名"), Drawn.NAME),
        SheetField(_("证件号码"), Drawn.ID_NUMBER),
        SheetField(_("联系电话"), Drawn.PHONE),
        SheetField(_("住址"), Drawn.ADDRESS),
        SheetField(_("推选的代表"), "representatives"),
        SheetField(_("信访形式"), "way"),
        SheetField(_("信访日期"), Drawn.CAME_ON),
        SheetField(_("问题属地"), Drawn.VILLAGE),
        SheetField(_("信访目的"), Drawn.KIND),
        SheetField(_("主要诉求"), Drawn.TITLE),
        SheetField(_("事实"), "told"),
        SheetField(_("理由"), "reasons"),
        SheetField(_("以前的信访号码"), "earlier"),
        SheetField(_("责任单位"), Drawn.UNIT),
        SheetField(_("办理方式"), "legal_route"),
        SheetField(_("查明的事实和理由"), "findings"),
        SheetField(_("处理意见"), "opinion"),
        SheetField(_("意见类型"), "opinion_kind"),
        SheetField(_("依据"), "legal_basis"),
        SheetField(_("到哪一步"), Drawn.STANDS),
        SheetField(_("办结日期"), Drawn.ENDED_ON),
    ),
)
