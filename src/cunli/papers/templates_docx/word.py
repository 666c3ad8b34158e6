"""The few things of Word that official papers need and python-docx has no method for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

SONG = "方正小标宋简体"
FANG_SONG = "仿宋_GB2312"
HEI = "黑体"
LATIN = "Times New Roman"
FALLBACKS = {SONG: "宋体", FANG_SONG: "仿宋"}
RED = RGBColor(0xFF, 0, 0)
LINE = Pt(26.5)
"""24 lines on 225 mm. Lines may stand closer than the usual 22 (GB/T 9704 5.2.3, 7.3.5.5), so that a letter of ordinary
length keeps its date, contact and copies on one page."""
SEAL_MM = 42
CODE_MM = 13
"""The square code that a telephone reads: from just under the foot's line to the strip that printers leave white."""


def write(paragraph: Paragraph, text: str, *, font: str = FANG_SONG, size: float = 16, red: bool = False) -> Run:
    run = paragraph.add_run(text)
    set_font(run, font, size)
    if red:
        run.font.color.rgb = RED
    return run


def set_font(run: Run, font: str, size: float) -> None:
    run.font.name, run.font.size = LATIN, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def exact_lines(paragraph: Paragraph, height: Pt = LINE) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, height
    form.space_before = form.space_after = Pt(0)


def indent_first_line(paragraph: Paragraph, *, characters: int = 2, size: float = 16) -> None:
    """Word keeps both: characters for who edits it, twentieths of a point for readers that do not know them."""
    indent = paragraph._element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(int(characters * size * 20)))


def hang(paragraph: Paragraph, *, at: float, back: float, size: float = 16) -> None:
    """Every line begins ``at`` characters from the left, the first one ``back`` characters before that."""
    indent = paragraph._element.get_or_add_pPr().get_or_add_ind()
    for name, characters in (("left", at), ("hanging", back)):
        indent.set(qn(f"w:{name}Chars"), str(int(characters * 100)))
        indent.set(qn(f"w:{name}"), str(int(characters * size * 20)))


def border(paragraph: Paragraph, *, side: str, eighths: int, space: int = 0) -> None:
    """One red line, ``eighths`` of a point thick, over 170 mm: the text area (156 mm) and 7 mm on each side."""
    line = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="FF0000"/>'
    lines = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._element.get_or_add_pPr().append(lines)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)


def pin_to_page_bottom(paragraph: Paragraph, width_mm: int) -> None:
    """The last lines of the last page (版记)."""
    twips = int(width_mm * 56.7)
    frame = parse_xml(
        f'<w:framePr {nsdecls("w")} w:w="{twips}" w:hSpace="0" w:wrap="notBeside" w:vAnchor="margin" '
        'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
    )
    paragraph._element.get_or_add_pPr().insert(0, frame)


def page_number(paragraph: Paragraph) -> None:
    """— 2 — with 4号 half-width digits."""
    write(paragraph, "— ", font="宋体", size=14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = write(paragraph, "", font="宋体", size=14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)
    write(paragraph, " —", font="宋体", size=14)


def keep_whole(row: _Row) -> None:
    """All of it on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def place_for_picture(paragraph: Paragraph, *, name: str, size_mm: int, left_mm: float, drop_mm: float) -> None:
    """A picture behind the text that the seal, or the code, takes the place of when the paper is sealed."""
    blank = io.BytesIO()
    Image.new("RGBA", (size_mm, size_mm)).save(blank, "PNG")  # two that are alike would be one part of the file
    blank.seek(0)
    run = paragraph.add_run()
    run.add_picture(blank, width=Mm(size_mm), height=Mm(size_mm))
    drawing = run._element.find(qn("w:drawing"))
    inline = drawing[0]
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{Mm(left_mm)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{Mm(drop_mm)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{Mm(size_mm)}" cy="{Mm(size_mm)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        "</wp:anchor>"
    )
    for child in list(inline):
        if child.tag in {qn("wp:docPr"), qn("wp:cNvGraphicFramePr"), qn("a:graphic")}:
            anchor.append(child)
    for named in anchor.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        named.set("name", name)
        named.set("descr", name)
    drawing.replace(inline, anchor)


def name_fallbacks(document: WordDocument, fonts: Mapping[str, str] = FALLBACKS) -> None:
    """Tell Word which font to take where the official one is not installed."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            rows = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for name, other in fonts.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", rows.encode() + b"</w:fonts>")


def speak_chinese(document: WordDocument) -> None:
    """Readers that lack the official fonts choose others, and the place of a comma in its square, by the language."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def save_reproducibly(document: WordDocument, path: Path) -> None:
    """The same script gives the same bytes: entries carry no time of making."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
