"""What the systems for pensions, medical insurance and assistance ask for, where a service ends in one of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures.outside import Drawn, Outside, SheetField

_PERSON = (
    SheetField(_("姓名"), Drawn.NAME),
    SheetField(_("身份证号"), Drawn.ID_NUMBER),
    SheetField(_("性别"), Drawn.SEX),
    SheetField(_("出生日期"), Drawn.BORN_ON),
    SheetField(_("手机号"), Drawn.PHONE),
    SheetField(_("住址"), Drawn.ADDRESS),
)
_ASKED_FOR = (SheetField(_("办什么"), Drawn.KIND), SheetField(_("哪天来办的"), Drawn.CAME_ON))
_ELSEWHERE = _("只在那边的系统里有")

SHEETS = (
    Outside(
        system="pension",
        kinds=("pension_check", "pension_pay"),
        citation=county_rule("养老保险系统登记"),
        fields=(
            *_PERSON,
            SheetField(_("银行账号"), Drawn.BANK),
            SheetField(_("缴费档次"), why=_("户册不记，问本人要交哪一档")),
            SheetField(_("人脸认证结果"), why=_ELSEWHERE),
            *_ASKED_FOR,
        ),
    ),
    Outside(
        system="medical",
        kinds=("medical_pay", "medical_claim"),
        citation=county_rule("医疗保障信息平台登记"),
        fields=(
            *_PERSON,
            SheetField(_("户主"), Drawn.HEAD),
            SheetField(_("家里几口人"), Drawn.PEOPLE_AT_HOME),
            SheetField(_("参保登记号"), why=_ELSEWHERE),
            *_ASKED_FOR,
        ),
    ),
    Outside(
        system="assistance",
        kinds=("dibao_apply", "destitute_apply", "urgent_aid", "disability_aid", "age_allowance"),
        citation=county_rule("社会救助信息系统登记"),
        fields=(
            *_PERSON,
            SheetField(_("户号"), Drawn.HOUSEHOLD_NO),
            SheetField(_("户主"), Drawn.HEAD),
            SheetField(_("家里几口人"), Drawn.PEOPLE_AT_HOME),
            SheetField(_("共同生活的人"), Drawn.MEMBERS),
            SheetField(_("开户银行账号"), Drawn.BANK),
            SheetField(_("申请理由"), Drawn.TITLE),
            *_ASKED_FOR,
        ),
    ),
)
