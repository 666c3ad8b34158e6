"""监测对象申请及承诺授权书: what a household declares and lets others look up. Signed, or nothing is compared."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from cunli.papers.templates_docx import form, word
from cunli.papers.templates_docx.sheet import line, sign_with

NAME = "monitored_consent"
ASKED: tuple[form.Asked, ...] = (
    ("所在村", "{{ place }}"),
    ("申请的户", "{{ household }}"),
    ("主要风险", "{{ risk }}"),
    ("签字授权的人", "{{ signers|join('、') }}"),
    ("核实的人", "{{ verifiers|join('、') }}"),
)
SAID = (
    "一、我家说的、给看的都是真的。家里有了变化，我们及时告诉村里。",
    "二、我家愿意让县里为了防止返贫致贫的核实，查我们家在民政、公安、住房、车辆、社保、财政等部门的有关信息；"
    "只用在这件事和社会救助上，不给别人。（个人信息保护法第十三条、社会救助法第四十条）",
    "三、不签也可以，不签就不比对，村里照样听我们说。签了以后不愿意的，随时跟村里说，从那时起不再查。",
    "四、不识字的，由别人念给本人听、替本人填写，本人按手印。",
)


def build() -> WordDocument:
    """The table, what is declared and allowed, room to sign."""
    document = form.head("监测对象申请及承诺授权书")
    form.add_table(document, ASKED)
    line(document, "", height=Pt(10))
    for said in SAID:
        word.indent_first_line(line(document, said, size=14, height=Pt(24)), size=14)
    for signed in ("本人（签名或者按手印）：", "念给他听、替他填写的人（签名）：", "核实的两个人（签名）："):
        line(document, signed, size=14, height=Pt(40)).paragraph_format.keep_with_next = True
    sign_with(document)
    return document
