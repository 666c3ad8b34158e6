"""The papers of people's mediation, with the fields of the national forms (人民调解文书格式, 司法部 2010)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form, word
from cunli.papers.templates_docx.sheet import line, sign_with

SIDES: tuple[form.Asked, ...] = (
    ("申请人", "{{ applicants|join('；') }}"),
    ("对方", "{{ respondents|join('；') }}"),
)
MEDIATORS: form.Asked = ("调解员", "{{ mediators|join('、') }}")
AGREED: tuple[form.Asked, ...] = (
    ("纠纷", "{{ title }}"),
    *SIDES,
    ("主要事实\n争议、责任", "{{ points }}"),
    ("协议内容\n和履行方式", "{{ agreed }}"),
    ("履行地点", "{{ perform_where }}"),
    ("履行期限", "{{ perform_by }}前"),
    MEDIATORS,
)
ASKED: Mapping[str, Sequence[form.Asked]] = {
    "med_register": (
        ("受理日期", "{{ accepted_on }}"),
        ("纠纷类型", "{{ what }}"),
        ("案件来源", "{{ source }}"),
        *SIDES,
        ("纠纷简要情况", "{{ title }}{% if story %}。{{ story }}{% endif %}"),
        ("请求", "{{ wish }}", "wish"),
        ("以前调解过", "{{ earlier }}", "earlier"),
        ("登记人", "{{ registrar }}"),
    ),
    "med_notice": (
        *SIDES,
        ("纠纷", "{{ title }}"),
        ("调解员", "{{ mediators|join('、') }}（{{ chosen_how }}）"),
        ("时间、地点", "{{ next_on }}，{{ session_place }}"),
    ),
    "med_record": (
        ("时间", "{{ held_on }}"),
        ("地点", "{{ session_place }}"),
        ("纠纷", "{{ title }}"),
        *SIDES,
        MEDIATORS,
        ("在场的人", "{{ present|join('、') }}"),
        ("调解记录", "{{ record }}"),
        ("下次", "{{ next_on }}"),
    ),
    "med_agreement": AGREED,
    "med_oral": AGREED,
    "med_follow_up": (
        ("协议编号", "{{ number }}"),
        ("事由", "{{ title }}"),
        ("回访日期", "{{ visited_on }}"),
        ("当事人", "{{ visited }}"),
        ("履行情况", "{{ performed }}"),
        ("满意程度", "{{ content }}"),
        ("有没有激化的\n苗头", "{{ risk }}", "risk"),
        ("回访人", "{{ visitor }}"),
    ),
}
NAMES = {
    "med_register": "人民调解受理登记表",
    "med_notice": "人民调解当事人权利义务告知书",
    "med_record": "人民调解记录",
    "med_agreement": "人民调解协议书",
    "med_oral": "人民调解口头协议登记表",
    "med_follow_up": "人民调解回访记录",
}
RIGHTS = (
    "人民调解不收取任何费用。当事人在调解中有下列权利：选择或者接受人民调解员；接受调解、拒绝调解或者要求终止调解；"
    "要求调解公开进行或者不公开进行；自主表达意愿、自愿达成调解协议。（人民调解法第四条、第二十三条）",
    "当事人在调解中要履行下列义务：如实陈述纠纷事实；遵守调解现场秩序，尊重人民调解员；尊重对方当事人行使权利。"
    "（人民调解法第二十四条）",
    "调解不成的，可以依法通过仲裁、行政、司法等途径维护自己的权利。（人民调解法第二十六条）",
)
EFFECT = (
    "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，具有法律约束力，"
    "当事人应当按照约定履行。自生效之日起三十日内，双方可以共同向人民法院申请司法确认。"
    "本协议当事人各一份，人民调解委员会留存一份。（人民调解法第二十九条、第三十一条、第三十三条）"
)
ORAL = (
    "当事人认为无需制作调解协议书，采取口头协议方式。口头协议自各方当事人达成协议之日起生效，具有法律约束力。"
    "（人民调解法第二十八条、第三十条）"
)
BELOW: Mapping[str, tuple[str, ...]] = {"med_notice": RIGHTS, "med_agreement": (EFFECT,), "med_oral": (ORAL,)}
SIGNED_BY: Mapping[str, tuple[str, ...]] = {
    "med_register": ("当事人（签名、盖章或者按指印）：",),
    "med_notice": ("以上内容已经告知，当事人（签名、盖章或者按指印）：",),
    "med_record": ("当事人（签名、盖章或者按指印）：", "人民调解员（签名）："),
    "med_agreement": ("当事人（签名、盖章或者按指印）：", "人民调解员（签名）："),
    "med_oral": ("人民调解员（签名）：",),
    "med_follow_up": ("当事人（签名、盖章或者按指印）：", "回访人（签名）："),
}


def build(name: str) -> WordDocument:
    """One of ``ASKED``: the table, what the law says below it, room to sign, the seal."""
    document = form.head(NAMES[name])
    form.add_table(document, ASKED[name])
    line(document, "", height=Pt(10))
    for said in BELOW.get(name, ()):
        word.indent_first_line(line(document, said, size=12, height=Pt(20)), size=12)
    for signed in SIGNED_BY[name]:
        line(document, signed, size=14, height=Pt(40)).paragraph_format.keep_with_next = True
    sign_with(document)
    return document
