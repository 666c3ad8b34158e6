"""The papers of a petition: notices as letters to the person, opinions with the fields of 信访工作条例 art. 32."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form, word
from cunli.papers.templates_docx.sheet import line, sign_with

NAMES = {
    "pet_transfer": "信访事项转送告知书",
    "pet_accept": "信访事项受理告知书",
    "pet_route": "信访事项法定途径告知书",
    "pet_not_accept": "信访事项不予受理告知书",
    "pet_extend": "信访事项延期办理告知书",
    "pet_opinion": "信访处理意见书",
    "pet_reply": "信访建议答复书",
    "pet_review": "信访事项复查意见书",
}
YOURS = "您在{{ received_on }}提出的信访事项“{{ title }}”，"
SAID: Mapping[str, Sequence[str]] = {
    "pet_transfer": (
        YOURS + "现在转给{{ handed_to }}办理（{{ handed_how }}）。",
        "该单位自收到之日起15日内书面告知您是否受理。（信访工作条例第二十二条、第二十三条）",
    ),
    "pet_accept": (
        YOURS + "现予受理。",
        "我们将听取您陈述事实和理由，调查核实，在{{ answer_by }}前向您出具信访处理意见书；情况复杂需要延期的，"
        "延长不超过30日，并告诉您理由。对处理意见不服的，可以自收到之日起30日内申请复查。"
        "（信访工作条例第二十三条、第三十一条、第三十四条、第三十五条）",
    ),
    "pet_route": (
        YOURS + "有专门的法定途径：{{ route }}。",
        "原因：{{ why }}",
        "请找：{{ where_to }}",
        "依照诉讼与信访分离、依法分类处理的规定，请您通过上述途径提出。（信访工作条例第二十八条、第三十一条）",
    ),
    "pet_not_accept": (
        YOURS + "不予受理。",
        "原因：{{ because }}。{{ why }}",
        "{% if where_to %}请找：{{ where_to }}{% else %}有新的事实和理由的，可以另行提出。{% endif %}",
        "（信访工作条例第十九条、第二十三条、第三十六条）",
    ),
    "pet_extend": (
        YOURS + "因情况复杂，经本单位负责人批准，办理期限延长到{{ answer_by }}。",
        "原因：{{ why }}",
        "（信访工作条例第三十四条：情况复杂的，可以适当延长办理期限，但延长期限不得超过30日）",
    ),
    "pet_reply": (
        YOURS + "经研究，答复如下：{{ adopted }}。",
        "{{ reply }}",
        "感谢您对我们工作的关心。（信访工作条例第二十九条）",
    ),
}
WHOSE: tuple[form.Asked, ...] = (
    ("信访人", "{{ petitioners|join('、') }}"),
    ("收到日期", "{{ received_on }}"),
    ("信访事项", "{{ title }}"),
)
ASKED: Mapping[str, Sequence[form.Asked]] = {
    "pet_opinion": (
        *WHOSE,
        ("投诉请求", "{{ claim }}"),
        ("事实和理由", "{{ findings }}"),
        ("处理意见", "{{ opinion_kind }}\n{{ opinion }}"),
        ("法律法规\n等依据", "{{ legal_basis }}"),
    ),
    "pet_review": (
        *WHOSE,
        ("复查机关", "{{ review_organ }}"),
        ("复查结果", "{{ review_result }}"),
        ("意见和理由", "{{ opinion }}"),
        ("依据", "{{ legal_basis }}"),
    ),
}
BELOW = {
    "pet_opinion": "对本意见不服的，可以自收到本意见书之日起30日内，请求原办理机关的上一级机关复查；"
    "逾期不请求的，不再受理。（信访工作条例第三十二条、第三十五条）",
    "pet_review": "对复查意见不服的，可以自收到本意见书之日起30日内，向复查机关的上一级机关请求复核。"
    "（信访工作条例第三十五条、第三十六条）",
}


def build(name: str) -> WordDocument:
    """One of ``NAMES``: a letter to the person, or a table with what may be done about it."""
    document = form.head(NAMES[name])
    if name in ASKED:
        form.add_table(document, ASKED[name])
        line(document, "", height=Pt(10))
        word.indent_first_line(line(document, BELOW[name], size=12, height=Pt(20)), size=12)
    else:
        line(document, "{{ petitioners|join('、') }}：")
        for said in SAID[name]:
            word.indent_first_line(line(document, said))
    sign_with(document)
    return document
