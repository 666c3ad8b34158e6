"""The county's system administrator decides a clock, adds a kind, enters the year's holidays; an officer reads it."""

from __future__ import annotations

import pytest

from tests.county.announcing import notice
from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

WAYS = {"at_a_desk": ("desk", True), "at_a_phone": ("phone", True), "without_scripts": ("desk", False)}


@pytest.mark.parametrize("way", WAYS)
def test_settings(crowd: Crowd, way: str) -> None:
    device, scripts = WAYS[way]
    admin = _signed_in(crowd, "system_admin", device, scripts=scripts)
    _decides_a_clock(admin)
    _adds_a_kind(admin)
    _looks_at_the_ladder(admin)
    _enters_the_holidays(admin)
    officer = _signed_in(crowd, "supervisor", device, scripts=scripts)
    officer.goes("/county/settings")
    officer.sees("9天", "索道")
    officer.taps_on(officer.link("放假日历"))
    officer.sees("国办发明电〔2026〕9号")


def _signed_in(crowd: Crowd, key: str, device: str, *, scripts: bool) -> Visitor:
    """Somebody whose second factor was shown already."""
    visitor = crowd.visitor(key, device, scripts=scripts)
    session = {"name": "sessionid", "value": crowd.place.sessions[key], "url": crowd.place.url}
    visitor.context.add_cookies([session])
    return visitor


def _says_where_and_why(admin: Visitor, source: str, why: str) -> None:
    admin.writes("哪里定的", source)
    admin.writes("为什么改", why)
    admin.taps_on(admin.button("看看会改什么"))


def _decides_a_clock(admin: Visitor) -> None:
    admin.goes("/mine/" if admin.face == "phone" else "/")
    admin.taps_on(admin.link("县里的规定"))
    admin.taps_on(admin.link("办完后等本人几天"))
    admin.writes("多长", "9")
    with admin.expecting(422):
        _says_where_and_why(admin, " ", "秋收忙")
        admin.sees("请写是哪里定的")
    _says_where_and_why(admin, "县府会议纪要第7号", "秋收忙")
    admin.sees("7天 → 9天", "已经在走的期限不变")
    admin.taps_on(admin.button("再改改"))
    admin.taps_on(admin.button("看看会改什么"))
    admin.taps_on(admin.button("就这么定"))
    admin.sees("还没到日子", "县府会议纪要第7号")


def _adds_a_kind(admin: Visitor) -> None:
    admin.goes("/county/settings/hazard.kinds")
    admin.taps_on(admin.button("再加一行"))
    new = admin.page.locator("details.ct-row").last
    new.get_by_label("名字", exact=True).fill("索道")
    new.get_by_label("归谁办").select_option("roads")
    new.get_by_label("排第几").fill("1")
    _says_where_and_why(admin, "县府会议纪要第7号", "景区开了")
    admin.sees("加了“索道”")
    admin.taps_on(admin.button("就这么定"))


def _looks_at_the_ladder(admin: Visitor) -> None:
    for key in ("escalation", "hazard.done", "hazard.levels", "service.categories"):
        admin.goes(f"/county/settings/{key}")
        admin.sees("看看会改什么")


def _enters_the_holidays(admin: Visitor) -> None:
    admin.goes("/county/holidays")
    admin.taps_on(admin.link("登记放假通知"))
    admin.writes("把通知贴在这里", notice(2027).replace("共7天", "共8天", 1))
    with admin.expecting(422):
        admin.taps_on(admin.button("看看看懂了没有"))
        admin.sees("春节：写着共 8 天，算出来是 7 天")
    admin.writes("把通知贴在这里", notice(2027) + "\n鼓励各单位安排职工在小年（1月29日）休息。")
    admin.taps_on(admin.button("看看看懂了没有"))
    admin.sees("2027年放假：看一遍再确认", "鼓励各单位安排职工在小年")
    admin.taps_on(admin.button("看过了，就照这个"))
    admin.sees("登记好了", "2027年，第 1 次")
