"""What the state fixes in numbers: each with its first day, its article, and how sure we are of it.

Only values that are national. What differs from county to county is in ``county``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from cunli.lib.citations import Citation, cite
from cunli.lib.terms import Length


class Confidence(StrEnum):
    """How a value is known."""

    READ = "read"
    """The full text of the instrument was read."""
    QUOTED = "quoted"
    """Seen on pages that quote it."""
    INFERRED = "inferred"
    """Concluded from the wording; a county's legal office should confirm it."""


@dataclass(frozen=True, slots=True)
class Value:
    """``title`` for people; ``length`` as terms are written. In force from ``since`` up to ``until``, not included."""

    key: str
    title: str
    length: str
    since: date
    citation: Citation
    confidence: Confidence = Confidence.READ
    until: date | None = None

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def as_length(self) -> Length:
        return Length.parse(self.length)


class NoSuchValue(KeyError):
    """No value of that key was in force that day."""


_PETITIONS, _VILLAGES, _PRIVACY = date(2022, 5, 1), date(2026, 1, 1), date(2021, 11, 1)
_VALUES = (
    Value("petition.route", _("信访：转送"), "15d", _PETITIONS, cite("信访工作条例", "22")),
    Value("petition.notice", _("信访：告知受理"), "15d", _PETITIONS, cite("信访工作条例", "23")),
    Value("petition.objection", _("信访：退回异议"), "5wd", _PETITIONS, cite("信访工作条例", "23")),
    Value("petition.conclude", _("信访：办结"), "60d", _PETITIONS, cite("信访工作条例", "34")),
    Value("petition.extend_max", _("信访：最多延长"), "30d", _PETITIONS, cite("信访工作条例", "34")),
    Value("petition.review_request", _("信访：申请复查"), "30d", _PETITIONS, cite("信访工作条例", "35")),
    Value("petition.review", _("信访：复查"), "30d", _PETITIONS, cite("信访工作条例", "35")),
    Value("petition.recheck_request", _("信访：申请复核"), "30d", _PETITIONS, cite("信访工作条例", "36")),
    Value("petition.recheck", _("信访：复核"), "30d", _PETITIONS, cite("信访工作条例", "36")),
    Value(
        "mediation.judicial_confirm_window", _("调解：申请司法确认"), "30d", date(2011, 1, 1), cite("人民调解法", "33")
    ),
    Value(
        "mediation.usual",
        _("调解：一般多久调完"),
        "1m",
        date(2002, 11, 1),
        cite("人民调解工作若干规定", "33"),
        Confidence.QUOTED,
    ),
    Value("dibao.notice", _("低保：公示"), "7d", date(2021, 7, 1), cite("民发〔2021〕57号"), Confidence.QUOTED),
    Value("dibao.total", _("低保：审核确认"), "30wd", date(2021, 7, 1), cite("民发〔2021〕57号"), Confidence.QUOTED),
    Value(
        "dibao.total_extended",
        _("低保：审核确认（延长的）"),
        "45wd",
        date(2021, 7, 1),
        cite("民发〔2021〕57号"),
        Confidence.QUOTED,
    ),
    Value("village.meeting_notice", _("村民会议：提前多久通知"), "10d", _VILLAGES, cite("村民委员会组织法", "25")),
    Value("village.rep_meeting_interval", _("村民代表会议：多久一次"), "3m", _VILLAGES, cite("村民委员会组织法", "30")),
    Value("village.disclosure_post_min", _("村务公开：至少公布多久"), "15d", _VILLAGES, cite("村民委员会组织法", "35")),
    Value("village.disclosure_interval", _("村务公开：多久一次"), "3m", _VILLAGES, cite("村民委员会组织法", "35")),
    Value(
        "village.disclosure_interval_money",
        _("村务公开：收支多久一次"),
        "1m",
        _VILLAGES,
        cite("村民委员会组织法", "35"),
    ),
    Value("licence.one_time_notice", _("许可：一次说清缺什么"), "5wd", date(2019, 4, 23), cite("行政许可法", "32")),
    Value("licence.decide", _("许可：作出决定"), "20wd", date(2019, 4, 23), cite("行政许可法", "42")),
    Value("licence.decide_extend_max", _("许可：最多延长"), "10wd", date(2019, 4, 23), cite("行政许可法", "42")),
    Value(
        "security.log_retention",
        _("日志：至少留多久"),
        "12m",
        date(2024, 7, 1),
        cite("互联网政务应用安全管理规定", "20"),
        Confidence.QUOTED,
    ),
    Value(
        "security.incident_report",
        _("网络安全事件：多久报告"),
        "4h",
        date(2025, 11, 1),
        cite("国家网络安全事件报告管理办法"),
        Confidence.QUOTED,
    ),
    Value(
        "privacy.provision_retention",
        _("把个人信息给外面的记录：至少留多久"),
        "36m",
        date(2025, 1, 1),
        cite("网络数据安全管理条例", "12"),
    ),
    Value(
        "privacy.assessment_retention",
        _("个人信息保护影响评估：至少留多久"),
        "36m",
        _PRIVACY,
        cite("个人信息保护法", "56"),
    ),
)


def all_values() -> tuple[Value, ...]:
    return _VALUES


def value(key: str, on: date) -> Value:
    """The national value of ``key`` in force on a day. Raises NoSuchValue."""
    found = [item for item in _VALUES if item.key == key and item.in_force(on)]
    if not found:
        raise NoSuchValue(f"{key} on {on}")
    return max(found, key=lambda item: item.since)
