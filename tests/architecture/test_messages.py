"""The gate on translations: what it gathers, keeps and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from tools import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("今天要做的事")
pgettext("门", "开")
ngettext("%(n)s 件", "%(n)s 件", 3)
"""
TEMPLATE = """
  <p>{% translate "马上就去办" %}</p>
 <b>{% blocktranslate trimmed with who=person %}
      {{ who }} 已办 100%
   {% endblocktranslate %}</b>
{% include "x.html" with title=_("办好了") %}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "src" / "templates").mkdir(parents=True)
    (tmp_path / "src" / "views.py").write_text(PYTHON)
    (tmp_path / "src" / "templates" / "x.html").write_text(TEMPLATE)
    return tmp_path


def _files(house: Path) -> tuple[dict[Path, bytes], list[str]]:
    return messages.files(house / "src", house, house / "locale")


def _write(contents: dict[Path, bytes]) -> None:
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _translate(house: Path, english: dict[str, str]) -> None:
    path = house / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue = messages.read(path, "en")
    for sentence, translated in english.items():
        message = catalogue.get(sentence) or catalogue.get(sentence, "门")
        assert message
        message.string = (translated, translated) if message.pluralizable else translated
    path.write_bytes(messages.as_po(catalogue))


ENGLISH = {
    "今天要做的事": "To do today",
    "开": "Open",
    "%(n)s 件": "%(n)s matters",
    "马上就去办": "Going there now",
    "%(who)s 已办 100%%": "%(who)s has done 100%%",
    "办好了": "Done",
}


def test_every_kind_of_sentence_is_gathered(house: Path) -> None:
    found = messages.gather(house / "src", house)
    assert {message.id if isinstance(message.id, str) else message.id[0] for message in found if message.id} == set(
        ENGLISH
    )


def test_untranslated_is_refused_and_complete_is_not(house: Path) -> None:
    contents, wrong = _files(house)
    assert len(wrong) == len(ENGLISH)
    assert len(messages.stale(contents)) == 4
    _write(contents)
    _translate(house, ENGLISH)
    contents, wrong = _files(house)
    assert wrong == []
    assert [Path(path).suffix for path in messages.stale(contents)] == [".mo"], (
        "the compiled file is refused until rebuilt"
    )
    _write(contents)
    assert messages.stale(_files(house)[0]) == []


def test_a_translation_survives_and_a_new_sentence_is_refused(house: Path) -> None:
    _write(_files(house)[0])
    _translate(house, ENGLISH)
    (house / "src" / "more.py").write_text('_("新的一句")\n')
    contents, wrong = _files(house)
    assert len(wrong) == 1
    assert "新的一句" in wrong[0]
    assert messages.stale(contents)
    assert b"Going there now" in contents[house / "locale" / "en" / "LC_MESSAGES" / "django.po"]


def test_other_placeholders_and_fuzzy_are_refused(house: Path) -> None:
    _write(_files(house)[0])
    _translate(house, {**ENGLISH, "%(who)s 已办 100%%": "%(whom)s has done 100%%"})
    assert "placeholders differ" in _files(house)[1][0]
    doubtful = Catalog(locale="en")
    doubtful.add("今天", "Today", flags=["fuzzy"])
    assert "fuzzy" in next(messages.problems(doubtful))


def test_traditional_is_made_and_keeps_placeholders() -> None:
    assert messages.traditional("%(who)s 马上就去办") == "%(who)s 馬上就去辦"


def test_a_filled_list_is_taken(house: Path) -> None:
    _write(_files(house)[0])
    path = house / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue = messages.read(path, "en")
    entries = messages.todo(catalogue)
    for entry in entries:
        first = entry["zh"] if isinstance(entry["zh"], str) else entry["zh"][0]
        entry["en"] = ENGLISH[first] if isinstance(entry["en"], str) else [ENGLISH[first]] * 2
    assert messages.fill(catalogue, entries) == len(ENGLISH)
    assert list(messages.problems(catalogue)) == []


def test_the_same_sentences_give_the_same_files_on_another_day(house: Path) -> None:
    before, _ = _files(house)
    _write(before)
    assert not any(b"POT-Creation-Date: 20" in content for path, content in before.items() if path.suffix == ".po")
    compiled = [content for path, content in before.items() if path.suffix == ".mo"]
    assert len(compiled) == 2
    assert all(b"Creation-Date: 2000-01-01" in content for content in compiled)
