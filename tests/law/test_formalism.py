"""What may not be asked of those who work in the villages, and what may be called nearly so."""

from __future__ import annotations

import pytest

from cunli.county import rules
from cunli.county.defaults import DEFAULTS
from cunli.county.values import LISTS
from cunli.law.formalism import BANS, ban_on
from cunli.law.statutes import resolve

FORBIDDEN = {
    "走访打卡": "BRD-05",
    "每日签到表": "BRD-05",
    "网格员月度排名": "BRD-05",
    "村末位通报": "BRD-05",
    "统计在线时长": "BRD-05",
    "村民登录率": "BRD-06",
    "朋友圈点赞": "BRD-07",
    "必须拍照": "BRD-08",
    "每次走访都要上传照片": "BRD-08",
    "照片留痕": "BRD-08",
    "巡查轨迹": "BRD-08",
}


@pytest.mark.parametrize("words", FORBIDDEN)
def test_it_is_refused_with_the_rule_that_it_breaks(words: str) -> None:
    ban = ban_on(words)
    assert ban is not None and ban.rule == FORBIDDEN[words]


@pytest.mark.parametrize(
    "words", ["照片有就加，没有也能报", "打电话", "到会名册", "排水沟", "签字", "按先后排", "低保名单"]
)
def test_ordinary_words_are_not(words: str) -> None:
    assert ban_on(words) is None


def test_every_ban_rests_on_an_instrument_that_is_known() -> None:
    assert all(resolve(ban.citation) for ban in BANS)


def test_a_county_cannot_set_it_up_under_any_list() -> None:
    for setting in DEFAULTS.values():
        if setting.shape in LISTS:
            first = {**setting.value[0], "word": "打卡"}
            said = rules.complaints(setting.shape, [first, *setting.value[1:]])
            assert any("打卡签到" in sentence and "国办函〔2026〕12号" in sentence for sentence in said), setting.key
