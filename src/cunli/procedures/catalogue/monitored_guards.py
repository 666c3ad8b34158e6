"""Conditions of the steps for a monitored household, and what its rule looks at, in words for who is told no."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures.catalogue.monitored_facts import CHECKS
from cunli.procedures.explaining import Explains, Reason
from cunli.procedures.guards import Guard, Situation, acts_too_near

GUIDE = cite("中农组发〔2021〕7号")
LOCAL = county_rule("防止返贫致贫监测")
RANGE, STABLE = "monitored.range", "monitored.stable_days"
SUDDEN = "sudden_severe_difficulty"


def _income(situation: Situation) -> int:
    found = situation.facts.get("income")
    return found if isinstance(found, int) else 0


def _above(situation: Situation) -> bool:
    """Only what comes suddenly may lie above the range."""
    return situation.form.get("type") != SUDDEN and _income(situation) > situation.number(RANGE) * 100


def _not_stable(situation: Situation) -> bool:
    since, income = situation.form.get("stable_since"), situation.form.get("income")
    if not isinstance(since, str) or not isinstance(income, int) or income <= situation.number(RANGE) * 100:
        return True
    return (situation.today - date.fromisoformat(since)).days < situation.number(STABLE)


TWO_VERIFIERS = Guard(
    key="two_verifiers",
    unmet=lambda situation: situation.form.get("verifier") == situation.form.get("verifier_two"),
    why=_("入户核实要两个人，不能一个人写两遍。"),
    instead=_("请选一起去的另一位；一个人去的，再约一位一起去。"),
    citation=LOCAL,
)
AUTHORISED = Guard(
    key="authorised",
    unmet=lambda situation: not situation.written_since("signed_how", "visit"),
    why=_("授权书还没签，不能比对这家的信息。"),
    instead=_("请先入户，把授权书念给他听，他愿意就签名或按手印；不愿意，就不比对。"),
    citation=cite("个人信息保护法", "13"),
    at_sight=True,
)
TYPE_FITS = Guard(
    key="type_fits",
    unmet=_above,
    why=_("人均收入在县里定的监测范围以上，不能算这一类。"),
    instead=_("因为生病、遭灾、出事故一下子过不下去的，选“突发严重困难户”；收入记错了，先重新核实。"),
    citation=GUIDE,
)
COMPARED = Guard(
    key="compared_first",
    unmet=lambda situation: not situation.written_since("comparison", "visit"),
    why=_("县里的比对结果还没写。"),
    instead=_("请先请县里比对，结果来了写上，再评议。"),
    citation=LOCAL,
    at_sight=True,
)
COMPARED_BY_NOW = Guard(
    key="compared_by_now",
    unmet=lambda situation: str(situation.form.get("compared_on") or "") > situation.today.isoformat(),
    why=_("比对的日子还没到。"),
    instead=_("请写比对那天。"),
    citation=LOCAL,
)
OWN_WORD = Guard(
    key="own_word",
    unmet=lambda situation: "find" in situation.taken and not acts_too_near(situation),
    why=_("报线索的人不能替这家说不申请了。"),
    instead=_("请这家自己说；当面说了不愿意的，用“不纳入，说明原因”，把他的话写上。"),
    citation=LOCAL,
)
HAS_LABOUR = Guard(
    key="has_labour",
    unmet=lambda situation: situation.form.get("labour") is not True,
    why=_("家里没有劳力的，暂时不标风险消除。"),
    instead=_("请接着帮，接着看；有了劳力再核。"),
    citation=GUIDE,
)
STABLE_INCOME = Guard(
    key="stable_income",
    unmet=_not_stable,
    why=_("收入还没有稳在监测范围以上，不能标风险消除。"),
    instead=_("请接着帮；稳满县里定的天数再核。"),
    citation=GUIDE,
)
GUARANTEED = Guard(
    key="guaranteed",
    unmet=lambda situation: any(situation.form.get(check) is not True for check in CHECKS),
    why=_("吃、穿、上学、看病、住房、饮水还有没保障的，不能标风险消除。"),
    instead=_("请先把缺的补上。"),
    citation=GUIDE,
)
RISK_GONE = Guard(
    key="risk_gone",
    unmet=lambda situation: situation.form.get("risk_gone") is not True,
    why=_("原来的风险没有消，或者有新的风险，不能标风险消除。"),
    instead=_("请接着帮，把新的风险写进“再看一次”。"),
    citation=GUIDE,
)
BOTH_SIGN = Guard(
    key="both_sign",
    unmet=lambda situation: situation.form.get("household_agrees") is not True,
    why=_("这家还没有签字认可。"),
    instead=_("请和他当面算一遍；他不认可，就接着帮。"),
    citation=LOCAL,
)


def _within(value: object, number: int) -> bool:
    return isinstance(value, int) and value <= number * 100


def _spent(value: object, number: int) -> bool:
    del number
    return isinstance(value, int) and value > 0


def _has(value: object, number: int) -> bool:
    """A guarantee that is not there speaks for the household."""
    del number
    return value is False


EXPLAINS = Explains(
    states=("not_identified", "taken_back"),
    decided=_(
        "不是只看一条：收入、大开支、没有保障的、自己能不能应对，几样放在一起看。收入在范围以上，因为突发的事过不下去的，也可以纳入。"
    ),
    reasons=(
        Reason(
            rule=_("一年人均纯收入在 %(number)s 元以内"),
            fact="income",
            met=_within,
            change=_("收入少了，或者算错了"),
            citation=GUIDE,
            setting=RANGE,
        ),
        Reason(
            rule=_("看病、上学、遭灾这些合规自付的开支大"),
            fact="spending",
            met=_spent,
            change=_("有新的大开支，带上票据"),
            citation=GUIDE,
        ),
        Reason(rule=_("住房没有保障"), fact="housing", met=_has, change=_("房子出了险情"), citation=GUIDE),
        Reason(rule=_("看病没有保障"), fact="medicine", met=_has, change=_("医保断了，或者报不了"), citation=GUIDE),
        Reason(rule=_("义务教育没有保障"), fact="education", met=_has, change=_("孩子上不了学"), citation=GUIDE),
        Reason(rule=_("饮水没有保障"), fact="water", met=_has, change=_("没水吃，或者水坏了"), citation=GUIDE),
    ),
)
