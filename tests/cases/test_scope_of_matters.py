"""Who sees a matter: by place, by unit, by having asked, by a slip; and nobody else."""

from __future__ import annotations

import pytest

from cunli.accounts.models import User
from cunli.accounts.selectors import slip_actor, villager_actor
from cunli.cases import services as cases
from cunli.cases.models import Matter
from cunli.cases.selectors import matter_for, open_matters
from cunli.cases.services import Reporter
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours
from cunli.lib.scoped import UnscopedRead
from tests.acts.stories import again, report, step
from tests.cast import NOW, Cast


@pytest.mark.parametrize(
    "stranger",
    [
        "li_clerk",
        "zhao_clerk",
        "far_officer",
        "villager",
        "dianxin_contact",
        "system_admin",
        "security_admin",
        "audit_admin",
        "adversary",
    ],
)
def test_strangers_find_nothing(cast: Cast, stranger: str) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    actor = cast.actor(stranger)
    with pytest.raises(NotYours):
        matter_for(actor, matter.ref)
    assert not open_matters(actor).exists()


@pytest.mark.parametrize(
    "insider", ["grid_member", "wang_clerk", "secretary", "peace_officer", "civil_officer", "supervisor"]
)
def test_those_whose_place_it_is_see_it(cast: Cast, insider: str) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    assert matter_for(cast.actor(insider), matter.ref) == matter


def test_who_asked_sees_it_and_so_does_their_helper_until_it_is_taken_back(cast: Cast) -> None:
    villager = cast.actor("villager")
    matter = report(cast, "wang_clerk", "院子下沉", reporter=Reporter(user_id=villager.user_id, name=villager.name))
    matter_for(villager, matter.ref)
    child = User.objects.get(pk=cast.actor("other_villager").user_id)
    grant = cases.delegate(actor=villager, matter=matter, to=child, why="女儿", at=NOW)
    matter_for(villager_actor(child), matter.ref)
    cases.take_back(actor=villager, grant=grant, at=NOW)
    with pytest.raises(NotYours):
        matter_for(villager_actor(child), matter.ref)


def test_a_slip_opens_its_one_matter(cast: Cast) -> None:
    mine, other = report(cast, "grid_member", "杆子歪了"), report(cast, "grid_member", "路塌了")
    holder = slip_actor(mine.pk)
    assert matter_for(holder, mine.ref) == mine
    with pytest.raises(NotYours):
        matter_for(holder, other.ref)


def test_an_asked_company_sees_the_matter_only_once_it_is_asked(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id)
    with pytest.raises(NotYours):
        matter_for(cast.actor("dianxin_contact"), matter.ref)
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要懂水的人看")
    assert again(matter).state == "dispatched"
    with pytest.raises(NotYours):
        matter_for(cast.actor("dianxin_contact"), matter.ref)


def test_a_read_without_a_scope_is_a_programming_error(db: None) -> None:
    with pytest.raises(UnscopedRead):
        list(Matter.objects.all())
    with pytest.raises(UnscopedRead):
        Matter.objects.filter(ref="HD-2026-00001").first()


def nobody() -> Actor:
    return Actor(role="anonymous")


def test_nobody_sees_nothing(cast: Cast) -> None:
    report(cast, "grid_member", "杆子歪了")
    assert not open_matters(nobody()).exists()


def test_a_matter_itself_and_the_database_agree_on_who_has_it_at_hand(cast: Cast) -> None:
    for who, title in (("grid_member", "杆子歪了"), ("li_clerk", "路塌了"), ("wang_clerk", "院子下沉")):
        report(cast, who, title)
    screened = report(cast, "grid_member", "墙裂了")
    officer = cast.users["peace_officer"].pk
    step(cast, "peace_officer", screened, "screen", level="L2", assignee=cast.units["peace"].pk, officer=officer)
    actors = [cast.actor(who) for who in cast.users] + [slip_actor(screened.pk)]
    matters = Matter.objects.unscoped("test")
    for actor in actors:
        asked = set(matters.filter(matters.at_hand(actor.scope)).values_list("pk", flat=True))
        assert asked == {matter.pk for matter in matters if matter.is_at_hand(actor.scope)}, actor
