"""Makes the shipped templates: ``python -m cunli.papers.templates_docx.build``. Run it after changing it.

The letter follows the letter format (信函格式) of GB/T 9704-2012, 10.1: letterhead 30 mm below the edge, a red double
line under it (thick over thin) and one 20 mm above the lower edge (thin over thick), both 170 mm; number at the
right under the line; 3号仿宋, 22 lines of 28 characters; no page number on the first page; no print line.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from cunli.papers.kinds import SEAL_PLACE
from cunli.papers.templates_docx import word

HERE = Path(__file__).parent
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TEXT_MM = 156


def build_letter() -> WordDocument:
    document = _a4()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(28), Mm(13)
    _letterhead(section.first_page_header)
    _foot(section.first_page_footer)
    other = section.footer.paragraphs[0]
    other.alignment = CENTRE
    word.page_number(other)
    _letter_head_of_text(document)
    _letter_text(document)
    _letter_end(document)
    return document


def build_spot_decision() -> WordDocument:
    document = _a4()
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(25)
    title = _line(document, "{{ issuer }}", font=word.SONG, size=18, align=CENTRE)
    title.paragraph_format.space_after = Pt(6)
    _line(document, "当场决定记录", font=word.SONG, size=22, align=CENTRE).paragraph_format.space_after = Pt(10)
    _line(document, "{{ number }}{% if is_draft %}（草稿，还没盖章）{% endif %}", size=14, align=RIGHT)
    table = document.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for label, text in (
        ("事由", "{{ title }}"),
        ("事项编号", "{{ ref }}"),
        ("地点", "{{ place }}"),
        ("报告时间", "{{ reported_at }}"),
        ("到场时间", "{{ arrived_at }}"),
        ("决定时间", "{{ decided_at }}"),
        ("处置完", "{{ done_at }}"),
        ("当时的情况", "{{ situation }}"),
        ("当场决定", "{{ decision }}"),
        ("为什么这样定", "{{ grounds }}"),
        ("不同意见\n和答复", "{%p for item in objections %}\n{{ loop.index }}. {{ item }}\n{%p endfor %}"),
        ("见证人", "{{ witnesses|join('、') }}"),
        ("决定人", "{{ decided_by }}"),
    ):
        _row(table, label, text)
    _set_widths(table, (32, TEXT_MM - 32))
    _signature(document)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = CENTRE
    word.write(foot, "{% if verify_code %}核验码：{{ verify_code }}{% endif %}", size=9)
    return document


def _a4() -> WordDocument:
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


def _letterhead(header: _Header) -> None:
    """The issuer's name, then thick over thin. Two paragraphs: readers disagree about Word's own double lines."""
    mark, thin = header.paragraphs[0], header.add_paragraph()
    mark.alignment = CENTRE
    mark.paragraph_format.space_after = Pt(0)
    word.write(mark, "{{r mark }}", font=word.SONG, size=45, red=True)
    word.border(mark, side="bottom", eighths=24, space=9)
    word.exact_lines(thin, Pt(2))
    word.border(thin, side="bottom", eighths=6)


def _foot(footer: _Footer) -> None:
    """Thin over thick, then the code that proves the letter."""
    thin, code = footer.paragraphs[0], footer.add_paragraph()
    word.exact_lines(thin, Pt(2))
    word.border(thin, side="top", eighths=6)
    code.alignment = CENTRE
    word.border(code, side="top", eighths=24, space=4)
    text = "{% if verify_code %}核验码：{{ verify_code }}{% endif %}{% if ref %}　事项编号：{{ ref }}{% endif %}"
    word.write(code, text, size=9)


def _letter_head_of_text(document: WordDocument) -> None:
    number = _line(document, "{{ number }}{% if is_draft %}（草稿，还没盖章）{% endif %}", align=RIGHT)
    number.paragraph_format.space_before = Pt(6)
    title = _line(document, "{{ title }}", font=word.SONG, size=22, align=CENTRE, height=Pt(34))
    title.paragraph_format.space_before, title.paragraph_format.space_after = word.LINE * 2, word.LINE
    _line(document, "{{ recipients|join('、') }}：")


def _letter_text(document: WordDocument) -> None:
    _line(document, "{%p for paragraph in body %}")
    word.indent_first_line(_line(document, "{{ paragraph }}"))
    _line(document, "{%p endfor %}")
    _line(document, "{%p if attachments %}")
    _line(document, "")
    _line(document, "{%p for item in attachments %}")
    text = "{% if loop.first %}附件：{% else %}　　　{% endif %}{{ loop.index }}. {{ item }}"
    word.indent_first_line(_line(document, text))
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")


def _letter_end(document: WordDocument) -> None:
    _signature(document)
    word.indent_first_line(_line(document, "（联系人：{{ contact_name }}，电话：{{ contact_phone }}）"))
    _line(document, "{%p if cc %}")
    copies = _line(document, "抄送：{{ cc|join('，') }}。", size=14)
    word.pin_to_page_bottom(copies, TEXT_MM)
    copies.paragraph_format.left_indent = copies.paragraph_format.right_indent = Pt(14)
    _line(document, "{%p endif %}")


def _signature(document: WordDocument) -> None:
    """Issuer over date, centred on each other, a little below the middle of the seal (GB/T 9704 7.3.5.1).

    The seal hangs on the first empty line of the same cell: LibreOffice keeps pictures inside their cell.
    """
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (56, TEXT_MM - 56))
    cell = table.rows[0].cells[1]
    for place, text in enumerate(("", "", "{{ issuer }}", "{{ date }}", "")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.keep_with_next = True
        word.exact_lines(paragraph)
        word.write(paragraph, text)
    word.place_for_seal(cell.paragraphs[0], name=SEAL_PLACE, drop_mm=6)


def _set_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Word reads the cells, LibreOffice the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _row(table: Table, label: str, text: str) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left this one unannotated
    cells = row.cells
    _fill(cells[0], label, font=word.HEI, align=CENTRE)
    _fill(cells[1], text)


def _fill(cell: _Cell, text: str, *, font: str = word.FANG_SONG, align: WD_ALIGN_PARAGRAPH | None = None) -> None:
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _align(paragraph, align)
        word.exact_lines(paragraph, Pt(24))
        word.write(paragraph, line, font=font, size=14)


def _line(
    document: WordDocument,
    text: str,
    *,
    font: str = word.FANG_SONG,
    size: float = 16,
    align: WD_ALIGN_PARAGRAPH | None = None,
    height: Pt = word.LINE,
) -> Paragraph:
    paragraph = document.add_paragraph()
    _align(paragraph, align)
    word.exact_lines(paragraph, height)
    word.write(paragraph, text, font=font, size=size)
    return paragraph


def _align(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH | None) -> None:
    if align is not None:
        paragraph.alignment = align


def main() -> None:
    for name, document in (("letter", build_letter()), ("spot_decision", build_spot_decision())):
        word.save_reproducibly(document, HERE / f"{name}.docx")


if __name__ == "__main__":
    main()
