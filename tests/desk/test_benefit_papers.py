"""What was decided about a benefit is a paper: why, on which rule, where it may be taken; the person reads it."""

from __future__ import annotations

import pytest

from cunli.papers.models import Paper
from cunli.procedures.catalogue.benefit_application import BENEFIT_APPLICATION
from cunli.procedures.scenarios import Scenario, path_of, scenarios_in
from tests.benefits.conftest import cast, sheep
from tests.cast import Cast
from tests.papers.test_documents import text_of
from tests.procedures.playing import Stage, play

__all__ = ["cast", "sheep"]
pytestmark = pytest.mark.django_db
WHY = "test"
REMEDY = "自收到之日起60日内向青河县人民政府申请行政复议，也可以自收到之日起6个月内直接向人民法院提起行政诉讼"


def told(cast: Cast, words: str, *, until: str) -> Stage:
    """The story whose title says ``words``, up to and with the first step of this key."""
    story = next(one for one in scenarios_in(path_of("benefit_application")) if words in one.title)
    last = next(n for n, act in enumerate(story.acts) if act.said.get("step") == until and "refused" not in act.said)
    return play(cast, BENEFIT_APPLICATION, Scenario(story.title, story.opened, story.acts[: last + 1], {}))


def paper_of(stage: Stage, kind: str) -> tuple[str, str]:
    """Its words and its address."""
    paper = Paper.objects.unscoped(WHY).get(ref=stage.played.ref, kind=kind)
    assert paper.file is not None
    return text_of(paper.file.path.read_bytes()), f"/m/{stage.played.ref}/paper/{paper.pk}.docx"


def test_a_refusal_says_why_what_would_change_it_and_where_it_may_be_taken(cast: Cast) -> None:
    stage = told(cast, "refused with reasons", until="decide_no")
    text, address = paper_of(stage, "ben_refusal")
    for words in (
        "不予批准",
        "人均月收入超了 220 元",
        "收入降到 600 元以下",
        "社会救助法》第四十四条",
        REMEDY,
        "最低生活保障",
    ):
        assert words in text
    assert "照哪份文件" not in text, "the county has written no standard"
    villager = cast.client("villager")
    assert villager.get(address).status_code == 404, "it is on its way"


def test_a_refusal_is_read_by_the_person_from_the_day_it_is_handed_over(cast: Cast) -> None:
    stage = told(cast, "refused with reasons", until="hand_refusal")
    _text, address = paper_of(stage, "ben_refusal")
    assert cast.client("li_clerk").get(address).status_code == 404
    assert cast.client("other_villager").get(address).status_code == 404
    assert cast.client("villager").get(address).status_code == 200


def test_a_grant_says_what_is_given_from_when_and_on_which_rule(cast: Cast, sheep: object) -> None:
    del sheep
    text, _address = paper_of(told(cast, "Eight thousand", until="decide_yes"), "ben_decision")
    for words in (
        "一次给8,000元，从2026年12月3日起。",
        "青河县产业帮扶到户办法（2026）",
        "符合县里的产业帮扶办法",
        REMEDY,
    ):
        assert words in text


def test_what_is_reduced_or_stopped_says_what_the_person_said_before_and_is_read_at_once(cast: Cast) -> None:
    stage = told(cast, "Before anything is reduced", until="reduce")
    text, address = paper_of(stage, "ben_change")
    for words in ("减发。以后每次给80元。", "他说知道了", "等级从二级变到三级", "社会救助法》第四十八条", REMEDY):
        assert words in text
    assert cast.client("villager").get(address).status_code == 200


def test_a_stop_says_until_which_day(cast: Cast) -> None:
    stage = told(cast, "Before anything is reduced", until="stop")
    reduced, stopped = Paper.objects.unscoped(WHY).filter(ref=stage.played.ref, kind="ben_change").order_by("pk")
    assert stopped.file is not None
    text = text_of(stopped.file.path.read_bytes())
    assert "停发。发到2027年9月30日为止。" in text and "他说搬到儿子家了" in text
    assert reduced.number != stopped.number
