"""Scene 5 through the doors: a household in trouble, from the villager's own word to the label and back out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from cunli.acts.verify import differences
from cunli.cases.models import Matter
from cunli.notices.models import Notice
from cunli.papers.models import Paper
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Label, Membership, Person
from tests.cast import BEGAN, NOW, Cast
from tests.procedures.bureaus import with_farming_bureau

WELL = dict.fromkeys(("food", "clothing", "education", "medicine", "housing", "water", "labour"), "yes")
SURVEY = {
    "signed_how": "finger",
    "window": "twelve_months",
    "income": "7200",
    "spending": "24000",
    "coping": "没有存款",
}
JUDGED = {
    "branch_present": "何雨晴、孙二旺", "committee_present": "王秀梅", "judged_facts": "药费一个月两千",
    "differing": "孙二旺说先看医保", "judgement": "报上去", "report_up": "yes", "type": "sudden_severe_difficulty",
}  # fmt: skip
ASSEMBLY = {
    "body": "representatives", "authorised_by": "年初的村民会议", "met_on": "2026-11-23", "members": "30",
    "present": "20", "agreed": "11", "plan": "补八千元买羊",
}  # fmt: skip


class Time:
    """What the clock on the wall says."""

    def __init__(self) -> None:
        self.now = NOW

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def time() -> Iterator[Time]:
    told = Time()
    with mock.patch("django.utils.timezone.now", told):
        yield told


@pytest.fixture
def home(cast: Cast) -> Household:
    """张有田 lives in Shitou."""
    village = cast.village
    place = {"village": village, "county_id": village.county_id, "town_id": village.town_id}
    home = Household.objects.create(household_no="0012", printed_no="0012", area=village, since=BEGAN, **place)
    person = Person.objects.create(name="张有田", user=cast.users["villager"], **place)
    Membership.objects.create(person=person, household=home, relation=Relation.HEAD, valid_from=BEGAN)
    return home


def only() -> Matter:
    return Matter.objects.unscoped("the test").get(procedure="monitored_household")


def take(client: Client, step: str, status: int = 302, **typed: object) -> str:
    answer = client.post(
        reverse("desk:matter_step", args=[only().ref, step]), {"key": f"{step}-{only().version}", **typed}
    )
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def page(client: Client) -> str:
    answer = client.get(reverse("desk:matter", args=[only().ref]))
    assert answer.status_code == 200
    return answer.content.decode()


def declares(cast: Cast, **typed: str) -> Matter:
    answer = cast.client("villager").post(
        "/hardship/", {"kind": "accident", "say": "儿子车祸，干不了活", "key": "k", **typed}
    )
    assert answer.status_code == 302, answer.content.decode()
    return only()


def visits(cast: Cast, home: Household) -> None:
    two = {"verifier": cast.users["wang_clerk"].pk, "verifier_two": cast.users["secretary"].pk}
    take(cast.client("wang_clerk"), "visit", household=home.pk, signer="张有田", **two)


def held(home: Household) -> list[str]:
    labels = Label.objects.unscoped("the test").filter(household=home, valid_until=None)
    return list(labels.values_list("kind", flat=True))


def test_the_other_villages_clerk_gets_nothing(cast: Cast, home: Household) -> None:
    ref = declares(cast).ref
    for path in (f"/m/{ref}/", f"/m/{ref}/step/visit/"):
        assert cast.client("li_clerk").get(path).status_code == 404
    assert ref not in cast.client("li_clerk").get("/inbox/", follow=True).content.decode()


def test_scene_5_from_the_first_word_to_the_label_and_out_of_it(cast: Cast, home: Household, time: Time) -> None:
    cast = with_farming_bureau(cast)
    clerk, secretary, villager = cast.client("wang_clerk"), cast.client("secretary"), cast.client("villager")
    town, county = cast.client("civil_officer"), cast.client("farming_officer")
    civil, farming = cast.units["civil"].pk, cast.units["farming"].pk
    declares(cast)
    assert "11月26日" in page(villager), "somebody comes within three days"

    one = cast.users["wang_clerk"].pk
    assert "入户核实要两个人" in take(
        clerk, "visit", 409, household=home.pk, signer="张有田", verifier=one, verifier_two=one
    )
    blank = clerk.get(f"/m/{only().ref}/step/visit/").content.decode()
    assert f'value="{home.pk}" selected' in blank and "张有田</textarea>" in blank, "known, and not typed again"
    visits(cast, home)
    assert "12月8日" in page(villager), "fifteen days from the lead"
    paper = Paper.objects.unscoped("the test").get(kind="monitored_consent")
    assert paper.status == "drafted"
    assert "授权书还没签" in take(clerk, "ask_compare", 409, compared_by=[farming])
    take(clerk, "survey", **{**SURVEY, **WELL, "medicine": "no"})
    paper.refresh_from_db()
    assert paper.status == "sealed"
    take(clerk, "ask_compare", compared_by=[farming])
    assert "张有田家" in page(county), "nobody compares a home without knowing whose"
    assert "7200" not in page(county)
    assert "监测范围以上" in take(secretary, "judge", 409, **{**JUDGED, "type": "marginal_poverty_prone"})
    take(secretary, "judge", **JUDGED)
    assert "先看医保" not in page(villager), "what they weigh among themselves"
    take(clerk, "compared", compared_on="2026-11-23", comparison="没有车")
    take(clerk, "appraise", appraisal="都同意", boards="村委会公示栏")

    notice = Notice.objects.unscoped("the test").get()
    assert "张有田家" in notice.text and "因意外事故" not in notice.text and "7200" not in notice.text
    at_board = reverse("notices:notice", args=[notice.pk])
    assert at_board in page(clerk) and "等人核对" in page(clerk)
    assert secretary.post(at_board, {"do": "post", "version": 1}).status_code == 302
    assert "公示还没有挂满" in take(clerk, "assembly", 409, **ASSEMBLY, assignee=civil)
    time.pass_days(6)
    assert clerk.post(at_board, {"do": "conclude", "version": 1, "outcome": "没有异议"}).status_code == 302
    assert "到会的人数不够" in take(clerk, "assembly", 409, **{**ASSEMBLY, "present": "19"}, assignee=civil)
    take(clerk, "assembly", **ASSEMBLY, assignee=civil)
    take(town, "town_agree", opinion="同意", assignee=farming)
    assert held(home) == []
    take(county, "identify", decision="局务会", announced_at="村委会公示栏")
    assert "已经转出去" in county.get("/").content.decode(), "what was done is said, though it is with the village now"
    assert held(home) == ["monitored"]
    take(clerk, "plan_measures", measures="八千元买羊", contact=cast.users["secretary"].pk)
    assert "八千元买羊" in page(villager)
    time.pass_days(250)
    _out_of_it(cast, home, time)


def _out_of_it(cast: Cast, home: Household, time: Time) -> None:
    """Check, notice, town, county; and the label ends."""
    clerk, secretary, one = cast.client("wang_clerk"), cast.client("secretary"), cast.users["wang_clerk"].pk
    two = {"verifier": one, "verifier_two": cast.users["secretary"].pk}
    better = {
        **SURVEY,
        **WELL,
        **two,
        "income": "12000",
        "stable_since": "2026-12-15",
        "risk_gone": "yes",
        "household_agrees": "yes",
    }
    better.pop("signed_how")
    assert "没有劳力的" in take(clerk, "check_removal", 409, **{**better, "labour": "no"})
    take(clerk, "check_removal", **better)
    take(clerk, "appraise_removal", appraisal="都同意", boards="村委会公示栏")
    removal = Notice.objects.unscoped("the test").latest("pk")
    at_board = reverse("notices:notice", args=[removal.pk])
    secretary.post(at_board, {"do": "post", "version": 1})
    time.pass_days(6)
    clerk.post(at_board, {"do": "conclude", "version": 1, "outcome": "没有异议"})
    take(clerk, "send_removal", assignee=cast.units["civil"].pk)
    farming = cast.units["farming"].pk
    take(cast.client("civil_officer"), "town_agree_removal", opinion="同意", assignee=farming)
    take(cast.client("farming_officer"), "remove", decision="局务会", announced_at="村委会公示栏")
    assert held(home) == []
    assert only().state == "risk_removed"
    assert list(differences()) == []


def test_whoever_is_told_no_reads_why_and_where_to_object(cast: Cast, home: Household) -> None:
    clerk, villager = cast.client("wang_clerk"), cast.client("villager")
    declares(cast)
    assert "为什么是这样" not in page(villager)
    visits(cast, home)
    take(clerk, "survey", **{**SURVEY, **WELL, "income": "21000.50"})
    take(clerk, "not_identified", why="收入在范围以上。", what_would_change="又有大开支。")
    said = page(villager)
    assert "一年人均纯收入在 6000 元以内" in said, "the rule"
    assert "一年人均纯收入：21000.50 元" in said, "the own value"
    assert "收入少了，或者算错了" in said, "what would change it"
    assert f"/object/?about={only().ref}" in said, "where to object"
    assert only().ref in villager.get(f"/object/?about={only().ref}").content.decode()
    assert "为什么是这样" in page(clerk) and "/object/?about=" not in page(clerk)
    take(villager, "again", own_words="又住院了")
    assert only().state == "lead" and "为什么是这样" not in page(villager)


def test_a_household_that_a_cadre_found_reads_its_own_matter_once_it_was_visited(cast: Cast, home: Household) -> None:
    given = {"source": "patrol", "whose": "张有田家", "kind": "accident", "say": "儿子车祸", "key": "k"}
    assert cast.client("grid_member").post("/new/monitored_household/", given).status_code == 302
    ref = reverse("desk:matter", args=[only().ref])
    assert cast.client("villager").get(ref).status_code == 404
    visits(cast, home)
    assert cast.client("villager").get(ref).status_code == 200
    assert cast.client("other_villager").get(ref).status_code == 404


def test_the_village_is_asked_in_two_taps_and_a_cadre_has_another_door(cast: Cast) -> None:
    assert "/hardship/" in cast.client("villager").get("/more/").content.decode()
    asked = cast.client("villager").get("/hardship/").content.decode()
    assert "以前是不是贫困户都行" in asked and "11月26日前来家里看" in asked
    wrong = cast.client("villager").post("/hardship/", {"kind": "", "say": "没钱了", "key": "k"})
    assert wrong.status_code == 422 and "没钱了" in wrong.content.decode()
    assert cast.client("wang_clerk").get("/hardship/")["Location"] == "/new/monitored_household/"
    assert cast.client("water_officer").get("/hardship/").status_code == 403


def test_nobody_decides_on_their_own_household(cast: Cast, home: Household) -> None:
    """A cadre who signs for their own home acts in no post there."""
    declares(cast)
    two = {"verifier": cast.users["wang_clerk"].pk, "verifier_two": cast.users["secretary"].pk}
    Person.objects.create(
        name="王秀梅", user=cast.users["wang_clerk"], village=cast.village, county_id=cast.village.county_id,
        town_id=cast.village.town_id,
    )  # fmt: skip
    take(cast.client("secretary"), "visit", household=home.pk, signer="王秀梅", **two)
    take(cast.client("wang_clerk"), "survey", 403, **{**SURVEY, **WELL})
