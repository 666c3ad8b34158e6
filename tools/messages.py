"""``make messages``: the words of the screens, in three languages, without the gettext programs.

The source says everything in Simplified Chinese. This tool gathers those sentences from Python and templates, brings
``en`` up to date (what is translated stays; what is new is left empty for a person), makes ``zh_Hant`` with OpenCC and
compiles both. ``--check`` writes nothing and fails when anything is missing, fuzzy, stale, or has other placeholders.
``--todo FILE`` writes what is not yet in English as JSON; ``--fill FILE`` takes that file back, ``en`` filled in.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "cunli"
LOCALE = SOURCE / "locale"
TEMPLATE_ENDINGS = {".html", ".txt", ".svg", ".js", ".xml"}
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\))?[-+ #0]*[\d.]*[a-zA-Z%]")
UNSTEADY = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid", "Last-Translator", "Language-Team")
"""Headers that would change without a sentence changing, or that nobody fills in."""
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
TRADITIONAL = "s2tw"
"""Traditional characters, with the words left as they are: an office's terms are not swapped for Taiwan's."""


def source_files(source: Path) -> Iterator[Path]:
    """What can hold a sentence for people: Python that is not a migration, and templates."""
    for path in sorted(source.rglob("*")):
        parts = path.relative_to(source).parts
        if "migrations" in parts or "static" in parts or "__pycache__" in parts:
            continue
        if path.suffix == ".py" or ("templates" in parts and path.suffix in TEMPLATE_ENDINGS):
            yield path


def sentences(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """(line, msgid or (msgid, plural), translators' comments, context) for each marked sentence of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django's own conversion; indentation means nothing in a template but would to a reader of Python.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    yield from extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators",), strip_comment_tags=False
    )


def gather(source: Path, root: Path) -> Catalog:
    """Every marked sentence under ``source``."""
    found = _new_catalogue("zh_Hans")
    for path in source_files(source):
        for _line, message, comments, context in sentences(path):
            if message and message != ("", ""):
                found.add(
                    message, locations=[(str(path.relative_to(root)), 0)], auto_comments=comments, context=context
                )
    return found


def in_english(found: Catalog, before: Catalog) -> Catalog:
    """The gathered sentences with the translations that were there before; what is no longer said is dropped."""
    return _fill("en", found, lambda message: _kept(message, before))


def in_traditional(found: Catalog) -> Catalog:
    """The gathered sentences in Traditional characters."""
    return _fill("zh_Hant", found, lambda message: (traditional(_first(message)),) if message.pluralizable
                 else traditional(_first(message)))  # fmt: skip


TRADITIONAL_FIXES = {
    "籤": "簽",
    "明瞭": "明了",
    "件事里": "件事裡",
    "”里": "”裡",
    "四周後": "四週後",
    "已松": "已鬆",
    "並過去，再並": "併過去，再併",
    "發布": "發佈",
}
"""Where one simplified character has two traditional ones and the converter picks the wrong one."""


def traditional(sentence: str) -> str:
    """One sentence in Traditional characters."""
    converted = str(_converter().convert(sentence))
    for wrong, right in TRADITIONAL_FIXES.items():
        converted = converted.replace(wrong, right)
    return converted


