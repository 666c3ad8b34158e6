"""What is also kept in a system elsewhere: its form filled from here, and its number written down once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from unittest import mock

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Fact, Matter
from cunli.cases.services import Reporter
from cunli.county import memory
from cunli.county import selectors as county
from cunli.county.services.settings import set_value
from cunli.journal.models import Entry
from cunli.lib.citations import county_rule
from cunli.procedures import fingerprints
from cunli.procedures.catalogue.mediation import MEDIATION
from cunli.procedures.catalogue.service_request import SERVICE_REQUEST
from cunli.procedures.checks import complaints
from cunli.procedures.outside import Drawn, Outside, SheetField
from cunli.registry.models import Dwelling, Household, Membership, Person
from tests.acts.stories import report
from tests.cases.test_participants import asked_for, does
from tests.cast import NOW, TODAY, Cast

ID_NUMBER, PHONE, BANK = "150922194005011226", "+8613700001111", "6217001234567890"
WHY = "到社保窗口代办"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def granny(cast: Cast) -> Person:
    where = {"county": cast.county, "town": cast.town, "village": cast.village}
    house = Dwelling.objects.create(**where, area=cast.village, address="石头村3组12号")
    home = Household.objects.create(
        **where, area=cast.village, household_no="0007", printed_no="H9-0007", since=date(2020, 1, 1), dwelling=house
    )
    person = Person.objects.create(
        **where, name="田奶奶", born_on=date(1940, 5, 1), id_number=ID_NUMBER, phone=PHONE, bank=BANK, sex="female"
    )
    Membership.objects.create(person=person, household=home, relation="head", valid_from=date(2020, 1, 1))
    return person


def pension(cast: Cast, granny: Person) -> Matter:
    who = Reporter(person_id=granny.pk, name=granny.name)
    return report(cast, "window", "养老认证", procedure="service_request", kind="pension_check", reporter=who)


def address(matter: Matter, system: str = "pension", more: str = "") -> str:
    return f"/m/{matter.ref}/outside/{system}/{more}"


def facts(matter: Matter) -> list[object]:
    return list(Fact.objects.filter(matter=matter, key="outside_number").order_by("id").values_list("value", flat=True))


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, granny: Person) -> None:
    matter = pension(cast, granny)
    for who in ("li_clerk", "far_officer", "other_villager"):
        client = cast.client(who)
        for path in (address(matter), address(matter, more="excel"), address(matter, more="number")):
            sent = {"reason": WHY, "number": "X1", "whole": "1"}
            assert client.post(path, sent).status_code in (403, 404), (who, path)
        assert client.get(address(matter)).status_code in (403, 404)
    assert not facts(matter) and not Entry.objects.filter(verb__startswith="matter.sheet").exists()


def test_the_page_of_the_matter_leads_there_at_no_query(cast: Cast, granny: Person) -> None:
    matter, other = (
        pension(cast, granny),
        report(cast, "window", "手机不响", procedure="service_request", kind="errand"),
    )
    client, spent = cast.client("wang_clerk"), []
    for one in (matter, other):
        client.get(f"/m/{one.ref}/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/m/{one.ref}/").content.decode()
        spent.append(len(asked))
        assert ("城乡居民养老保险系统要填的表" in page) is (one == matter)
    assert spent[0] == spent[1]


def test_it_is_filled_in_the_other_systems_order_and_numbers_are_masked(cast: Cast, granny: Person) -> None:
    page = cast.client("wang_clerk").get(address(pension(cast, granny))).content.decode()
    labels = ["姓名", "身份证号", "性别", "出生日期", "手机号", "住址", "银行账号", "缴费档次", "办什么"]
    places = [page.index(f"<dt>{label}</dt>") for label in labels]
    assert places == sorted(places)
    assert "田奶奶" in page and "1940-05-01" in page and "石头村3组12号" in page and "养老认证" in page
    assert "1509**********1226" in page and ID_NUMBER not in page and BANK not in page and "13700001111" not in page
    assert "户册不记，问本人要交哪一档" in page and "只在那边的系统里有" in page


def test_the_whole_numbers_need_a_reason_and_are_on_the_record_without_themselves(cast: Cast, granny: Person) -> None:
    matter, client = pension(cast, granny), cast.client("wang_clerk")
    assert client.post(address(matter), {"reason": "看"}).status_code == 422
    assert not Entry.objects.filter(verb="matter.sheet_opened").exists()
    page = client.post(address(matter), {"reason": WHY}).content.decode()
    assert ID_NUMBER in page and BANK in page and "13700001111" in page
    opened = entry("matter.sheet_opened")
    assert (opened.subject, opened.reason) == (matter.ref, WHY)
    assert opened.after == {"system": "pension", "fields": ["bank", "id_number", "phone"]}
    looks = Entry.objects.filter(subject=f"person:{granny.pk}", verb__startswith="registry.unmask")
    assert {look.verb for look in looks} == {f"registry.unmask_{field}" for field in ("id_number", "phone", "bank")}
    assert ID_NUMBER not in json.dumps([[one.after, one.reason] for one in Entry.objects.all()])
    assert ID_NUMBER not in client.get(address(matter)).content.decode(), "this once"


def test_a_post_that_sees_masked_only_sees_masked_only(cast: Cast, granny: Person) -> None:
    matter, client = pension(cast, granny), cast.client("window")
    assert client.get(address(matter)).status_code == 200
    assert client.post(address(matter), {"reason": WHY}).status_code == 403
    assert client.post(address(matter, more="excel"), {"reason": WHY, "whole": "1"}).status_code == 403
    file = client.post(address(matter, more="excel"), {"reason": WHY})
    assert file.status_code == 200 and ID_NUMBER not in str(rows_of(b"".join(file.streaming_content)))


def rows_of(content: bytes) -> list[list[object]]:
    return python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_as_excel_a_column_for_each_field_and_the_taking_is_on_the_record(cast: Cast, granny: Person) -> None:
    matter, client = pension(cast, granny), cast.client("wang_clerk")
    assert client.post(address(matter, more="excel"), {}).status_code == 422
    client.cookies["django_language"] = "en"
    file = client.post(address(matter, more="excel"), {"reason": WHY, "whole": "1"})
    header, line = rows_of(b"".join(file.streaming_content))
    assert header[:3] == ["姓名", "身份证号", "性别"] and line[:3] == ["田奶奶", ID_NUMBER, "女"]
    assert len(header) == len(line) == 11 and matter.ref in str(file["Content-Disposition"])
    taken = entry("matter.sheet_taken")
    assert (taken.reason, taken.after) == (WHY, {"system": "pension", "whole": True})


def test_the_number_there_is_written_down_once_and_not_asked_again(cast: Cast, granny: Person) -> None:
    matter, client = pension(cast, granny), cast.client("wang_clerk")
    path = address(matter, more="number")
    assert client.post(path, {"number": "  "}).status_code == 422
    for _time in range(2):
        assert client.post(path, {"number": "YL2026-0007"}).status_code == 302
    assert facts(matter) == ["YL2026-0007"]
    page = client.get(address(matter)).content.decode()
    assert "YL2026-0007" in page and "记一次就行" not in page
    assert client.post(path, {"number": "YL2026-0008"}).status_code == 409
    assert client.post(path, {"number": "YL2026-0008", "why": "抄错了一位"}).status_code == 302
    assert facts(matter) == ["YL2026-0007", "YL2026-0008"]
    kept = entry("matter.outside_number_kept")
    assert (kept.before, kept.after) == ({"number": "YL2026-0007"}, {"system": "pension", "number": "YL2026-0008"})
    course = client.get(f"/m/{matter.ref}/").content.decode()
    assert "记下了别处系统给的号码" in course and "那边的号码：YL2026-0008" in course


def test_who_asked_reads_the_number_a_voice_that_joined_does_not(cast: Cast) -> None:
    matter = asked_for(cast)
    cast.client("wang_clerk").post(address(matter, "mediation", "number"), {"number": "TJ-77"})
    assert "TJ-77" in cast.client("villager").get(f"/m/{matter.ref}/").content.decode()
    assert cast.client("villager").get(address(matter, "mediation")).status_code == 403


def test_a_mediation_says_who_sits_where_and_never_what_is_sealed(cast: Cast) -> None:
    matter = asked_for(cast)
    does(cast, "wang_clerk", matter, "accept", 1)
    page = cast.client("wang_clerk").get(address(matter, "mediation")).content.decode()
    assert "人民调解信息平台" in page and "胡大成" in page and "张有田" in page and "这里只记名字和电话" in page
    assert "没有对上户册里的人" in page


def decide(cast: Cast, **changes: object) -> None:
    listed = county.items("outside.systems", on=TODAY, county_id=cast.county.pk)
    changed = [{**item, **changes} if item["key"] == "pension" else dict(item) for item in listed]
    set_value(
        actor=cast.actor("system_admin"), key="outside.systems", value=changed, valid_from=TODAY, source="县里",
        why="改叫法", at=NOW, area=cast.county,
    )  # fmt: skip
    memory.forget()


def test_it_is_called_what_the_county_calls_it(cast: Cast, granny: Person) -> None:
    matter = pension(cast, granny)
    decide(cast, word="社保通", title="青河社保通")
    assert "青河社保通要填的表" in cast.client("wang_clerk").get(f"/m/{matter.ref}/").content.decode()


def test_what_the_county_does_not_use_is_not_there(cast: Cast, granny: Person) -> None:
    matter, client = pension(cast, granny), cast.client("wang_clerk")
    decide(cast, stopped=True)
    assert "要填的表" not in client.get(f"/m/{matter.ref}/").content.decode()
    assert client.get(address(matter)).status_code == 404


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (SheetField("谈了什么", "sealed_note"), "would show what is sealed"),
        (SheetField("生辰八字", "horoscope"), "is drawn from the unknown horoscope"),
        (SheetField("没来头的"), "is drawn from nothing and does not say why"),
    ],
)
def test_a_field_that_cannot_be_filled_is_found(field: SheetField, said: str) -> None:
    sheet = Outside(system="mediation", citation=county_rule("平台"), fields=(field,))
    assert any(said in complaint for complaint in complaints(replace(MEDIATION, outside=(sheet,))))


def test_a_sheet_for_nowhere_and_two_that_keep_one_number_are_found() -> None:
    one = Outside(system="mediation", citation=county_rule("平台"), fields=(SheetField("号", Drawn.REF),))
    law = replace(MEDIATION, outside=(one, replace(one, system="petition"), replace(one, system="moon", fields=())))
    said = complaints(law)
    assert "mediation and petition keep one number" in said
    assert "the county's list of systems does not know moon" in said and "the sheet for moon has no fields" in said
    assert "two sheets for mediation are of the same kind" in complaints(replace(MEDIATION, outside=(one, one)))


def test_the_form_of_another_system_may_change_under_a_published_edition() -> None:
    bare = replace(SERVICE_REQUEST, outside=())
    assert fingerprints.fingerprint(bare) == fingerprints.fingerprint(SERVICE_REQUEST)


def test_who_lives_there_is_said_and_children_without_their_names(cast: Cast, granny: Person) -> None:
    home, where = Household.objects.unscoped("test").get(), {"county": cast.county, "town": cast.town}
    child = Person.objects.create(**where, village=cast.village, name="田小满", born_on=date(2019, 5, 1))
    Membership.objects.create(person=child, household=home, relation="grandchild", valid_from=date(2020, 1, 1))
    who = Reporter(person_id=granny.pk, name=granny.name)
    matter = report(cast, "window", "低保", procedure="service_request", kind="dibao_apply", reporter=who)
    page = cast.client("wang_clerk").get(address(matter, "assistance")).content.decode()
    assert "田奶奶（户主）" in page and "（孙辈）" in page and "田小满" not in page
