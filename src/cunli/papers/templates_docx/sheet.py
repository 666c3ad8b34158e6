"""The sheet official papers are written on: A4, 3号仿宋, 24 lines of 28 characters; signature and seal."""

from __future__ import annotations

from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from cunli.papers.kinds import CODE_PLACE, SEAL_PLACE
from cunli.papers.templates_docx import word

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TEXT_MM = 156
LEFT_OF_SIGNATURE_MM = 70
CELL_MARGIN_MM = 2
FOOT_LINE = Pt(12)


def a4() -> WordDocument:
    document = docx.Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    word.name_fallbacks(document)
    word.speak_chinese(document)
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

    One row that no page may break. The seal hangs on its first empty line: LibreOffice keeps pictures in their cell. It
    begins less than a line below the text and ends above the note: 42 mm in five lines of 9.4.
    """
    table = document.add_table(rows=1, cols=1)
    set_widths(table, (TEXT_MM,))
    word.keep_whole(table.rows[0])
    cell = table.rows[0].cells[0]
    for place, text in enumerate(("", "", "", "{{ issuer }}", "{{ date }}")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        word.exact_lines(paragraph)
        paragraph.alignment, paragraph.paragraph_format.left_indent = CENTRE, Mm(LEFT_OF_SIGNATURE_MM)
        word.write(paragraph, text)
    left = LEFT_OF_SIGNATURE_MM + (TEXT_MM - LEFT_OF_SIGNATURE_MM - word.SEAL_MM) // 2 - CELL_MARGIN_MM
    word.place_for_picture(cell.paragraphs[0], name=SEAL_PLACE, size_mm=word.SEAL_MM, left_mm=left, drop_mm=4)
    if note:
        below = cell.add_paragraph()
        word.exact_lines(below)
        word.indent_first_line(below)
        word.write(below, note)


def prove_in(footer: _Footer, first: Paragraph, *, more: str = "", drop_mm: int = 0) -> None:
    """What proves the paper, in two lines at the foot of its page: the digits to type, and at the right the square
    code to scan. ``drop_mm``: how far below the first line the square begins."""
    how = "{% if verify_at %}扫码或打开 {{ verify_at }} 输入核验码，查真伪{% endif %}"
    lines = ((first, f"核验码：{{{{ verify_code }}}}{more}"), (footer.add_paragraph(), how))
    for paragraph, text in lines:
        word.exact_lines(paragraph, FOOT_LINE)
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(word.CODE_MM)
        word.write(paragraph, f"{{% if verify_code %}}{text}{{% endif %}}", size=9)
    left = TEXT_MM - word.CODE_MM
    word.place_for_picture(first, name=CODE_PLACE, size_mm=word.CODE_MM, left_mm=left, drop_mm=drop_mm)


def set_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Word reads the cells, LibreOffice the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