def problems(catalogue: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete, one sentence each."""
    for message in catalogue:
        if not message.id:
            continue
        where = (
            f"{catalogue.locale}: “{_first(message)}” ({', '.join(sorted({name for name, _ in message.locations}))})"
        )
        if message.fuzzy:
            yield f"{where}: marked fuzzy"
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(forms):
            yield f"{where}: not translated"
        elif len(forms) != (catalogue.num_plurals if message.pluralizable else 1):
            yield f"{where}: needs {catalogue.num_plurals} plural forms"
        else:
            yield from (f"{where}: placeholders differ in “{form}”" for form in _wrong_forms(message, forms))


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a file that changes only when a sentence does: no dates, no line numbers."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=110)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in UNSTEADY))).encode()


def as_mo(written: bytes, locale: str) -> bytes:
    """The written catalogue as Django reads it: the same sentences give the same bytes, on whatever day."""
    catalogue = read_po(io.BytesIO(written), locale=locale)
    catalogue.creation_date = NO_DAY  # the library writes it into the header, and today where there is none
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def read(path: Path, locale: str) -> Catalog:
    """The catalogue in a file, or an empty one."""
    if not path.exists():
        return _new_catalogue(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def files(source: Path, root: Path, locale: Path) -> tuple[dict[Path, bytes], list[str]]:
    """What the files under ``locale`` should hold, and what is wrong with the translations in them."""
    found = gather(source, root)
    contents: dict[Path, bytes] = {}
    wrong: list[str] = []
    for name, catalogue in (
        ("en", in_english(found, read(_po(locale, "en"), "en"))),
        ("zh_Hant", in_traditional(found)),
    ):
        written = as_po(catalogue)
        contents |= {_po(locale, name): written, _po(locale, name).with_suffix(".mo"): as_mo(written, name)}
        wrong += problems(catalogue)
    return contents, wrong


def stale(contents: dict[Path, bytes]) -> list[str]:
    """Files that do not hold what they should."""
    return [str(path) for path, wanted in contents.items() if not path.exists() or path.read_bytes() != wanted]


def todo(catalogue: Catalog) -> list[dict[str, Any]]:
    """What is not yet in English, for a person to fill in: ``en`` is a list of two for plurals."""
    return [
        {
            "context": message.context,
            "zh": message.id if isinstance(message.id, str) else list(message.id),
            "en": ["", ""] if message.pluralizable else "",
            "where": sorted({name for name, _ in message.locations}),
        }
        for message in catalogue
        if message.id and (message.fuzzy or not message.string or not all(message.string))
    ]


def fill(catalogue: Catalog, entries: list[dict[str, Any]]) -> int:
    """Put translated entries (as ``todo`` gave them) into a catalogue; returns how many were taken."""
    taken = 0
    for entry in entries:
        singular = entry["zh"] if isinstance(entry["zh"], str) else entry["zh"][0]
        message = catalogue.get(singular, entry.get("context"))
        if message and entry["en"] and all(entry["en"]):
            message.string = entry["en"] if isinstance(entry["en"], str) else tuple(entry["en"])
            taken += 1
    return taken


def _new_catalogue(locale: str) -> Catalog:
    return Catalog(
        locale=locale,
        project="cunli",
        version="1",
        charset="utf-8",
        header_comment=f"# Cunli 村里: {locale}",
        fuzzy=False,
    )


def _fill(locale: str, found: Catalog, translate: Any) -> Catalog:
    made = _new_catalogue(locale)
    for message in found:
        if message.id:
            made.add(message.id, translate(message), locations=message.locations, flags=message.flags,
                     auto_comments=message.auto_comments, context=message.context)  # fmt: skip
    return made


def _kept(message: Message, before: Catalog) -> Any:
    known = before.get(_first(message), message.context)
    if known is None or known.fuzzy or known.pluralizable != message.pluralizable:
        return ("", "") if message.pluralizable else ""
    return known.string


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _placeholders(text: str) -> set[str]:
    return {match.group("name") or match.group() for match in PLACEHOLDER.finditer(text) if "%(" in match.group()}


def _wrong_forms(message: Message, forms: Any) -> Iterator[str]:
    wanted = _placeholders(_first(message))
    for index, form in enumerate(forms):
        got = _placeholders(form)
        may_leave_out_the_count = message.pluralizable and index == 0 and len(forms) > 1
        if got != wanted and not (may_leave_out_the_count and got <= wanted):
            yield form


@cache
def _converter() -> Any:
    return OpenCC(TRADITIONAL)


def _po(locale: Path, name: str) -> Path:
    return locale / name / "LC_MESSAGES" / "django.po"


def main(arguments: list[str]) -> int:
    """Returns the exit status: 1 when ``--check`` finds something."""
    parser = argparse.ArgumentParser(prog="make messages")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--todo", type=Path)
    parser.add_argument("--fill", type=Path)
    options = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()
    if options.fill:
        english = in_english(gather(SOURCE, ROOT), read(_po(LOCALE, "en"), "en"))
        print(f"{fill(english, json.loads(options.fill.read_text(encoding='utf-8')))} sentences taken")
        _write({_po(LOCALE, "en"): as_po(english)})
    contents, wrong = files(SOURCE, ROOT, LOCALE)
    if options.check:
        wrong += [f"{Path(path).relative_to(ROOT)} is not up to date" for path in stale(contents)]
        print("\n".join([*wrong, "Run: make messages"] if wrong else ["Every sentence is there in every language."]))
        return int(bool(wrong))
    _write(contents)
    if options.todo:
        left = todo(read(_po(LOCALE, "en"), "en"))
        options.todo.write_text(json.dumps(left, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(wrong)} still to do" if wrong else "Every sentence is there in every language.")
    return 0


def _write(contents: dict[Path, bytes]) -> None:
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
