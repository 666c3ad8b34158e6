"""看记录: the audit administrator reads who did what when and why, of their county, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.desk.record.verbs import words_of
from cunli.journal.models import Entry
from cunli.journal.services import record
from cunli.places.models import Area, Unit
from cunli.registry import services
from cunli.registry.models import Person
from tests.acts.stories import report
from tests.cast import NOW, Cast
from tests.desk.test_people import house

SOURCE = Path(__file__).resolve().parents[2] / "src" / "cunli"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def looks(cast: Cast, person: Person, why: str = "核对医保缴费人") -> None:
    services.unmask(actor=cast.actor("wang_clerk"), person_id=person.pk, field="phone", reason=why, at=NOW)


def read(cast: Cast, **query: object) -> str:
    return cast.client("audit_admin").get("/record/", query).content.decode()


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    for who in ("li_clerk", "villager", "supervisor", "system_admin", "security_admin"):
        assert cast.client(who).get("/record/").status_code == 403, who
    assert cast.client("audit_admin").post("/record/").status_code == 405


def test_it_says_who_did_what_why_and_shows_no_number(cast: Cast) -> None:
    _home, person = house(cast, "田奶奶", 7)
    looks(cast, person, "核对 13700001111 缴费")
    page = read(cast)
    assert "王秀梅" in page and "看电话全号" in page and "137******11" in page
    assert "13700001111" not in page and "田奶奶" not in page
    assert f"人 {person.pk}" in page


def test_it_is_searched_by_thing_person_kind_and_days(cast: Cast) -> None:
    _home, person = house(cast, "田奶奶", 7)
    looks(cast, person)
    matter = report(cast, "grid_member", "田埂塌了", kind="road")
    for query, found in (
        ({"subject": matter.ref.lower()}, False),
        ({"subject": "h9-0007"}, True),
        ({"subject": f"person:{person.pk}"}, True),
        ({"who": "王秀梅"}, True),
        ({"who": "wang_clerk"}, True),
        ({"who": "郑小满"}, False),
        ({"what": "looks"}, True),
        ({"what": "matters"}, False),
        ({"until": "2026-11-22"}, False),
        ({"since": "2026-11-23", "until": "2026-11-23"}, True),
        ({"since": "nonsense", "until": "9999-99-99", "after": "x~y", "what": "x"}, True),
    ):
        assert ("看电话全号" in read(cast, **query)) is found, query
    assert matter.ref in read(cast, subject=matter.ref.lower())


def test_fifty_at_a_time_in_few_queries(cast: Cast) -> None:
    for number in range(60):
        record(
            actor=cast.actor("wang_clerk"), verb="registry.tell_notice", subject=f"person:{1000 + number}",
            at=NOW - timedelta(minutes=number), county_id=cast.county.pk,
        )  # fmt: skip
    page = read(cast)
    assert "人 1049" in page and "人 1050" not in page
    href = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
    assert href is not None
    client = cast.client("audit_admin")
    second = client.get("/record/" + href[1].replace("&amp;", "&")).content.decode()
    assert "人 1050" in second and "人 1049" not in second
    with CaptureQueriesContext(connection) as spent:
        client.get("/record/")
    assert len(spent) <= 12


def test_the_auditor_of_another_county_reads_nothing_of_this_one(cast: Cast) -> None:
    _home, person = house(cast, "田奶奶", 7)
    looks(cast, person)
    there = Area.objects.create(level="county", name="兴和县", short_name="兴和县", valid_from=NOW.date())
    office = Unit.objects.create(kind="department", function="general", name="兴和县府办", area=there, county=there)
    post = cast.posts["audit_admin"]
    post.unit = office
    post.save()
    assert "看电话全号" not in read(cast)


def test_every_verb_of_the_source_has_a_name() -> None:
    said = set()
    for path in SOURCE.rglob("*.py"):
        said |= set(re.findall(r'(?:verb=|_(?:note|record)\(actor, )"([a-z_.]+)"', path.read_text()))
    known = {verb for verb in said if words_of(verb) != verb or words_of(f"registry.{verb}") != f"registry.{verb}"}
    assert said - known == set()


def test_it_cannot_be_written(cast: Cast) -> None:
    house(cast, "田奶奶", 7)
    before = Entry.objects.count()
    read(cast, what="looks")
    assert Entry.objects.count() == before
