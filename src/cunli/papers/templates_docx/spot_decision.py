"""The record of a decision on the spot: a table of what was known, decided and by whom."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from cunli.papers.templates_docx import word
from cunli.papers.templates_docx.sheet import CENTRE, RIGHT, TEXT_MM, a4, align_paragraph, line, set_widths, sign_with


def build_spot_decision() -> WordDocument:
    document = a4()
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(25)
    title = line(document, "{{ issuer }}", font=word.SONG, size=18, align=CENTRE)
    title.paragraph_format.space_after = Pt(6)
    line(document, "当场决定记录", font=word.SONG, size=22, align=CENTRE).paragraph_format.space_after = Pt(10)
    line(document, "{{ number }}{% if is_draft %}（草稿，还没盖章）{% endif %}", size=14, align=RIGHT)
    table = document.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for label, text, *only_with in (
        ("事由", "{{ title }}"),
        ("事项编号", "{{ ref }}"),
        ("地点", "{{ place }}"),
        ("报告时间", "{{ reported_at }}"),
        ("到场时间", "{{ arrived_at }}"),
        ("决定时间", "{{ decided_at }}"),
        ("处置完", "{{ done_at }}", "done_at"),
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
    ):
        _row(table, label, text, only_with="".join(only_with))
    set_widths(table, (36, TEXT_MM - 36))
    line(document, "", height=Pt(12))  # Word joins tables that touch
    sign_with(document)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = CENTRE
    word.write(foot, "{% if verify_code %}核验码：{{ verify_code }}{% endif %}", size=9)
    return document


def _row(table: Table, label: str, text: str, *, only_with: str) -> None:
    """One line of the table; with ``only_with``, the name of a field, only where that field says something."""
    if only_with:
        _fill(_cells(table)[0], f"{{%tr if {only_with} %}}")
    cells = _cells(table)
    _fill(cells[0], label, font=word.HEI, align=CENTRE)
    _fill(cells[1], text)
    if only_with:
        _fill(_cells(table)[0], "{%tr endif %}")


def _cells(table: Table) -> tuple[_Cell, ...]:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left this one unannotated
    return row.cells


def _fill(cell: _Cell, text: str, *, font: str = word.FANG_SONG, align: WD_ALIGN_PARAGRAPH | None = None) -> None:
    for place, said in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        align_paragraph(paragraph, align)
        word.exact_lines(paragraph, Pt(24))
        word.write(paragraph, said, font=font, size=14)
