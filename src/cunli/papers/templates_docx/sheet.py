"""The sheet official papers are written on: A4, 3号仿宋, 24 lines of 28 characters; signature and seal."""

from __future__ import annotations

from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from cunli.papers.kinds import SEAL_PLACE
from cunli.papers.templates_docx import word

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TEXT_MM = 156
LEFT_OF_SIGNATURE_MM = 70
CELL_MARGIN_MM = 2


def a4() -> WordDocument:
    document = docx.Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    word.name_fallbacks(document)
    core = document.core_properties
    core.author, core.title, core.comments, core.language = "", "{{ title }}", "", "zh-CN"
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC)
    return document


def line(
    document: WordDocument,
    text: str,
    *,
    font: str = word.FANG_SONG,
    size: float = 16,
    align: WD_ALIGN_PARAGRAPH | None = None,
    height: Pt = word.LINE,
) -> Paragraph:
    paragraph = document.add_paragraph()
    align_paragraph(paragraph, align)
    word.exact_lines(paragraph, height)
    word.write(paragraph, text, font=font, size=size)
    return paragraph


def align_paragraph(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH | None) -> None:
    if align is not None:
        paragraph.alignment = align


def sign_with(document: WordDocument, *, note: str = "") -> None:
    """Issuer over date, centred on each other, a little below the middle of the seal (GB/T 9704 7.3.5.1), the date
    about four characters from the right edge. ``note`` (附注, 7.3.6) stands on the line below the date.

    One row that no page may break. The seal hangs on its first empty line: LibreOffice keeps pictures in their cell.
    """
    table = document.add_table(rows=1, cols=1)
    set_widths(table, (TEXT_MM,))
    word.keep_whole(table.rows[0])
    cell = table.rows[0].cells[0]
    for place, text in enumerate(("", "", "{{ issuer }}", "{{ date }}")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        word.exact_lines(paragraph)
        paragraph.alignment, paragraph.paragraph_format.left_indent = CENTRE, Mm(LEFT_OF_SIGNATURE_MM)
        word.write(paragraph, text)
    left = LEFT_OF_SIGNATURE_MM + (TEXT_MM - LEFT_OF_SIGNATURE_MM - word.SEAL_MM) // 2 - CELL_MARGIN_MM
    word.place_for_seal(cell.paragraphs[0], name=SEAL_PLACE, left_mm=left, drop_mm=2)
    if note:
        below = cell.add_paragraph()
        word.exact_lines(below)
        word.indent_first_line(below)
        word.write(below, note)


def set_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Word reads the cells, LibreOffice the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
