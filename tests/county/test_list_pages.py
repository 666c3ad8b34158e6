"""Lists and ladders are edited row by row, without scripts: add, rename, order, stop; nothing a matter uses is lost."""

from __future__ import annotations

from datetime import date

import pytest

from cunli.county import selectors
from tests.cast import Cast
from tests.county.test_settings_pages import TOMORROW, _it_is_the_day_of_the_cast, decide, page, shown, value  # noqa: F401

pytestmark = pytest.mark.django_db
KINDS = "hazard.kinds"


def kinds(cast: Cast, **changes: object) -> object:
    return decide(cast, KINDS, **{**shown(cast, KINDS), **changes})


def test_the_clerk_of_a_village_changes_no_list(cast: Cast) -> None:
    assert decide(cast, KINDS, who="wang_clerk", **shown(cast, KINDS)).status_code == 403


def test_a_list_that_comes_back_as_it_was_shown_is_the_same_list(cast: Cast) -> None:
    for key in (KINDS, "hazard.levels", "service.categories", "service.groups", "service.papers", "escalation"):
        before = value(cast, key)
        assert "没有变" in page(decide(cast, key, **{**shown(cast, key), "do": "preview"})), key
        assert decide(cast, key, **shown(cast, key)).status_code == 302, key
        assert value(cast, key) == before, key


def test_an_entry_is_added_renamed_ordered_and_stopped(cast: Cast) -> None:
    said = shown(cast, KINDS)
    new = int(said["row-count"]) - 1
    added = {
        f"row-{new}-word": "索道",
        f"row-{new}-icon": "mountain",
        f"row-{new}-handles": "roads",
        f"row-{new}-order": 1,
    }
    changed = {**said, **added, "row-1-word": "危房", "row-3-order": 2, "row-9-stopped": "on"}
    looked = page(decide(cast, KINDS, **{**changed, "do": "preview"}))
    for line in ("加了“索道”", "“房子墙”改叫“危房”", "停用“燃气”", "换了先后"):
        assert line in looked
    assert decide(cast, KINDS, **changed).status_code == 302
    offered = selectors.items(KINDS, on=TOMORROW, county_id=cast.county.pk)
    assert [item["word"] for item in offered[:4]] == ["索道", "电线杆", "火和电", "危房"]
    assert "gas" not in [item["key"] for item in offered]
    stopped = selectors.item(KINDS, "gas", on=TOMORROW, county_id=cast.county.pk)
    assert stopped is not None and stopped["word"] == "燃气", "matters filed under it keep its word"
    own = selectors.item(KINDS, "own_1", on=TOMORROW, county_id=cast.county.pk)
    assert own is not None and (own["title"], own["handles"]) == ("索道", "roads")


def test_ticks_that_come_in_the_order_of_the_page_change_nothing(cast: Cast) -> None:
    said = shown(cast, KINDS)
    assert said["row-0-asks"] == ["telecom", "power"]
    assert "没有变" in page(decide(cast, KINDS, **{**said, "row-0-asks": ["power", "telecom"], "do": "preview"}))


def test_one_row_more_keeps_what_was_typed_and_complains_of_nothing(cast: Cast) -> None:
    said = shown(cast, KINDS)
    answer = decide(cast, KINDS, **{**said, "row-0-word": "杆", "source": "", "do": "add:row"})
    assert answer.status_code == 200
    seen = page(answer)
    assert f'name="row-count" value="{int(said["row-count"]) + 1}"' in seen and 'value="杆"' in seen
    assert "请写是哪里定的" not in seen


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"row-0-word": ""}, "请写名字；不用了就停用"),
        ({"row-0-word": "电线杆子倒了"}, "太长了，最多 4 个字"),
        ({"row-0-handles": ""}, "请选归谁办"),
        ({"row-0-handles": "magic"}, "请从给出的几项里选一个"),
        ({"row-14-title": "只有全名"}, "请写名字；不用了就停用"),
        ({"row-count": "1"}, "“房子墙”有事用着，不能删，可以停用"),
        ({f"row-{n}-stopped": "on" for n in range(14)}, "不能全停，至少留一条"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(cast: Cast, changes: dict[str, str], said: str) -> None:
    answer = kinds(cast, **changes)
    assert answer.status_code == 422
    assert said in page(answer)
    assert value(cast, KINDS) == value(cast, KINDS, on=date(2026, 1, 1))


def test_a_later_decision_keeps_what_an_earlier_one_adds(cast: Cast) -> None:
    later = {**shown(cast, "service.papers"), "valid_from": "2027-01-01"}
    assert decide(cast, "service.papers", **later).status_code == 302
    said = shown(cast, "service.papers")
    said[f"row-{int(said['row-count']) - 1}-word"] = "驾驶证"
    answer = decide(cast, "service.papers", **said)
    assert answer.status_code == 422 and "2027-01-01起的已经定好" in page(answer)


def test_a_service_asks_for_the_papers_that_were_ticked(cast: Cast) -> None:
    said = shown(cast, "service.categories")
    decide(cast, "service.categories", **{**said, "row-0-papers": ["id_card", "photo"], "row-0-group": "bills"})
    found = selectors.item("service.categories", "phone_silent", on=TOMORROW, county_id=cast.county.pk)
    assert found is not None and (found["papers"], found["group"]) == (["id_card", "photo"], "bills")


def test_a_ladder_gets_a_rung_and_loses_one(cast: Cast) -> None:
    said = shown(cast, "escalation")
    rung = {"by_day-2-number": 5, "by_day-2-unit": "wd", "by_day-2-level": "county"}
    changed = {**said, **rung, "by_day-2-role": "department_officer", "by_day-1-gone": "on"}
    looked = page(decide(cast, "escalation", **{**changed, "do": "preview"}))
    assert "超5个工作日告诉部门干部（县）" in looked and "那天起超了日子的，照新的告诉" in looked
    assert decide(cast, "escalation", **changed).status_code == 302
    rungs = selectors.ladder(by_hour=False, on=TOMORROW, county_id=cast.county.pk)
    assert [(rung["after"], rung["role"]) for rung in rungs] == [("", "town_officer"), ("5wd", "department_officer")]


def test_a_ladder_tells_somebody(cast: Cast) -> None:
    said = shown(cast, "escalation")
    nobody = decide(cast, "escalation", **{**said, "by_day-0-gone": "on", "by_day-1-gone": "on"})
    assert nobody.status_code == 422 and "每一级要写" in page(nobody)
    forgotten = decide(cast, "escalation", **{**said, "by_day-2-number": 5, "by_day-2-unit": "wd"})
    assert forgotten.status_code == 422 and "请选告诉什么岗位" in page(forgotten)
    more = decide(cast, "escalation", **{**said, "do": "add:by_hour"})
    assert 'name="by_hour-count" value="4"' in page(more) and 'name="by_day-count" value="3"' in page(more)
