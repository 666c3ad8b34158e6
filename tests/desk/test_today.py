"""The first page: what is due to whom, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.accounts.roles import Role
from cunli.accounts.services import end_post, give_post, set_active
from cunli.acts.sweep import sweep
from cunli.cases.models import Matter
from cunli.dues.following import follow_people
from cunli.dues.models import Due
from cunli.dues.selectors import CAP, count_until
from tests.acts.stories import again, days, report, step
from tests.cast import BEGAN, NOW, TODAY, Cast

QUERIES = 12


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = report(cast, "wang_clerk", "手机不响", procedure="service_request", kind="phone_silent")
    assert matter.title not in cast.client("li_clerk").get("/").content.decode()
    assert matter.title in cast.client("window").get("/").content.decode()


def test_lists_what_waits_for_the_desk_nearest_first(cast: Cast) -> None:
    report(cast, "grid_member", "墙裂了", kind="house", at=NOW + timedelta(minutes=5))
    report(cast, "grid_member", "杆子要倒")
    page = cast.client("peace_officer").get("/").content.decode()
    assert page.index("杆子要倒") < page.index("墙裂了")
    assert "还没定谁来办" in page


def test_says_an_empty_day_in_a_sentence(cast: Cast) -> None:
    assert "眼下没有要办的事" in cast.client("grid_member").get("/").content.decode()


def test_an_ask_stands_in_its_own_words(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子要倒")
    step(cast, "peace_officer", matter, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要人")
    assert "请来现场" in cast.client("water_officer").get("/").content.decode()


def test_tabs_open_exactly_what_they_count(cast: Cast) -> None:
    report(cast, "grid_member", "早就该答的", at=NOW - timedelta(days=9))
    report(cast, "grid_member", "刚报的")
    late = cast.client("peace_officer").get("/", {"when": "late"}).content.decode()
    assert "早就该答的" in late
    assert "刚报的" not in late


def test_behind_a_hundred_late_ones_the_later_ones_are_still_found(cast: Cast) -> None:
    late = report(cast, "grid_member", "早就该答的", at=NOW - timedelta(days=9))
    due = Due.objects.unscoped("test").get(ref=late.ref)
    for number in range(CAP):
        due.pk, due.source_id = None, 900_000 + number
        due.save()
    due.pk, due.source_id, due.title, due.due_at = None, 999_999, "今天要答的", NOW + timedelta(hours=1)
    due.save()
    client = cast.client("peace_officer")
    assert "今天要答的" not in client.get("/").content.decode()
    page = client.get("/", {"when": "today"}).content.decode()
    assert "今天要答的" in page and "早就该答的" not in page
    assert "超期 <b" in page and ">100+</b>" in page and '今天 <b data-tone="due">1</b>' in page


class TestNobodyWaitsForNobody:
    """Whose officer has left, and where nobody serves at all, somebody else sees it."""

    def today(self, cast: Cast, who: str) -> str:
        return cast.client(who).get("/").content.decode()

    def leave(self, cast: Cast, *who: str) -> None:
        for key in who:
            guard, post = cast.actor("security_admin"), cast.posts[key]
            end_post(actor=guard, post=post, on=TODAY, at=NOW, reason="调走了")
        sweep(at=NOW)

    @pytest.fixture
    def pole(self, cast: Cast) -> Matter:
        matter = report(cast, "grid_member", "杆子要倒")
        officer = cast.users["peace_officer"].pk
        step(cast, "peace_chief", matter, "screen", level="L1", assignee=cast.units["peace"].pk, officer=officer)
        return matter

    def test_what_a_colleague_has_is_theirs_until_their_post_ends(self, cast: Cast, pole: Matter) -> None:
        assert pole.title not in self.today(cast, "peace_chief")
        self.leave(cast, "peace_officer")
        assert pole.title in self.today(cast, "peace_chief")
        assert pole.title not in self.today(cast, "civil_officer")

    def test_and_until_their_account_is_stopped(self, cast: Cast, pole: Matter) -> None:
        guard, gone = cast.actor("security_admin"), cast.users["peace_officer"]
        set_active(actor=guard, user=gone, active=False, at=NOW, reason="退休")
        sweep(at=NOW)
        assert pole.title in self.today(cast, "peace_chief")

    def test_what_one_holds_in_another_post_stands_once(self, cast: Cast) -> None:
        guard, unit = cast.actor("security_admin"), cast.units["shitou_station"]
        post = give_post(
            actor=guard, user=cast.users["wang_clerk"], role=Role.STATION_WINDOW, unit=unit, valid_from=BEGAN, at=NOW
        )
        matter = report(cast, "window", "手机不响", procedure="service_request", kind="phone_silent")
        hand = {"assignee": unit.pk, "officer": cast.users["wang_clerk"].pk, "why": "她懂"}
        step(cast, "window", matter, "hand_on", **hand)
        end_post(actor=guard, post=post, on=TODAY, at=NOW, reason="不兼了")
        sweep(at=NOW)
        self.leave(cast, "window")
        assert self.today(cast, "wang_clerk").count(matter.title) == 1

    def test_a_station_without_anybody_is_the_cadres_and_without_cadres_the_towns(self, cast: Cast) -> None:
        matter = report(cast, "villager", "手机不响", procedure="service_request", kind="phone_silent")
        assert matter.title in self.today(cast, "window")
        assert matter.title not in self.today(cast, "wang_clerk")
        self.leave(cast, "window")
        assert matter.title in self.today(cast, "wang_clerk")
        assert matter.title in self.today(cast, "secretary")
        for stranger in ("li_clerk", "peace_officer", "leader", "grid_member", "supervisor"):
            assert matter.title not in self.today(cast, stranger), stranger
        self.leave(cast, "wang_clerk", "secretary")
        assert matter.title in self.today(cast, "peace_officer")
        assert matter.title not in self.today(cast, "far_officer")
        station = cast.units["town_window"].pk
        step(cast, "peace_officer", matter, "hand_on", assignee=station, why="村里现在没有人")
        assert again(matter).unit_id == station

    def test_whoever_comes_back_has_theirs_again(self, cast: Cast, pole: Matter) -> None:
        self.leave(cast, "peace_officer")
        guard, unit = cast.actor("security_admin"), cast.units["peace"]
        who = cast.users["peace_officer"]
        give_post(actor=guard, user=who, role=Role.TOWN_OFFICER, unit=unit, valid_from=TODAY, at=NOW)
        sweep(at=NOW)
        assert pole.title not in self.today(cast, "peace_chief")
        assert pole.title in self.today(cast, "peace_officer")

    def test_a_sweep_that_finds_everybody_there_writes_nothing(self, cast: Cast, pole: Matter) -> None:
        with CaptureQueriesContext(connection) as asked:
            assert follow_people(on=TODAY) == 0
        assert len(asked) == 3 and all(query["sql"].startswith("SELECT") for query in asked)

    def test_what_somebody_had_taken_there_too(self, cast: Cast) -> None:
        matter = report(cast, "villager", "手机不响", procedure="service_request", kind="phone_silent")
        step(cast, "window", matter, "take")
        self.leave(cast, "window")
        assert matter.title in self.today(cast, "wang_clerk")
        step(cast, "wang_clerk", matter, "fix", outcome="响了")

    def test_a_company_without_an_account_is_nobodys_but_its_own(self, cast: Cast, pole: Matter) -> None:
        step(cast, "peace_officer", pole, "whistle", whistled=[cast.units["water"].pk], why="要人")
        self.leave(cast, "water_officer")
        assert pole.title not in self.today(cast, "peace_chief")

    def test_the_number_at_the_door_counts_them(self, cast: Cast, pole: Matter) -> None:
        chief = cast.actor("peace_chief")
        assert count_until(chief, days(30)) == 0
        self.leave(cast, "peace_officer")
        assert count_until(chief, days(30)) == 1


@pytest.mark.parametrize("agent", ["Mobi", "Desk"])
def test_costs_at_most_twelve_queries(cast: Cast, agent: str) -> None:
    for number in range(60):
        report(cast, "grid_member", f"第{number}件", kind="road")
    client = cast.client("peace_officer")
    client.get("/", headers={"user-agent": agent})
    with CaptureQueriesContext(
        connection,
    ) as spent:
        page = client.get("/", headers={"user-agent": agent})
    assert page.content.decode().count("第") >= 50
    assert len(spent) <= QUERIES


def test_everybody_has_a_first_page(cast: Cast) -> None:
    for key in list(cast.users):
        assert cast.client(key).get("/").status_code == 200, key


def test_a_villager_gets_large_buttons_and_their_own_matter(cast: Cast) -> None:
    report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    page = cast.client("villager").get("/").content.decode()
    assert "张有田，您好" in page
    assert "院子积水" in page
    assert "院子积水" not in cast.client("other_villager").get("/").content.decode()


def test_whoever_is_not_signed_in_is_led_to_the_door(cast: Cast) -> None:
    assert cast.client(None).get("/").status_code == 302
