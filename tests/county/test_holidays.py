"""The notice of the year's holidays, pasted or as Excel: what is understood, what is not, and what is known then."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from cunli.county import memory, selectors
from cunli.county.holidays.checks import complaints, warnings
from cunli.county.holidays.months import months_of
from cunli.county.holidays.reading import read_notice
from cunli.county.holidays.sheet import read_sheet
from cunli.county.models import HolidayNotice
from cunli.county.services.holidays import EnteredMeanwhile
from cunli.journal.models import Entry
from cunli.law.calendars import china, years
from cunli.lib.calendars import Holiday
from cunli.lib.refusals import Invalid, NotYourPost
from tests.county.announcing import announce, announced, notice, sheet

MAY = "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。"


def saying(sentence: str) -> str:
    return f"国务院办公厅关于2026年部分节假日安排的通知\n国办发明电〔2025〕7号\n{sentence}\n2025年11月4日"


def test_the_pasted_notice_of_2026_is_the_calendar_of_2026() -> None:
    assert announced(notice(2026)) == china().years[-1]
    assert complaints(announced(notice(2026))) == warnings(announced(notice(2026))) == []


def test_the_text_may_come_on_one_line_and_in_other_brackets() -> None:
    text = notice(2026).replace("〔", "[").replace("〕", "]").replace("（", "(").replace("）", ")")
    head, body = text.split("一、", 1)
    body, foot = body.rsplit("国务院办公厅", 1)
    assert announced(head + "一、" + body.replace("\n", "") + foot) == china().years[-1]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (MAY.replace("（周五）", "（周六）"), "5月1日写着周六，2026年这一天是周五"),
        (MAY.replace("共5天", "共6天"), "劳动节：写着共 6 天，算出来是 5 天"),
        (MAY.replace("5日", "31日").replace("5月1日", "4月1日"), "没有“4月31日”这一天"),
        (MAY.replace("1日（周五）至5日（周二）", "5日至1日"), "劳动节：最后一天在第一天前面"),
        ("好好过节。", "没看到放假的日子，请把通知的正文贴进来"),
    ],
)
def test_a_slip_of_the_pen_is_found(sentence: str, wrong: str) -> None:
    assert wrong in read_notice(saying(sentence)).wrong


def test_a_text_of_no_year_says_so() -> None:
    assert read_notice("放假啦").wrong == ["没看出是哪一年的通知，请连标题一起贴"]


def test_a_sentence_that_only_wishes_is_left_to_a_person() -> None:
    found = read_notice(saying(MAY + "鼓励各单位安排职工在除夕（2月16日）休息。"))
    assert found.unclear == ["鼓励各单位安排职工在除夕(2月16日)休息"]
    assert found.holidays == [Holiday("劳动节", date(2026, 5, 1), date(2026, 5, 5))]


def test_a_holiday_may_begin_in_the_old_year() -> None:
    found = read_notice(saying("一、元旦：2025年12月31日至2026年1月2日放假调休，共3天。"))
    assert (found.wrong, found.holidays[0].first) == ([], date(2025, 12, 31))


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (MAY.replace("5月9日（周六）", "5月8日（周五）"), "2026-05-08不是周末，本来就上班"),
        (MAY.replace("5月9日（周六）", "5月2日（周六）"), "2026-05-02又放假又上班"),
        (MAY + "5月9日上班。", "2026-05-09写了两次上班"),
        (MAY + MAY, "2026-05-01写了两次放假"),
        (MAY + "2027年5月9日（周日）上班。", "2027-05-09不在2026年里"),
        (MAY.replace("5日（周二）放假调休，共5天", "30日放假"), "劳动节的第一天和最后一天不对"),
    ],
)
def test_a_year_that_contradicts_itself_is_not_taken(sentence: str, wrong: str) -> None:
    assert wrong in complaints(announced(saying(sentence)))


def test_days_that_rest_by_law_and_are_missing_are_warned_about() -> None:
    said = warnings(announced(saying(MAY)))
    assert "元旦 1月1日没有放假" in said and "国庆节 10月3日没有放假" in said and "没有看到春节" in said
    assert not any("劳动节" in sentence for sentence in said)


def test_the_months_show_every_day_once() -> None:
    days = [day for month in months_of(china().years[-1]) for week in month.weeks for day in week if day.number]
    assert len(days) == 365
    assert (sum(day.kind == "rest" for day in days), sum(day.kind == "work" for day in days)) == (33, 6)


def test_an_excel_of_two_columns_is_the_same_calendar() -> None:
    year = china().years[-1]
    off = [[day, "休"] for holiday in year.holidays for day in holiday.days()]
    found = read_sheet(sheet([["日子", "休或班"], *off, *[[f"{day:%Y/%m/%d}", "班"] for day in year.make_up]]))
    assert (found.wrong, found.year) == ([], 2026)
    assert found.as_year(number=year.source, issued=year.issued) == year


def test_an_excel_with_wrong_rows_says_which() -> None:
    found = read_sheet(
        sheet([["日子", "休或班"], [date(2026, 1, 1), "休"], ["二月三十", "休"], [], ["2026-01-04", "加班"]])
    )
    assert found.wrong == ["第 3 行：“二月三十”不是一个日子", "第 5 行：第二列要写休或班，写的是“加班”"]


@pytest.mark.parametrize(
    "content", [b"", b"no excel", b"PK\x03\x04 broken", b"x" * 1_100_000], ids=["empty", "text", "broken", "large"]
)
def test_what_is_no_excel_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_sheet(content)
    assert "upload" in refused.value.fields


def test_an_excel_with_a_far_cell_is_not_opened() -> None:
    with pytest.raises(Invalid):
        read_sheet(sheet([[date(2026, 1, 1), "休", *[""] * 40, "远"]]))


@pytest.mark.django_db
def test_nobody_but_who_configures_enters_a_year(cast) -> None:
    for who in ("wang_clerk", "peace_officer", "supervisor", "security_admin", "villager"):
        with pytest.raises(NotYourPost):
            announce(notice(2027), actor=cast.actor(who))
    assert not HolidayNotice.objects.exists()


@pytest.mark.django_db
def test_a_year_that_was_entered_is_reckoned_with_and_costs_a_step_nothing(cast, django_assert_num_queries) -> None:
    assert selectors.missing_year(date(2026, 10, 31)) is None
    assert selectors.missing_year(date(2026, 11, 1)) == 2027
    row = announce(notice(2027), actor=cast.actor("system_admin"))
    assert row is not None and str(row) == "2027.1"
    assert selectors.missing_year(date(2026, 11, 1)) is None
    assert selectors.calendar().holiday(date(2027, 2, 8)) == "春节"
    assert selectors.calendar().is_make_up(date(2027, 10, 9))
    assert selectors.calendar().years[:-1] == years()
    with django_assert_num_queries(0):
        selectors.calendar()
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject, entry.after["number"]) == (
        "county.announce_holidays",
        "holidays:2027",
        "国办发明电〔2026〕9号",
    )


@pytest.mark.django_db
def test_the_same_notice_again_changes_nothing(db) -> None:
    assert announce(notice(2026)) is None, "it came with the program"
    assert announce(notice(2027)) is not None
    assert announce(notice(2027)) is None
    assert (HolidayNotice.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_wrong_year_is_corrected_with_a_reason_and_both_are_kept() -> None:
    announce(notice(2027))
    corrected = notice(2027).replace("9月15日（周三）放假1天", "9月15日（周三）至16日（周四）放假")
    with pytest.raises(Invalid) as refused:
        announce(corrected, seen=1)
    assert "why" in refused.value.fields
    announce(corrected, seen=1, why="抄漏了一天")
    assert selectors.calendar().holiday(date(2027, 9, 16)) == "中秋节"
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.reason, len(HolidayNotice.objects.all())) == ("抄漏了一天", 2)
    assert entry.before["rest"] != entry.after["rest"]
    assert [calendar.holiday(date(2027, 9, 16)) for calendar in selectors.earlier_calendars()] == [None]


@pytest.mark.django_db
def test_of_two_who_enter_the_same_year_the_second_is_told() -> None:
    announce(notice(2027))
    other = notice(2027).replace("国办发明电〔2026〕9号", "国办发明电〔2026〕10号")
    with pytest.raises(EnteredMeanwhile):
        announce(other, why="文号写错了", seen=0)


@pytest.mark.django_db
def test_no_year_is_left_out() -> None:
    later = saying("一、元旦：1月1日（周六）放假1天。").replace("2026年", "2028年").replace("2025", "2027")
    with pytest.raises(Invalid) as refused:
        announce(later)
    assert "请先登记2027年的" in str(refused.value)


@pytest.mark.django_db
def test_the_term_command_uses_what_was_entered(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("term", "2027-02-03", "3wd")
    assert "先算个大概" in capsys.readouterr().out
    announce(notice(2027))
    call_command("term", "2027-02-03", "3wd")
    told = capsys.readouterr().out
    assert told.startswith("2027-02-13\n") and "国办发明电〔2026〕9号" in told


@pytest.mark.django_db
def test_another_process_hears_of_it_after_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(memory, "monotonic", lambda: clock[0])
    assert not selectors.calendar().covers(date(2027, 1, 1))
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(memory, "forget", lambda: None)
        announce(notice(2027))
    assert not selectors.calendar().covers(date(2027, 1, 1))
    clock[0] += memory.SECONDS + 1
    assert selectors.calendar().covers(date(2027, 1, 1))


def test_the_day_of_the_notice_fits_its_year() -> None:
    old = announced(notice(2026).replace("2025年11月4日", "2023年11月4日"))
    assert "通知的日子和放假的年份对不上" in complaints(old)
