"""The papers of a tolerance file: the record of hearing the person, and the body's decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form, word
from cunli.papers.templates_docx.sheet import line, sign_with

EXHIBITS: form.Asked = (
    "当时的记录",
    "{%p for item in exhibits %}\n{{ loop.index }}. {{ item }}\n{%p endfor %}",
    "exhibits",
)
DISTINCTIONS = (
    ("第一个区分\n先行先试\n还是明知故犯", "{{ tried }}"),
    ("第二个区分\n没有明确限制\n还是明令禁止", "{{ unclear }}"),
    ("第三个区分\n无意过失\n还是谋取私利", "{{ unselfish }}"),
)
FACTORS = (
    ("动机态度", "{{ motive }}"),
    ("客观条件", "{{ conditions }}"),
    ("程序方法", "{{ manner }}"),
    ("性质程度", "{{ nature }}"),
    ("后果影响", "{{ consequence }}"),
    ("挽回损失", "{{ remedy }}"),
)
ASKED: Mapping[str, Sequence[form.Asked]] = {
    "tol_hearing": (
        ("事由", "{{ title }}"),
        ("档案编号", "{{ ref }}"),
        ("本人", "{{ person }}"),
        ("时间", "{{ heard_on }}"),
        ("地点", "{{ heard_where }}"),
        ("听取的人", "{{ heard_by|join('、') }}"),
        ("本人说明", "{{ heard_said }}"),
        EXHIBITS,
    ),
    "tol_decision": (
        ("事由", "{{ title }}"),
        ("档案编号", "{{ ref }}"),
        ("本人", "{{ person }}"),
        ("经过", "{{ events }}"),
        ("出了什么问题", "{{ harm }}"),
        EXHIBITS,
        ("听取说明", "{{ heard }}"),
        *DISTINCTIONS,
        *FACTORS,
        ("依据的细则", "{{ measure }}"),
        ("决定", "{{ decision }}"),
        ("理由", "{{ reasons }}"),
        (
            "要改正的",
            "{{ correct_what }}（{{ correct_who }}，{{ correct_by }}前）",
            "correct_what",
        ),
        ("作决定的机关", "{{ decided_by }}"),
        ("决定日期", "{{ decided_on }}"),
        ("参加的人", "{{ took_part|join('、') }}"),
    ),
}
NAMES = {"tol_hearing": "听取本人说明记录", "tol_decision": "容错纠错决定书"}
BELOW: Mapping[str, tuple[str, ...]] = {
    "tol_hearing": ("以上记录本人看过，和我说的一样；不一样的，已经改过或者另写在后面。",),
    "tol_decision": (
        "{% if decided_by != issuer %}本决定由{{ decided_by }}作出，{{ issuer }}制作、送达。{% endif %}"
        "对本决定有不同意见的，收到后{{ object_within }}内可以提出，由机关书面答复。"
        "容错不等于不纠错，要改正的照期改正。",
    ),
}
SIGNED_BY: Mapping[str, tuple[str, ...]] = {
    "tol_hearing": ("本人（签名）：", "听取的人（签名）："),
    "tol_decision": ("本人收到（签名、日期）：",),
}


def build(name: str) -> WordDocument:
    """One of ``ASKED``: the table, what is said below it, room to sign, the seal."""
    document = form.head(NAMES[name])
    form.add_table(document, ASKED[name], whole=(*DISTINCTIONS, *FACTORS))
    line(document, "", height=Pt(10))
    for said in BELOW[name]:
        word.indent_first_line(line(document, said, size=12, height=Pt(20)), size=12)
    for signed in SIGNED_BY[name]:
        line(document, signed, size=14, height=Pt(40)).paragraph_format.keep_with_next = True
    sign_with(document)
    return document
