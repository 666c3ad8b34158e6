"""The county's lists for notices and objections on their pages."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse

from cunli.county.defaults import DEFAULTS
from cunli.county.forms.editors import ListEditor
from cunli.county.forms.icons import ICONS
from cunli.county.forms.rows import Offers
from tests.cast import Cast


@pytest.mark.parametrize("key", ["notices.kinds", "notices.health_words", "objection.kinds"])
def test_each_list_has_its_page(cast: Cast, key: str) -> None:
    answer = cast.client("system_admin").get(reverse("county:setting", args=[key]))
    assert answer.status_code == 200
    assert "row-0-word" in answer.content.decode()


def test_what_is_sealed_stays_sealed_when_the_list_is_written_anew() -> None:
    default = DEFAULTS["objection.kinds"]
    blank = ListEditor(None, default.value, shape=default.shape, offers=Offers())
    posted = _posted(blank)
    again = ListEditor(posted, default.value, shape=default.shape, offers=Offers())
    assert again.is_valid()
    sealed = [entry["key"] for entry in again.value if entry.get("sealed")]
    assert sealed == ["bribe", "harass", "interest"]


def _posted(editor: ListEditor) -> QueryDict:
    data = QueryDict(mutable=True)
    data["row-count"] = str(len(editor.table.rows))
    for row in editor.table.rows:
        for name in row.fields:
            value = row[name].value()
            if isinstance(value, list):
                data.setlist(row.add_prefix(name), value)
            elif value not in (None, False, ""):
                data[row.add_prefix(name)] = "on" if value is True else str(value)
    return data


def test_every_picture_of_a_default_can_be_chosen_again() -> None:
    offered = {name for name, _word in ICONS}
    lists = [default.value for default in DEFAULTS.values() if isinstance(default.value, list)]
    used = {str(entry.get("icon", "")) for entries in lists for entry in entries if isinstance(entry, dict)}
    assert used <= offered
