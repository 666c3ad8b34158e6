"""Numbers that open into exactly what they count, and that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Term
from cunli.desk.figures.counts import MEASURES, Asked
from cunli.desk.figures.page import build, listed
from tests.acts.stories import report, step
from tests.cast import NOW, TODAY, Cast

QUERIES = 12
MONTH = Asked(TODAY.replace(day=1))


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def month(cast: Cast) -> Cast:
    """One matter in every end, one late, one new."""
    report(cast, "grid_member", "答晚了的", at=NOW - timedelta(days=6))
    report(cast, "grid_member", "刚来的")
    for name, last in (("好了的", "confirm"), ("没好的", "contest"), ("没问到的", "")):
        matter = report(cast, "villager", name, procedure="service_request", kind="other")
        step(cast, "window", matter, "fix", outcome="弄好了")
        if last:
            step(cast, "villager", matter, last, **({"own_words": "还是不行"} if last == "contest" else {}))
    matter = report(cast, "villager", "没办成的", procedure="service_request", kind="other")
    step(cast, "window", matter, "close_unsolved", why="没有钱", what_would_change="明年有钱")
    return cast


def test_the_clerk_of_the_other_village_gets_nothing(month: Cast) -> None:
    client = month.client("li_clerk")
    assert build(month.actor("li_clerk"), MONTH, now=NOW).numbers["asked"].n == 0
    for what in MEASURES:
        assert "的</a>" not in client.get(f"/figures/{what}/", headers={"user-agent": "Desk"}).content.decode()


def test_numbers_are_what_happened_and_add_up(month: Cast) -> None:
    numbers = {key: number.n for key, number in build(month.actor("wang_clerk"), MONTH, now=NOW).numbers.items()}
    assert (numbers["asked"], numbers["solved"], numbers["contested"], numbers["not_asked"]) == (6, 1, 1, 1)
    assert (numbers["late"], numbers["unanswered"], numbers["not_solved"]) == (1, 1, 1)
    assert numbers["in_time"] + numbers["late"] + numbers["unanswered"] == numbers["asked"]
    ended = numbers["done"] + numbers["in_work"] + numbers["not_solved"] + numbers["elsewhere"]
    assert ended == numbers["asked"]
    assert numbers["done"] == numbers["solved"] + numbers["not_asked"]


def test_a_round_answers_nobody_and_is_not_among_what_was_asked(month: Cast) -> None:
    given = {"places": "村口石桥", "done_by": "2026-11-27"}
    report(month, "wang_clerk", "看路", procedure="inspection_round", kind="road", **given)
    actor = month.actor("wang_clerk")
    assert build(actor, MONTH, now=NOW).numbers["asked"].n == 6
    assert not listed(actor, "asked", Asked(MONTH.month, "inspection_round"), after="", now=NOW).rows


def test_only_a_matter_with_a_clock_is_in_time(month: Cast) -> None:
    actor = month.actor("wang_clerk")
    before = build(actor, MONTH, now=NOW).numbers
    Term.objects.filter(key="first_answer", met_at__isnull=False).delete()
    after = build(actor, MONTH, now=NOW).numbers
    assert after["in_time"].n == 0 < before["in_time"].n
    assert after["at_once"].n == before["at_once"].n + before["in_time"].n


def test_what_stands_side_by_side_adds_up(month: Cast) -> None:
    for key in ("wang_clerk", "peace_officer", "supervisor"):
        page = build(month.actor(key), MONTH, now=NOW)
        n = {name: number.n for name, number in page.numbers.items()}
        assert n["in_time"] + n["late"] + n["unanswered"] + n["at_once"] == n["asked"] > 0
        assert n["done"] + n["in_work"] + n["not_solved"] + n["elsewhere"] == n["asked"]
        assert sum(number.n for number in page.waiting) == n["in_work"]
        assert n["solved"] + n["not_asked"] == n["done"]


@pytest.mark.parametrize("what", MEASURES)
def test_every_number_opens_exactly_its_matters(month: Cast, what: str) -> None:
    actor = month.actor("wang_clerk")
    number = build(actor, MONTH, now=NOW).numbers[what]
    assert len(listed(actor, what, MONTH, after="", now=NOW).rows) == number.n
    page = month.client("wang_clerk").get(number.href, headers={"sec-ch-ua-mobile": "?0"}).content.decode()
    assert len(re.findall(r'href="/m/[^"]+"', page)) == number.n


def test_another_month_is_another_count(month: Cast) -> None:
    page = month.client("wang_clerk").get("/figures/", {"month": "2026-10"}).content.decode()
    assert "这个月还没有人来问" in page


@pytest.mark.parametrize("query", [{"month": "x"}, {"month": "2026-99"}, {"month": "9999-12"}, {"kind": "\0"}])
def test_an_address_that_makes_no_sense_is_still_answered(month: Cast, query: dict[str, str]) -> None:
    client = month.client("wang_clerk")
    assert client.get("/figures/", query).status_code == 200
    assert client.get("/figures/asked/", query).status_code == 200
    assert client.get("/figures/nothing/").status_code == 404


def test_costs_at_most_twelve_queries(month: Cast) -> None:
    client = month.client("peace_officer")
    client.get("/figures/")
    with CaptureQueriesContext(connection) as spent:
        client.get("/figures/")
    assert len(spent) <= QUERIES


def test_who_does_not_see_figures_is_told_so(cast: Cast) -> None:
    for key in ("villager", "grid_member", "window", "audit_admin"):
        assert cast.client(key).get("/figures/").status_code == 403
