"""What no county may ask of those who work in the villages, whatever it is called: the rule it breaks, with its words.

By words, because that is how such a thing is set up here: the name of a kind, of a paper, of a question. What has no
words of the kind does not exist in this program at all: no field keeps a place of a worker, no time is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEASURE = cite("国办函〔2026〕12号")


@dataclass(frozen=True, slots=True)
class Ban:
    """``rule``: its number in the domain rules. ``why`` says what is forbidden, ``words`` how it is recognised."""

    rule: str
    why: _StrPromise
    words: re.Pattern[str]
    citation: Citation = MEASURE


BANS = (
    Ban("BRD-05", _("不准打卡签到"), re.compile(r"打卡|签到|签退|考勤")),
    Ban("BRD-05", _("不准给人、给村排名"), re.compile(r"排名|排行|名次|末位|评比通报")),
    Ban("BRD-05", _("不准统计在线时长"), re.compile(r"在线时长|使用时长|学习时长|活跃度")),
    Ban("BRD-06", _("不准考核安装率、登录率"), re.compile(r"安装率|登录率|使用率|下载率|注册率")),
    Ban("BRD-07", _("不准拿点赞、转发、投票当考核"), re.compile(r"点赞|转发量|刷票|接龙")),
    Ban("BRD-08", _("不准强制上传照片"), re.compile(r"(必须|每次|一律).{0,8}(拍照|传照片)|照片留痕")),
    Ban("BRD-08", _("不准记工作人员走到哪里"), re.compile(r"轨迹|行踪|定位考")),
)


def ban_on(text: str) -> Ban | None:
    """The first ban that these words break; None where they break none."""
    return next((ban for ban in BANS if ban.words.search(text)), None)
