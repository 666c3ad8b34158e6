"""The letter format (信函格式) of GB/T 9704-2012, 10.1: letterhead 30 mm below the edge, a red double line under it
(thick over thin) and one 20 mm above the lower edge (thin over thick), both 170 mm; number at the right under the
line; no page number on the first page; no print line.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt

from cunli.papers.kinds import PHOTOS_TITLE
from cunli.papers.templates_docx import word
from cunli.papers.templates_docx.sheet import CENTRE, RIGHT, TEXT_MM, a4, align_paragraph, line, prove_in, sign_with


def build_letter() -> WordDocument:
    document = a4()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(28), Mm(10)
    _letterhead(section.first_page_header)
    _foot(section.first_page_footer)
    other = section.footer.paragraphs[0]
    other.alignment = CENTRE
    word.page_number(other)
    _letter_head_of_text(document)
    _letter_text(document)
    sign_with(document, note="（联系人：{{ contact_name }}，电话：{{ contact_phone }}）")
    _photo_pages(document)
    _copies(document)
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
    """Thin over thick, then what proves the letter."""
    thin, thick, code = footer.paragraphs[0], footer.add_paragraph(), footer.add_paragraph()
    for rule, eighths in ((thin, 6), (thick, 24)):
        word.exact_lines(rule, Pt(3))
        word.border(rule, side="top", eighths=eighths)
    prove_in(footer, code, more="{% if ref %}　事项编号：{{ ref }}{% endif %}")


def _letter_head_of_text(document: WordDocument) -> None:
    number = line(document, "{{ number }}{% if is_draft %}（草稿，还没盖章）{% endif %}", align=RIGHT)
    number.paragraph_format.space_before = Pt(6)
    title = line(document, "{{ title }}", font=word.SONG, size=22, align=CENTRE, height=Pt(30))
    title.paragraph_format.space_before, title.paragraph_format.space_after = word.LINE * 2, word.LINE
    line(document, "{{ recipients|join('、') }}：")


def _letter_text(document: WordDocument) -> None:
    line(document, "{%p for paragraph in body %}")
    line(document, "{%p if loop.last %}")
    last = line(document, "{{ paragraph }}")
    last.paragraph_format.keep_with_next = True  # no page may bear the signature and the seal alone (7.3.5.5)
    word.indent_first_line(last)
    line(document, "{%p else %}")
    word.indent_first_line(line(document, "{{ paragraph }}"))
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    _list_of_attachments(document)


def _list_of_attachments(document: WordDocument) -> None:
    """附件说明 (GB/T 9704 7.3.4): a line below the text; one alone bears no number; a second line stands under the
    name's first character; no mark after a name."""
    line(document, "{%p if attachments %}")
    line(document, "").paragraph_format.keep_with_next = True
    line(document, "{%p if attachments|length == 1 %}")
    _attachment(document, "附件：{{ attachments|join }}", at=5, back=3)
    line(document, "{%p else %}")
    line(document, "{%p for item in attachments %}")
    line(document, "{%p if loop.first %}")
    _attachment(document, "附件：{{ loop.index }}. {{ item }}", at=6, back=4)
    line(document, "{%p else %}")
    _attachment(document, "{{ loop.index }}. {{ item }}", at=6, back=1)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p endif %}")


def _attachment(document: WordDocument, text: str, *, at: int, back: int) -> None:
    named = line(document, text)
    named.paragraph_format.keep_with_next = True
    word.hang(named, at=at, back=back)


def _photo_pages(document: WordDocument) -> None:
    """附件 (GB/T 9704 7.3.8): from a new page on, before the 版记; 附件 and its number in 3号黑体 at the upper left,
    its title centred on the third line."""
    line(document, "{%p if photos %}")
    mark = "附件{% if attachments|length > 1 %}{{ attachments|length }}{% endif %}"
    line(document, mark, font=word.HEI).paragraph_format.page_break_before = True
    line(document, "")
    line(document, PHOTOS_TITLE, font=word.SONG, size=22, align=CENTRE, height=Pt(30))
    line(document, "{%p for photo in photos %}")
    picture = document.add_paragraph()
    align_paragraph(picture, CENTRE)
    picture.paragraph_format.space_before = picture.paragraph_format.space_after = Pt(6)
    word.write(picture, "{{ photo }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


def _copies(document: WordDocument) -> None:
    """抄送 (GB/T 9704 7.4.2, 10.1): last line of the last page, 4号仿宋, one character free on each side; a letter's
    版记 has neither lines nor a printer."""
    line(document, "{%p if cc %}")
    copies = line(document, "抄送：{{ cc|join('，') }}。", size=14)
    word.pin_to_page_bottom(copies, TEXT_MM)
    copies.paragraph_format.right_indent = Pt(14)
    word.hang(copies, at=4, back=3, size=14)
    line(document, "{%p endif %}")
