"""The written decisions about a benefit: granted, refused, reduced or stopped; with reasons and remedies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form, word
from cunli.papers.templates_docx.sheet import line, sign_with

NAMES = {
    "ben_decision": "救助补贴决定书",
    "ben_refusal": "不予救助补贴决定书",
    "ben_change": "减发、停发救助补贴决定书",
}
OF_WHOM: tuple[form.Asked, ...] = (
    ("申请的人", "{{ person }}"),
    ("申请的是", "{{ kind }}"),
    ("申请日期", "{{ applied_on }}"),
    ("事项编号", "{{ ref }}"),
)
BASED_ON: form.Asked = ("照哪份文件", "{{ rule }}", "rule")
ASKED: Mapping[str, Sequence[form.Asked]] = {
    "ben_decision": (
        *OF_WHOM,
        ("决定", "准予。{{ gives }}，从{{ since }}起{% if until %}，到{{ until }}止{% endif %}。"),
        ("理由", "{{ why }}"),
        BASED_ON,
    ),
    "ben_refusal": (
        *OF_WHOM,
        ("决定", "不予批准。"),
        ("理由", "{{ why }}"),
        BASED_ON,
        ("怎样就能批", "{{ what_would_change }}"),
    ),
    "ben_change": (
        *OF_WHOM,
        ("决定", "{{ change }}"),
        ("本人怎么说", "{{ heard }}"),
        ("理由", "{{ why }}"),
        BASED_ON,
    ),
}
LAW = {
    "ben_decision": "本决定依照《中华人民共和国社会救助法》第四十四条作出。"
    "家里的人口、收入、财产有了变化，请及时告诉我们。（第四十六条）",
    "ben_refusal": "本决定依照《中华人民共和国社会救助法》第四十四条作出。情况变了，可以再申请。",
    "ben_change": "本决定听取了本人的意见，依照《中华人民共和国社会救助法》第四十八条作出。",
}
REMEDY = (
    "不同意本决定的，可以自收到之日起60日内向{{ review_organ }}申请行政复议，也可以自收到之日起6个月内直接向"
    "人民法院提起行政诉讼。（社会救助法第七十六条、行政复议法第二十条、行政诉讼法第四十六条）"
)
"""The law of social assistance names the remedies; how long they are open is said by the two others."""


def build(name: str) -> WordDocument:
    """One of ``NAMES``: who asked for what, what was decided and why, where it may be taken, the seal."""
    document = form.head(NAMES[name])
    form.add_table(document, ASKED[name])
    line(document, "", height=Pt(10))
    for said in (LAW[name], REMEDY):
        word.indent_first_line(line(document, said, size=14, height=Pt(24)), size=14)
    line(document, "本人收到（签名或者按手印、日期）：", size=14, height=Pt(40)).paragraph_format.keep_with_next = True
    sign_with(document)
    return document
