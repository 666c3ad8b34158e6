"""The record of a decision on the spot: a table of what was known, decided and by whom."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form
from cunli.papers.templates_docx.sheet import line, sign_with

ASKED: tuple[form.Asked, ...] = (
    ("事由", "{{ title }}"),
    ("事项编号", "{{ ref }}"),
    ("地点", "{{ place }}"),
    ("报告时间", "{{ reported_at }}"),
    ("到场时间", "{{ arrived_at }}"),
    ("决定时间", "{{ decided_at }}"),
    ("当时的情况", "{{ situation }}"),
    ("当场决定", "{{ decision }}"),
    ("为什么这样定", "{{ grounds }}"),
    (
        "不同意见\n和答复",
        "{%p for item in objections %}\n{{ loop.index }}. {{ item }}\n{%p endfor %}",
        "objections",
    ),
    ("见证人", "{{ witnesses|join('、') }}"),
    ("决定人", "{{ decided_by }}"),
)


def build_spot_decision() -> WordDocument:
    document = form.head("当场决定记录")
    form.add_table(document, ASKED)
    line(document, "", height=Pt(12))  # Word joins tables that touch
    for signed in ("决定人（签名）：", "见证人（签名）："):
        line(document, signed, size=14, height=Pt(40)).paragraph_format.keep_with_next = True
    sign_with(document)
    return document
