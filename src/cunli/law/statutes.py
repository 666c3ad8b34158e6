"""The instruments that citations name: full title, since when in force, and how sure we are of what we quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cunli.law.calendars import years
from cunli.lib.citations import COUNTY, Citation


@dataclass(frozen=True, slots=True)
class Instrument:
    """``short`` is what citations say. ``read``: the full text was read (else only pages that quote it).

    ``since`` is the day the version that we cite came into force, None where it has not been confirmed;
    ``until`` the day it stopped, None while it is in force. ``number`` is the issuing body's mark.
    """

    short: str
    title: str
    since: date | None = None
    until: date | None = None
    number: str = ""
    read: bool = True

    def in_force(self, on: date) -> bool:
        """Whether it may be relied on that day; an unconfirmed beginning counts as in force."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class UnknownInstrument(KeyError):
    """A citation names an instrument that is not registered here: a fault in a procedure, found by a test."""


_INSTRUMENTS = (
    Instrument("民法典", "中华人民共和国民法典", date(2021, 1, 1)),
    Instrument("突发事件应对法", "中华人民共和国突发事件应对法", date(2024, 11, 1)),
    Instrument("村民委员会组织法", "中华人民共和国村民委员会组织法", date(2026, 1, 1)),
    Instrument("社会救助法", "中华人民共和国社会救助法", date(2026, 7, 1)),
    Instrument("行政许可法", "中华人民共和国行政许可法", date(2019, 4, 23)),
    Instrument("信访工作条例", "信访工作条例", date(2022, 5, 1)),
    Instrument("人民调解法", "中华人民共和国人民调解法", date(2011, 1, 1)),
    Instrument("民事诉讼法", "中华人民共和国民事诉讼法", date(2024, 1, 1)),
    Instrument(
        "司法确认程序若干规定",
        "最高人民法院关于人民调解协议司法确认程序的若干规定",
        date(2011, 3, 30),
        number="法释〔2011〕5号",
    ),
    Instrument("人民调解工作若干规定", "人民调解工作若干规定", date(2002, 11, 1), number="司法部令第75号", read=False),
    Instrument("个人信息保护法", "中华人民共和国个人信息保护法", date(2021, 11, 1)),
    Instrument("网络安全法", "中华人民共和国网络安全法", date(2026, 1, 1)),
    Instrument("数据安全法", "中华人民共和国数据安全法", date(2021, 9, 1)),
    Instrument("网络数据安全管理条例", "网络数据安全管理条例", date(2025, 1, 1)),
    Instrument("未成年人网络保护条例", "未成年人网络保护条例", date(2024, 1, 1)),
    Instrument("无障碍环境建设法", "中华人民共和国无障碍环境建设法", date(2023, 9, 1)),
    Instrument("农村集体经济组织法", "中华人民共和国农村集体经济组织法", date(2025, 5, 1)),
    Instrument("农民专业合作社法", "中华人民共和国农民专业合作社法", date(2018, 7, 1)),
    Instrument(
        "党政机关公文处理工作条例",
        "党政机关公文处理工作条例",
        date(2012, 7, 1),
        number="中办发〔2012〕14号",
        read=False,
    ),
    Instrument("GB/T 9704-2012", "党政机关公文格式", date(2012, 7, 1), read=False),
    Instrument(
        "厅字〔2022〕28号",
        "关于规范村级组织工作事务、机制牌子和证明事项的意见",
        number="厅字〔2022〕28号",
        read=False,
    ),
    Instrument(
        "国办函〔2026〕12号",
        "政务移动互联网应用程序规范化管理办法",
        date(2026, 1, 25),
        number="国办函〔2026〕12号",
        read=False,
    ),
    Instrument(
        "国办发〔2019〕51号",
        "关于建立政务服务“好差评”制度提高政务服务水平的意见",
        number="国办发〔2019〕51号",
        read=False,
    ),
    Instrument(
        "国发〔2022〕5号",
        "关于加快推进政务服务标准化规范化便利化的指导意见",
        number="国发〔2022〕5号",
        read=False,
    ),
    Instrument("民发〔2021〕57号", "最低生活保障审核确认办法", number="民发〔2021〕57号", read=False),
    Instrument(
        "中农组发〔2021〕7号",
        "关于健全防止返贫动态监测和帮扶机制的指导意见",
        number="中农组发〔2021〕7号",
        read=False,
    ),
    Instrument("政务数据共享条例", "政务数据共享条例", date(2025, 8, 1), read=False),
    Instrument("互联网政务应用安全管理规定", "互联网政务应用安全管理规定", date(2024, 7, 1), read=False),
    Instrument("国家网络安全事件报告管理办法", "国家网络安全事件报告管理办法", date(2025, 11, 1), read=False),
    Instrument(
        "全国年节及纪念日放假办法", "全国年节及纪念日放假办法", date(2025, 1, 1), number="国务院令第795号", read=False
    ),
    Instrument(COUNTY, "本县按日期公布的配置，每条都写着出处"),
    *(Instrument(y.source, y.title, y.issued, number=y.source) for y in years()),
)
_BY_NAME = {instrument.short: instrument for instrument in _INSTRUMENTS}


def instruments() -> tuple[Instrument, ...]:
    """Every registered instrument, laws first."""
    return _INSTRUMENTS


def resolve(cited: Citation | str) -> Instrument:
    """The instrument a citation (or a short name) means. Raises UnknownInstrument."""
    name = cited if isinstance(cited, str) else cited.law
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownInstrument(name) from None


def unresolved(citations: Iterable[Citation]) -> set[str]:
    """The names that no instrument bears; empty when all is well."""
    return {citation.law for citation in citations} - _BY_NAME.keys()
