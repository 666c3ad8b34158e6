"""A matter keeps the words of the day it was opened, whatever the county calls things later."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest

from cunli.county.defaults import DEFAULTS
from cunli.county.services import set_value
from cunli.lib.actors import SYSTEM
from cunli.lib.refusals import Refusal
from tests.acts.stories import days, report, step
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_days_later() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=days(2)):
        yield


def rename(cast: Cast, key: str, **words: str | None) -> None:
    """From tomorrow on the county says it otherwise; None stops the entry."""
    items = copy.deepcopy(DEFAULTS[key].value)
    for item in items:
        if words.get(item["key"], "") is None:
            item["stopped"] = True
        item["word"] = item["title"] = words.get(item["key"]) or item["title"][:4]
    decide(cast, key, items)


def decide(cast: Cast, key: str, items: list[dict[str, object]]) -> None:
    from_day = TODAY + timedelta(days=1)
    source = "青政办〔2026〕9号"
    set_value(actor=SYSTEM, key=key, value=items, valid_from=from_day, source=source, why="", at=NOW, area=cast.county)


def test_the_clerk_of_the_other_village_reads_neither_old_nor_new_words(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    assert cast.client("li_clerk").get(f"/m/{matter.ref}/").status_code == 404


def test_a_kind_that_is_renamed_leaves_old_matters_as_they_read(cast: Cast) -> None:
    old = report(cast, "grid_member", "杆子歪了")
    rename(cast, "hazard.kinds", pole="杆和线")
    new = report(cast, "grid_member", "又一根杆子歪了", at=days(2))
    client = cast.client("peace_officer")
    assert "电力、通信杆线" in client.get(f"/m/{old.ref}/").content.decode()
    page = client.get(f"/m/{new.ref}/").content.decode()
    assert "杆和线" in page and "电力、通信杆线" not in page


def test_a_kind_that_is_offered_no_more_does_not_show_its_key(cast: Cast) -> None:
    old = report(cast, "grid_member", "锅炉漏气", kind="equipment")
    rename(cast, "hazard.kinds", equipment=None)
    page = cast.client("peace_officer").get(f"/m/{old.ref}/").content.decode()
    assert "特种设备" in page and "equipment" not in page


def test_a_kind_that_no_list_knows_is_called_by_what_it_is(cast: Cast) -> None:
    matter = report(cast, "grid_member", "怪事", kind="ghost")
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/").content.decode()
    assert "<dd>隐患</dd>" in page and "ghost" not in page


def test_a_level_is_offered_and_shown_in_the_words_of_the_opening_day(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    rename(cast, "hazard.levels", L2="二档")
    client = cast.client("peace_officer")
    assert "二级·当天办" in client.get(f"/m/{matter.ref}/step/screen/").content.decode()
    step(cast, "peace_officer", matter, "screen", at=days(2), level="L2", assignee=cast.units["peace"].pk)
    page = client.get(f"/m/{matter.ref}/").content.decode()
    assert "二级·当天办" in page and "二档" not in page


def test_what_a_village_only_assists_with_is_what_it_was_on_the_opening_day(cast: Cast) -> None:
    """A matter that may lie with the village goes on lying there, when the county's list is changed under it."""
    matter = report(cast, "grid_member", "路上有坑", kind="road")
    items = copy.deepcopy(DEFAULTS["hazard.kinds"].value)
    next(item for item in items if item["key"] == "road")["village_only_assists"] = True
    decide(cast, "hazard.kinds", items)
    village = cast.units["shitou"]
    step(cast, "peace_officer", matter, "screen", at=days(2), level="L3", assignee=village.pk)
    matter.refresh_from_db()
    assert (matter.state, matter.unit_id) == ("dispatched", village.pk)
    newer = report(cast, "grid_member", "路又塌了一块", kind="road", at=days(2))
    with pytest.raises(Refusal, match="不能让村里当责任单位"):
        step(cast, "peace_officer", newer, "screen", at=days(2), level="L3", assignee=village.pk)
