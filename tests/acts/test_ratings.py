"""A bad rating is asked about by another; a good one troubles nobody (SVC-04)."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.utils import timezone

from cunli.acts.people import answer_rating, rate_matter
from cunli.acts.verify import differences
from cunli.cases.models import Matter, Rating, Stars
from cunli.cases.selectors import matter_for
from cunli.dues.models import Due, Source
from cunli.dues.selectors import due_for
from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.messages.models import Kind, Message
from tests.acts.stories import minutes, report, step
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=minutes(120)):
        yield


@pytest.mark.parametrize(("stars", "told"), [(1, 1), (2, 1), (3, 0)])
def test_the_desk_hears_of_a_bad_rating_once_and_until_when(cast: Cast, stars: int, told: int) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=officer.unit_id)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    step(cast, "peace_officer", matter, "fix", at=minutes(60), outcome="换了新栏杆")
    step(cast, "villager", matter, "confirm", at=minutes(70))
    actor = cast.actor("villager")
    rated = matter_for(actor, matter.ref)
    rate_matter(actor=actor, matter=rated, stars=Stars(stars), words="", at=minutes(80))
    found = Message.objects.unscoped("test").filter(ref=matter.ref, kind=Kind.REMINDER)
    assert found.filter(user_id=cast.users["peace_chief"].pk, body__contains="11月30日").count() == told
    assert not found.filter(user_id=cast.users["peace_officer"].pk).exists(), "not whoever handled it"


def rated_badly(cast: Cast) -> Matter:
    """张有田 had a railing put right by 刘志远 and is not content."""
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    step(cast, "peace_officer", matter, "fix", at=minutes(60), outcome="换了新栏杆")
    step(cast, "villager", matter, "confirm", at=minutes(70))
    actor = cast.actor("villager")
    rate_matter(actor=actor, matter=matter_for(actor, matter.ref), stars=Stars.BAD, words="来得晚", at=minutes(80))
    return matter


def due_of(cast: Cast, who: str) -> list[Due]:
    return [due for due in due_for(cast.actor(who)) if due.source == Source.RATING]


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = rated_badly(cast)
    assert due_of(cast, "li_clerk") == []
    answer = cast.client("li_clerk").post(f"/m/{matter.ref}/rating", {"key": "a", "said": "问过了"})
    assert answer.status_code == 404


def test_it_is_due_to_others_than_who_handled_it_until_somebody_has_asked(cast: Cast) -> None:
    matter = rated_badly(cast)
    assert due_of(cast, "peace_officer") == []
    (due,) = due_of(cast, "peace_chief")
    assert f"{timezone.localtime(due.due_at):%m-%d}" == "11-30" and not list(differences())
    chief = cast.client("peace_chief")
    assert "差评，换一个人问清楚" in chief.get("/").content.decode()
    path = f"/m/{matter.ref}/"
    assert "问过了，记下" in chief.get(path).content.decode()
    assert "问过了，记下" not in cast.client("peace_officer").get(path).content.decode()
    sent = {"key": "a", "said": "下雨路滑来晚了，以后先打电话说一声"}
    for _time in range(2):
        assert chief.post(f"{path}rating", sent).status_code == 302
    assert due_of(cast, "peace_chief") == [] and not list(differences())
    for who in ("peace_officer", "villager"):
        assert "以后先打电话说一声" in cast.client(who).get(path).content.decode(), who
    told = Message.objects.unscoped("test").filter(ref=matter.ref, user_id=cast.users["villager"].pk)
    assert told.filter(body__contains="以后先打电话说一声").count() == 1
    assert Entry.objects.filter(verb="matter.answer_rating").count() == 1


@pytest.mark.parametrize(("who", "said", "what"), [("peace_chief", " ", Invalid), ("peace_officer", "好", NotYourPost)])
def test_an_empty_answer_and_the_handlers_own_are_refused(
    cast: Cast, who: str, said: str, what: type[Exception]
) -> None:
    matter = rated_badly(cast)
    actor = cast.actor(who)
    with pytest.raises(what):
        answer_rating(actor=actor, matter=matter_for(actor, matter.ref), said=said, at=minutes(90))
    assert len(due_of(cast, "peace_chief")) == 1


def test_of_two_who_asked_one_is_told_that_it_is_done(cast: Cast) -> None:
    matter = rated_badly(cast)
    cast.client("peace_chief").post(f"/m/{matter.ref}/rating", {"key": "a", "said": "问过了"})
    page = cast.client("supervisor").post(f"/m/{matter.ref}/rating", {"key": "b", "said": "我也问了"}, follow=True)
    assert "已经有人问过了" in page.content.decode()


def test_a_good_rating_is_due_to_nobody(cast: Cast) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    step(cast, "peace_officer", matter, "fix", at=minutes(60), outcome="换了新栏杆")
    step(cast, "villager", matter, "confirm", at=minutes(70))
    actor = cast.actor("villager")
    rate_matter(actor=actor, matter=matter_for(actor, matter.ref), stars=Stars.FAIR, words="", at=minutes(80))
    chief = cast.actor("peace_chief")
    assert due_of(cast, "peace_chief") == []
    with pytest.raises(NotYours):
        answer_rating(actor=chief, matter=matter_for(chief, matter.ref), said="问过了", at=minutes(90))


def test_in_a_staff_post_nobody_rates_not_even_what_they_reported_themselves(cast: Cast) -> None:
    matter = report(cast, "grid_member", "桥栏杆断了", kind="road")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "arrive", at=minutes(10))
    step(cast, "peace_officer", matter, "fix", at=minutes(60), outcome="换了新栏杆")
    step(cast, "grid_member", matter, "confirm", at=minutes(70))
    client, path = cast.client("grid_member"), f"/m/{matter.ref}/"
    assert "说说办得怎么样" not in client.get(path).content.decode()
    refused = client.post(f"{path}rate", {"key": "a", "stars": "5", "words": ""})
    assert refused.status_code == 403 and "换成“村民”" in refused.content.decode()
    assert not Rating.objects.exists()
    client.post("/account/post", {"post": "0"})
    assert "说说办得怎么样" in client.get(path).content.decode()
    assert client.post(f"{path}rate", {"key": "b", "stars": "5", "words": ""}).status_code == 302
