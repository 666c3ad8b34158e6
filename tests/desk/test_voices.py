"""Joined instead of filed twice: the second voice sees how it stands and is told, and never learns who was first."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cunli.accounts.selectors import slip_actor
from cunli.acts.filing import join_matter
from cunli.acts.people import rate_matter
from cunli.cases.models import Matter, Stars
from cunli.cases.selectors import asked_by, matter_for
from cunli.cases.services import Reporter
from cunli.lib.refusals import NotYourPost, NotYours
from cunli.messages.models import Message, Status
from cunli.messages.services import mark_printed
from tests.acts.stories import again, minutes, report, step
from tests.cast import NOW, Cast

QUERIES = 12
FIRST = "我家张有田屋后的杆子歪了"
OWN = "路边的杆子要倒了"


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=minutes(120)):
        yield


def joined(cast: Cast) -> Matter:
    """张有田 reported it, 胡大成 says the same and is counted with him."""
    matter = report(cast, "villager", FIRST)
    voice = cast.actor("other_villager")
    reporter = Reporter(user_id=voice.user_id, name=voice.name)
    join_matter(actor=voice, matter=matter, reporter=reporter, words=OWN, at=minutes(1))
    return again(matter)


def to_the_screen(cast: Cast, matter: Matter) -> None:
    step(cast, "peace_officer", matter, "screen", at=minutes(5), level="L3", assignee=cast.units["peace"].pk)


def until_fixed(cast: Cast, matter: Matter) -> None:
    to_the_screen(cast, matter)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    step(cast, "peace_officer", matter, "fix", at=minutes(60), outcome="换了新杆")


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def told(matter: Matter, user_id: int) -> list[str]:
    found = Message.objects.unscoped("test").filter(ref=matter.ref, user_id=user_id)
    return list(found.order_by("pk").values_list("body", flat=True))


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = joined(cast)
    for who in ("li_clerk", "adversary"):
        client = cast.client(who)
        assert client.get(f"/m/{matter.ref}/").status_code == 404, who
        assert matter.ref not in text(client, "/mine/"), who


def test_who_joined_opens_it_and_finds_it_under_their_own_words(cast: Cast) -> None:
    matter = joined(cast)
    client = cast.client("other_villager")
    for path in ("/mine/", "/"):
        page = text(client, path)
        assert OWN in page and matter.ref in page and FIRST not in page, path
    page = text(client, f"/m/{matter.ref}/")
    assert OWN in page and "收下了，正在定谁来办" in page and "答复" in page


def test_who_joined_learns_nothing_of_who_was_first(cast: Cast) -> None:
    matter = joined(cast)
    until_fixed(cast, matter)
    step(cast, "villager", matter, "contest", at=minutes(70), own_words="我家墙还是斜的，张有田")
    client = cast.client("other_villager")
    for path in (f"/m/{matter.ref}/", "/mine/", "/", "/messages/"):
        page = text(client, path)
        for secret in (FIRST, "张有田", "周满仓家", "1390000", "还是斜的"):
            assert secret not in page, (path, secret)
    assert "换了新杆" in text(client, f"/m/{matter.ref}/")


def test_who_joined_is_told_at_once_with_the_number_and_then_of_every_step(cast: Cast) -> None:
    matter = joined(cast)
    to_the_screen(cast, matter)
    first, second = told(matter, cast.users["other_villager"].pk)
    assert matter.ref in first and OWN in first and FIRST not in first
    assert OWN in second and FIRST not in second and "去办" in second
    assert [FIRST in body for body in told(matter, cast.users["villager"].pk)] == [True]


def test_joining_twice_is_told_once(cast: Cast) -> None:
    matter = joined(cast)
    voice = cast.actor("other_villager")
    join_matter(actor=voice, matter=matter, reporter=Reporter(user_id=voice.user_id), words=OWN, at=minutes(2))
    assert len(told(matter, cast.users["other_villager"].pk)) == 1


def test_the_first_person_says_whether_it_is_good_and_nobody_else(cast: Cast) -> None:
    matter = joined(cast)
    until_fixed(cast, matter)
    client, voice = cast.client("other_villager"), cast.actor("other_villager")
    page = text(client, f"/m/{matter.ref}/")
    assert "等本人说好了没有" in page and "请您看看" not in page and "打小票" not in page
    for path in ("step/confirm/", "step/contest/", "rate", "delegate"):
        for answer in (client.get(f"/m/{matter.ref}/{path}"), client.post(f"/m/{matter.ref}/{path}", {"stars": "1"})):
            assert answer.status_code == 403 and FIRST not in answer.content.decode(), path
    with pytest.raises(NotYourPost):
        step(cast, "other_villager", matter, "confirm")
    step(cast, "villager", matter, "confirm", at=minutes(80))
    with pytest.raises(NotYourPost):
        rate_matter(actor=voice, matter=matter_for(voice, matter.ref), stars=Stars.BAD, words="", at=minutes(90))


def test_the_slip_of_the_first_person_is_not_for_who_joined(cast: Cast) -> None:
    """Its code would open the matter as the person who asked."""
    matter = joined(cast)
    assert cast.client("other_villager").get(f"/m/{matter.ref}/slip").status_code == 404
    assert matter.code not in text(cast.client("other_villager"), f"/m/{matter.ref}/")


def test_staff_read_the_second_voice_in_the_course(cast: Cast) -> None:
    matter = joined(cast)
    to_the_screen(cast, matter)
    page = text(cast.client("peace_officer"), f"/m/{matter.ref}/")
    assert OWN in page and "胡大成" in page and "也说了这件事" in page
    assert page.index("定了级别") < page.index(OWN) < page.rindex(FIRST), "newest first"


def test_who_reported_does_not_read_who_else_did(cast: Cast) -> None:
    matter = joined(cast)
    page = text(cast.client("villager"), f"/m/{matter.ref}/")
    assert "胡大成" not in page and OWN not in page


def test_in_a_staff_post_what_one_joined_as_a_villager_stays_with_the_villager(cast: Cast) -> None:
    matter = report(cast, "villager", FIRST)
    clerk = cast.actor("li_clerk")
    reporter = Reporter(user_id=clerk.user_id, name=clerk.name)
    join_matter(actor=clerk, matter=matter, reporter=reporter, words=OWN, at=minutes(1))
    with pytest.raises(NotYours):
        matter_for(clerk, matter.ref)
    assert asked_by(clerk) == []
    client = cast.client("li_clerk")
    client.post("/account/post", {"post": "0"})
    page = text(client, f"/m/{matter.ref}/")
    assert OWN in page and FIRST not in page


def test_who_joined_without_account_and_phone_is_told_by_a_colleague_not_by_the_others_slip(cast: Cast) -> None:
    matter = report(cast, "window", "杆子歪了", reporter=Reporter(name="田奶奶"))
    window = cast.actor("window")
    join_matter(actor=window, matter=matter, reporter=Reporter(name="赵大爷"), words="是歪了", at=NOW)
    to_the_screen(cast, again(matter))
    waiting = Message.objects.unscoped("test").filter(ref=matter.ref, status=Status.QUEUED)
    assert {(one.to_name, one.channel) for one in waiting} == {("田奶奶", "slip"), ("赵大爷", "in_person")}
    mark_printed(actor=window, ref=matter.ref, name="田奶奶", at=minutes(6))
    assert [one.to_name for one in waiting.all()] == ["赵大爷"]
    page = text(cast.client("peace_officer"), "/messages/")
    assert "赵大爷" in page and "没有电话，当面说" in page and "没见着" in page


def test_a_slip_reaches_only_whom_it_is_for(cast: Cast) -> None:
    matter = joined(cast)
    assert matter_for(slip_actor(matter.pk), matter.ref) == matter
    assert mark_printed(actor=cast.actor("window"), ref=matter.ref, name="胡大成", at=NOW) == 0


def test_few_queries(cast: Cast) -> None:
    for _time in range(3):
        matter = joined(cast)
    client = cast.client("other_villager")
    for path in ("/mine/", "/", f"/m/{matter.ref}/"):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= QUERIES, (path, len(queries))


def test_my_matters_are_found_by_their_numbers_not_by_looking_through_all(cast: Cast) -> None:
    """The scan of all matters that an OR over other tables would be never happens for the person's own list."""
    joined(cast)
    with CaptureQueriesContext(connection) as queries:
        assert len(asked_by(cast.actor("other_villager"))) == 1
    assert "UNION" in queries[0]["sql"]
