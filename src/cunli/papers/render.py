"""From a paper's content to its Word file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from docxtpl import DocxTemplate, RichText

from cunli.lib.codes import spoken
from cunli.papers import photos, rules, seal_picture, template_check
from cunli.papers.kinds import CODE_PLACE, LANGUAGE, SEAL_PLACE, SPECS, PaperKind
from cunli.papers.models import Paper, PaperTemplate
from cunli.papers.qr import qr_png
from cunli.papers.selectors import template_for

SHIPPED = Path(__file__).parent / "templates_docx"
RED = "FF0000"
MARK_WIDTH = 440
"""Points a letterhead may fill (A4 less 27 mm on each side)."""
MARK_FONT = "方正小标宋简体"


def paper_document(paper: Paper, *, sealed: bool, today: date | None = None) -> bytes:
    """The paper as docx. ``sealed``: with seal, number, date and code; otherwise a draft of ``today`` that says so.

    ``paper`` comes with its unit. The template is the one in force on the day it was signed.
    """
    day = rules.day_of(paper.signed_at) if paper.signed_at else today
    template = DocxTemplate(io.BytesIO(_template_bytes(paper, day)))
    template.allow_missing_pics = True
    template.replace_pic(SEAL_PLACE, io.BytesIO(_seal(paper, sealed=sealed)))
    template.replace_pic(CODE_PLACE, io.BytesIO(_square_code(paper)))
    with translation.override(LANGUAGE):
        content = context_of(paper, day=day, sealed=sealed) | {"photos": photos.pictures_of(paper, template)}
        template.render(content, jinja_env=template_check.sandbox(), autoescape=True)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def context_of(paper: Paper, *, day: date | None, sealed: bool) -> dict[str, object]:
    """What a template may use; the names are ``COMMON_FIELDS`` and the fields of the kind."""
    content: dict[str, object] = {
        field.name: paper.data.get(field.name, [] if field.many else "")
        for field in SPECS[PaperKind(paper.kind)].fields
    }
    if "body" in content:
        content["body"] = rules.paragraphs(str(content["body"]))
    if "attachments" in content:
        content["attachments"] = rules.listed_attachments(paper.data)
    return content | {
        "issuer": paper.unit.name,
        "mark": letterhead(paper.unit.name),
        "number": paper.number,
        "title": paper.title,
        "recipients": [copy.name for copy in paper.copies.all()],
        "date": rules.day_in_words(day) if day else "",
        "ref": paper.ref,
        "verify_code": spoken(paper.verify_code) if paper.verify_code else "",
        "verify_at": _verify_at(),
        "is_draft": not sealed,
    }


def letterhead(name: str) -> RichText:
    """The issuer's name in red on one line, as large as its length allows (at most 45 pt)."""
    size = min(45, MARK_WIDTH // max(len(name), 1))
    return RichText(name, font=f"eastAsia:{MARK_FONT}", size=size * 2, color=RED)


def _seal(paper: Paper, *, sealed: bool) -> bytes:
    return seal_picture.seal_png(paper.unit.name) if sealed else seal_picture.empty_png()


def _verify_at() -> str:
    """Where anyone asks whether a paper is genuine; empty where nobody said under which address people open us."""
    return settings.PUBLIC_ADDRESS and settings.PUBLIC_ADDRESS + reverse("papers:verify")


def _square_code(paper: Paper) -> bytes:
    if not paper.verify_code or not _verify_at():
        return seal_picture.empty_png()
    return qr_png(f"{_verify_at()}?code={paper.verify_code}")


def _template_bytes(paper: Paper, day: date | None) -> bytes:
    kind = PaperKind(paper.kind)
    return template_content(kind, template_for(kind=kind, unit=paper.unit, on=day) if day else None)


def template_content(kind: PaperKind, own: PaperTemplate | None) -> bytes:
    """A place's own Word file, or the one that comes with the system."""
    if own is not None and own.file is not None:
        return own.file.path.read_bytes()
    return (SHIPPED / SPECS[kind].template).read_bytes()
