"""What the national monitoring system asks for, in its order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.monitored_guards import GUIDE
from cunli.procedures.outside import Drawn, Outside, SheetField

NATIONAL = Outside(
    system="poverty",
    citation=GUIDE,
    fields=(
        SheetField(_("乡（镇）"), Drawn.TOWN),
        SheetField(_("行政村"), Drawn.VILLAGE),
        SheetField(_("哪一户"), "household"),
        SheetField(_("签授权书的人"), "signer"),
        SheetField(_("风险类型"), Drawn.KIND),
        SheetField(_("线索来源"), "source"),
        SheetField(_("线索日期"), Drawn.CAME_ON),
        SheetField(_("收入计算期"), "window"),
        SheetField(_("人均纯收入"), "income"),
        SheetField(_("合规自付支出"), "spending"),
        SheetField(_("自主应对能力"), "coping"),
        SheetField(_("不愁吃"), "food"),
        SheetField(_("不愁穿"), "clothing"),
        SheetField(_("义务教育"), "education"),
        SheetField(_("基本医疗"), "medicine"),
        SheetField(_("住房安全"), "housing"),
        SheetField(_("饮水安全"), "water"),
        SheetField(_("有无劳动力"), "labour"),
        SheetField(_("监测对象类型"), "type"),
        SheetField(_("帮扶措施"), "measures"),
        SheetField(_("帮扶联系人"), "contact"),
        SheetField(_("收入稳定起始日"), "stable_since"),
        SheetField(_("到哪一步"), Drawn.STANDS),
        SheetField(_("风险消除日期"), Drawn.ENDED_ON),
    ),
)
