"""The notice comes by paste or Excel, is shown as a whole year, and counts once it was confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cunli.county import selectors
from cunli.county.models import HolidayNotice
from tests.cast import NOW, Cast
from tests.county.announcing import announce, notice, sheet
from tests.county.test_settings_pages import OTHERS, READERS, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _it_is_the_day_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def sent(cast: Cast, who: str = "system_admin", **said: object) -> HttpResponse:
    return cast.client(who).post(reverse("county:read_notice"), {"text": "", "number": "", "issued": "", **said})


def confirmed(cast: Cast, looked: HttpResponse, who: str = "system_admin", **changes: object) -> HttpResponse:
    form = looked.context["form"]
    held = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in held.items() if value is not None} | changes
    return cast.client(who).post(reverse("county:announce"), said)


def test_the_clerk_of_a_village_gets_nothing_and_officers_only_read(cast: Cast) -> None:
    looked = sent(cast, text=notice(2027))
    for who in OTHERS:
        assert cast.client(who).get(reverse("county:holidays")).status_code == 403, who
        assert sent(cast, who, text=notice(2027)).status_code == confirmed(cast, looked, who).status_code == 403, who
    for who in READERS:
        seen = page(cast.client(who).get(reverse("county:holidays")))
        assert "国办发明电〔2025〕7号" in seen and "2027年的放假通知还没登记" in seen
        assert ("登记放假通知" in seen) is (who == "system_admin")
    for who in READERS[:-1]:
        assert sent(cast, who, text=notice(2027)).status_code == confirmed(cast, looked, who).status_code == 403, who
    assert not HolidayNotice.objects.exists()


def test_a_pasted_notice_is_shown_and_counts_once_it_was_confirmed(cast: Cast) -> None:
    looked = sent(cast, text=notice(2027))
    seen = page(looked)
    for said in ("2027年放假：看一遍再确认", "春节：2027年2月5日 – 2027年2月11日", "国办发明电〔2026〕9号"):
        assert said in seen
    assert seen.count("<table") == 12 and 'data-kind="work"' in seen and "该放的，通知里没有" not in seen
    assert selectors.missing_year(date(2026, 11, 23)) == 2027, "looking keeps nothing"
    assert confirmed(cast, looked).status_code == 302
    assert selectors.missing_year(date(2026, 11, 23)) is None
    after = page(cast.client("peace_officer").get(reverse("county:holidays")))
    assert "2027年，第 1 次" in after and "还没登记" not in after


def test_an_excel_needs_number_and_day_and_is_the_same(cast: Cast) -> None:
    looked = sent(cast, text=notice(2027))
    year = looked.context["year"]
    rows = [[day, "休", holiday.name] for holiday in year.holidays for day in holiday.days()]
    content = sheet([*rows, *[[day, "班"] for day in year.make_up]])
    bare = sent(cast, upload=SimpleUploadedFile("2027.xlsx", content))
    assert bare.status_code == 422 and "没看到文号，请写上" in page(bare) and "没看到哪天发的，请选" in page(bare)
    assert "刚才选的文件要再选一次" in page(bare)
    upload, issued = SimpleUploadedFile("2027.xlsx", content), "2026-11-25"
    by_excel = sent(cast, upload=upload, number="国办发明电〔2026〕9号", issued=issued)
    assert by_excel.context["year"] == year


def test_wrong_rows_of_an_excel_are_named_at_the_file(cast: Cast) -> None:
    upload = SimpleUploadedFile("2027.xlsx", sheet([[date(2027, 1, 1), "休"], ["元月二号", "休"]]))
    answer = sent(cast, upload=upload, number="国办发明电〔2026〕9号", issued="2026-11-25")
    assert answer.status_code == 422
    assert "第 2 行：“元月二号”不是一个日子" in page(answer) and 'id="id_upload_error"' in page(answer)
    assert 'value="国办发明电〔2026〕9号"' in page(answer) and "刚才选的文件" not in page(answer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请贴通知的字，或者选一个 Excel"),
        ("明天放假", "没看出是哪一年的通知"),
        (notice(2027).replace("2月5日（农历除夕、周五）", "2月5日（农历除夕、周六）"), "2月5日写着周六"),
        (notice(2027).replace("2月13日（周六）", "2月12日（周五）"), "2027-02-12不是周末，本来就上班"),
    ],
)
def test_what_cannot_be_right_is_said_at_the_text_which_stays(cast: Cast, text: str, said: str) -> None:
    answer = sent(cast, text=text)
    assert answer.status_code == 422 and said in page(answer)
    assert text[-20:].strip() in page(answer)


def test_what_was_not_understood_and_what_is_missing_is_shown_before_confirming(cast: Cast) -> None:
    lines = [line for line in notice(2027).splitlines() if "劳动节" not in line]
    text = "\n".join([*lines, "鼓励各单位安排职工在小年（1月29日）休息。"])
    seen = page(sent(cast, text=text))
    assert "鼓励各单位安排职工在小年(1月29日)休息" in seen
    assert "照全国年节及纪念日放假办法第2条该放的，通知里没有" in seen and "劳动节 5月1日没有放假" in seen


def test_a_year_that_is_known_is_corrected_only_with_a_reason(cast: Cast) -> None:
    announce(notice(2027))
    looked = sent(cast, text=notice(2027).replace("9月15日（周三）放假1天", "9月15日（周三）至16日（周四）放假"))
    assert "这一年已经有了" in page(looked)
    refused = confirmed(cast, looked)
    assert refused.status_code == 422 and "这一年已经有了，要改请写为什么" in page(refused)
    assert confirmed(cast, looked, why="抄漏了一天").status_code == 302
    assert "抄漏了一天" in page(cast.client("supervisor").get(reverse("county:holidays")))


def test_of_two_who_confirm_the_second_is_told(cast: Cast) -> None:
    looked = sent(cast, text=notice(2027))
    other = sent(cast, text=notice(2027).replace("9号", "10号"))
    assert confirmed(cast, looked).status_code == 302
    assert confirmed(cast, looked).status_code == 302, "the same once more is no second"
    assert confirmed(cast, other, why="文号").status_code == 409
    assert HolidayNotice.objects.count() == 1


@pytest.mark.parametrize("plan", ["", "[]", "{}", '{"year": "x"}', "not json"])
def test_a_plan_that_was_not_shown_is_not_taken(cast: Cast, plan: str) -> None:
    answer = cast.client("system_admin").post(reverse("county:announce"), {"plan": plan, "seen": "0"})
    assert (answer.status_code, HolidayNotice.objects.count()) == (302, 0)
    assert answer.url == reverse("county:read_notice")
