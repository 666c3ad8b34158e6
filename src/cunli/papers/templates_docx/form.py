"""A form as a table: what is asked at the left, what was said at the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from cunli.papers.templates_docx import word
from cunli.papers.templates_docx.sheet import CENTRE, RIGHT, TEXT_MM, a4, align_paragraph, line, prove_in, set_widths

LABEL_MM = 36
Asked = tuple[str, str] | tuple[str, str, str]
"""Label, text, and the name of the field without which the line is left out."""


def head(name: str) -> WordDocument:
    """Issuer, name of the form, number."""
    document = a4()
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(25)
    title = line(document, "{{ issuer }}", font=word.SONG, size=18, align=CENTRE)
    title.paragraph_format.space_after = Pt(6)
    line(document, name, font=word.SONG, size=22, align=CENTRE).paragraph_format.space_after = Pt(10)
    line(document, "{{ number }}{% if is_draft %}（草稿，还没盖章）{% endif %}", size=14, align=RIGHT)
    document.sections[0].footer_distance = Mm(9)
    foot = document.sections[0].footer
    prove_in(foot, foot.paragraphs[0], drop_mm=-2)
    return document


def add_table(document: WordDocument, rows: Sequence[Asked], *, whole: Collection[Asked] = ()) -> None:
    """``whole``: of the rows, those that no page may break; long text must be free to run on."""
    table = document.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for asked in rows:
        label, text, *only_with = asked
        _row(table, label, text, only_with="".join(only_with))
        if asked in whole:
            word.keep_whole(table.rows[-1])
    set_widths(table, (LABEL_MM, TEXT_MM - LABEL_MM))


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
