"""Rules on templates, documents and everything else that is text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

CHINESE = re.compile(r"[\u3400-\u9fff]")
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
TRANSLATE_TAG = re.compile(r"{%\s*trans(?:late)?\s.*?%}|_\((?:\"[^\"]*\"|'[^']*')\)", re.DOTALL)
SCRIPT_WITHOUT_NONCE = re.compile(
    r"<(script|style)(?![^>]*(?:\bnonce=|\bsrc=|type=\"(?:application/json|text/template)))[^>]*>"
)
INLINE = re.compile(r"<[a-zA-Z][^<>]*?\s(style|on[a-z]+)=[\"']")
OUTSIDE = re.compile(r"(?:src|href|action|hx-get|hx-post|url)\s*[=(]\s*[\"']?(?:https?:)?//[\w.-]+")
WORKPLACE = re.compile(r"(?<![\w./{])/(?:home|root|Users|work|mnt)/[\w.-]+")
INDEX = re.compile(r"(?<!emit-)(?:index[-_]url|find[-_]links|trusted[-_]host)\b|files\.pythonhosted\.org")
FLOOR_IN_MAP = re.compile(r"^\|\s*`(\w+)`", re.MULTILINE)


def untranslated(template: str, where: str) -> list[str]:
    """Chinese in a template stands inside a translation tag, or it stays Chinese for everybody."""
    text = _blank(template, COMMENT, TRANSLATED, TRANSLATE_TAG)
    return [
        f"{where}:{number}: not marked for translation: {line.strip()[:60]}" for number, line in _chinese_lines(text)
    ]


def against_the_policy(template: str, where: str) -> list[str]:
    """What the content security policy would block: inline handlers and styles, scripts without the nonce."""
    text = _blank(template, COMMENT)
    return [
        f"{where}: {pattern_name}: {match.group()[:80]}"
        for pattern_name, pattern in (("inline", INLINE), ("without nonce", SCRIPT_WITHOUT_NONCE))
        for match in pattern.finditer(text)
    ]


def outside_hosts(text: str, where: str) -> list[str]:
    """Nothing is loaded from another host. Links for people (``<a href>``) may lead outside."""
    text = re.sub(r"<a\b[^>]*>", "", _blank(text, COMMENT))
    text = re.sub(r"xmlns(?::\w+)?=\"[^\"]*\"", "", text)
    return [f"{where}: loads from outside: {match.group()[:80]}" for match in OUTSIDE.finditer(text)]


def names_the_workplace(text: str, where: str) -> list[str]:
    """No folder of the machine it was written on, no address of a package index."""
    return [f"{where}: {match.group()[:80]}" for pattern in (WORKPLACE, INDEX) for match in pattern.finditer(text)]


def map_differs(text: str, floors: Collection[str]) -> list[str]:
    """The map's table (first column) lists exactly the floors there are."""
    drawn = FLOOR_IN_MAP.findall(text)
    return [
        *(f"the map lacks {floor}" for floor in floors if floor not in drawn),
        *(f"the map shows {floor}, which is not there" for floor in drawn if floor not in floors),
        *(f"the map shows {floor} twice" for floor in {floor for floor in drawn if drawn.count(floor) > 1}),
    ]


def undocumented_commands(commands: Iterable[str], documents: str) -> list[str]:
    """Every ``cunli`` command is in the documents, by the words one types."""
    return [f"no document names: cunli {command}" for command in commands if f"cunli {command}" not in documents]


def _blank(text: str, *patterns: re.Pattern[str]) -> str:
    """Take matches away but keep their line breaks, so that line numbers stay true."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "\n" * match.group().count("\n"), text)
    return text


def _chinese_lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if CHINESE.search(line)]
