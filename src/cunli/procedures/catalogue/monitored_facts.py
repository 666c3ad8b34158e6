"""What is written down of a monitored household: one survey, used for monitoring and for help (FPR-05)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures import assembly, judging, shared
from cunli.procedures.grammar import Fact, FactType, Field, optional

CHECKS = ("food", "clothing", "education", "medicine", "housing", "water")
"""两不愁三保障 and the water."""

_YES = FactType.YES_NO
FACTS = (
    Fact(key="source", label=_("线索从哪里来"), type=FactType.CHOICE, options="monitored.sources", personal=False),
    Fact(key="whose", label=_("哪一家"), type=FactType.LINE),
    Fact(key="story", label=_("遇到了什么"), type=FactType.TEXT),
    Fact(key="household", label=_("户册上哪一户"), type=FactType.HOUSEHOLD),
    Fact(key="signer", label=_("这家谁来签授权书"), type=FactType.PEOPLE,
         hint=_("写名字，有电话写上；以后他自己看得到这件事。")),
    Fact(key="verifier", label=_("谁去核实的"), type=FactType.OFFICER),
    Fact(key="verifier_two", label=_("还有谁一起去的"), type=FactType.OFFICER, hint=_("要两个人。")),
    Fact(key="signed_how", label=_("授权书怎么签的"), type=FactType.CHOICE, options="monitored.signed_how"),
    Fact(key="window", label=_("收入从哪天算到哪天"), type=FactType.CHOICE,
         options="monitored.windows", personal=False),
    Fact(key="income", label=_("一年人均纯收入"), type=FactType.MONEY),
    Fact(key="spending", label=_("合规自付的大开支，一年多少"), type=FactType.MONEY),
    Fact(key="coping", label=_("自己能怎么应对"), type=FactType.TEXT, hint=_("存款、亲友、劳力、保险，照实写。")),
    Fact(key="food", label=_("吃的有没有保障"), type=_YES),
    Fact(key="clothing", label=_("穿的有没有保障"), type=_YES),
    Fact(key="education", label=_("义务教育有没有保障"), type=_YES),
    Fact(key="medicine", label=_("看病有没有保障"), type=_YES),
    Fact(key="housing", label=_("住房有没有保障"), type=_YES),
    Fact(key="water", label=_("饮水有没有保障"), type=_YES),
    Fact(key="labour", label=_("家里有没有劳力"), type=_YES),
    Fact(key="compared_by", label=_("请县里哪些部门比对"), type=FactType.UNITS,
         functions=("department", "town_office"), personal=False),
    Fact(key="compared_on", label=_("哪天比对的"), type=FactType.DAY, personal=False),
    Fact(key="comparison", label=_("比对出什么"), type=FactType.TEXT),
    Fact(key="type", label=_("属于哪一类"), type=FactType.CHOICE, options="monitored.types", personal=False),
    Fact(key="appraisal", label=_("评议会怎么说"), type=FactType.TEXT, hint=_("只开一次，有会议记录。")),
    Fact(key="boards", label=_("贴在哪里"), type=FactType.TEXT, hint=_("一行一处，公示栏一定要贴。"), personal=False),
    Fact(key="notice", label=_("纳入的公示"), type=FactType.LINE, personal=False),
    Fact(key="notice_outcome", label=_("公示的结果"), type=FactType.LINE, personal=False),
    Fact(key="plan", label=_("打算怎么帮"), type=FactType.TEXT),
    Fact(key="opinion", label=_("镇里审核的意见"), type=FactType.TEXT),
    Fact(key="decision", label=_("县里怎么定的"), type=FactType.TEXT,
         hint=_("写文号或者会议，哪天定的。"), personal=False),
    Fact(key="announced_at", label=_("公告贴在哪里"), type=FactType.LINE, personal=False),
    Fact(key="measures", label=_("帮什么，谁帮，到哪天"), type=FactType.TEXT, hint=_("一行一样，对着风险来。")),
    Fact(key="contact", label=_("帮扶联系人"), type=FactType.OFFICER),
    Fact(key="reviewed", label=_("这次看到什么"), type=FactType.TEXT),
    Fact(key="stable_since", label=_("收入从哪天起稳在范围以上"), type=FactType.DAY, personal=False),
    Fact(key="risk_gone", label=_("风险有没有真的消了，也没有新的"), type=_YES,
         hint=_("没劳力的、收入不稳的，不算消了。")),
    Fact(key="household_agrees", label=_("这家有没有签字认可"), type=_YES),
    Fact(key="removal_notice", label=_("风险消除的公示"), type=FactType.LINE, personal=False),
    Fact(key="removal_outcome", label=_("风险消除公示的结果"), type=FactType.LINE, personal=False),
    Fact(key="outside_number", label=_("全国系统里的编号"), type=FactType.LINE),
    *judging.FACTS,
    *assembly.FACTS,
    *shared.facts("assignee", "why", "what_would_change", "own_words", "note", "photo"),
)  # fmt: skip

VERIFIERS = (Field("verifier"), Field("verifier_two"))
SURVEY = (
    Field("window"), Field("income"), optional("spending"), Field("coping"),
    *(Field(check) for check in CHECKS), Field("labour"),
)  # fmt: skip
