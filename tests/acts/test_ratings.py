"""A bad rating is asked about by another; a good one troubles nobody (SVC-04)."""

from __future__ import annotations

import pytest

from cunli.acts.people import rate_matter
from cunli.cases.models import Stars
from cunli.cases.selectors import matter_for
from cunli.messages.models import Kind, Message
from tests.acts.stories import minutes, report, step
from tests.cast import Cast


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
