"""Nobody judges their own work: not with the slip in hand, not as a helper, not as the person who asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from cunli.accounts.selectors import own_scope, slip_actor, villager_actor
from cunli.cases import services as cases
from cunli.cases.models import Grant, Matter, Stars
from cunli.cases.parties import parties_of
from cunli.cases.services import Reporter
from cunli.dues.models import Due
from cunli.lib.refusals import NotYourPost
from cunli.lib.scope import Scope
from cunli.procedures.grammar import Party
from tests.acts.stories import again, minutes, report, step
from tests.cast import NOW, Cast


def service(cast: Cast, reporter: Reporter) -> Matter:
    matter = report(cast, "window", "手机不响", procedure="service_request", kind="phone", reporter=reporter)
    step(cast, "window", matter, "take", at=minutes(5))
    step(cast, "window", matter, "fix", at=minutes(20), outcome="好了")
    return again(matter)


def of(cast: Cast, key: str) -> Reporter:
    return Reporter(user_id=cast.users[key].pk, name=cast.users[key].name)


def test_the_slip_does_not_make_the_handler_the_person_who_asked(cast: Cast) -> None:
    matter = service(cast, Reporter(name="田奶奶"))
    window = villager_actor(cast.users["window"])
    window = replace(window, scope=replace(window.scope, matter_id=matter.pk))
    assert matter.handled_by_id == window.user_id
    assert Party.REPORTER not in parties_of(window, matter)
    with pytest.raises(NotYourPost):
        cases.rate(actor=window, matter=matter, stars=Stars.VERY_GOOD, words="", at=minutes(30))
    assert Party.REPORTER in parties_of(slip_actor(matter.pk), matter)


def test_an_officer_who_asked_is_not_waited_for_and_does_not_confirm(cast: Cast) -> None:
    matter = service(cast, of(cast, "wang_clerk"))
    assert matter.waits_user_id == cast.users["wang_clerk"].pk
    matter = report(
        cast, "window", "手机不响", procedure="service_request", kind="phone", reporter=of(cast, "wang_clerk")
    )
    step(cast, "window", matter, "take", at=minutes(5))
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(officer=cast.users["wang_clerk"])
    step(cast, "window", matter, "fix", at=minutes(20), outcome="好了")
    matter = again(matter)
    assert matter.officer_id == matter.reporter_id != matter.handled_by_id
    assert Party.REPORTER not in parties_of(cast.actor("wang_clerk"), matter)
    assert (matter.waits_user_id, matter.waits_unit_id) == (None, matter.desk_unit_id)


def test_who_fixes_what_they_reported_is_not_asked_nor_whoever_acts_for_them(cast: Cast) -> None:
    matter = report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    actor, child = cast.actor("wang_clerk"), cast.users["villager"]
    assert (matter.waits_user_id, matter.waits_unit_id) == (None, matter.desk_unit_id)
    assert Party.REPORTER not in parties_of(slip_actor(matter.pk), matter), "the slip speaks for them"
    assert not {Party.REPORTER, Party.CALLER, Party.WITNESS} & parties_of(actor, matter)
    assert {Party.CALLER, Party.WITNESS} & parties_of(cast.actor("secretary"), matter) == {Party.WITNESS}
    Grant.objects.create(matter=matter, user=child, why="女儿", given_at=NOW)
    assert Party.REPORTER not in parties_of(villager_actor(child), matter)


def test_the_page_offers_a_colleague_to_look_and_not_to_ask_the_doer(cast: Cast) -> None:
    matter = report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    page = cast.client("secretary").get(f"/m/{matter.ref}/").content.decode()
    assert "去看过了，好了" in page and "问过了，他说好了" not in page
    assert "没经手的人去看" in page and "去问王秀梅" not in page
    asked = report(
        cast,
        "wang_clerk",
        "填了坑",
        kind="road",
        opening="found_and_fixed",
        outcome="填了",
        reporter=of(cast, "villager"),
    )
    page = cast.client("secretary").get(f"/m/{asked.ref}/").content.decode()
    assert "去看过了，好了" not in page and "问过了，他说好了" in page


def test_who_reported_what_went_elsewhere_finds_the_way_back_on_the_page(cast: Cast) -> None:
    matter = report(cast, "villager", "县道上有个坑", kind="road", at=timezone.now())
    step(cast, "peace_officer", matter, "not_ours", at=timezone.now(), why="这是县道", who_has_it_now="县交通局")
    assert "还没人管，请再看" in cast.client("villager").get(f"/m/{matter.ref}/").content.decode()


def test_a_helper_says_that_it_is_good_but_gives_no_stars(cast: Cast) -> None:
    matter = service(cast, of(cast, "villager"))
    villager, child = cast.actor("villager"), cast.users["other_villager"]
    cases.delegate(actor=villager, matter=matter, to=child, why="女儿", at=minutes(25))
    helper = villager_actor(child)
    step(cast, "other_villager", matter, "confirm", at=minutes(30))
    matter = again(matter)
    with pytest.raises(NotYourPost, match="评分要他自己来"):
        cases.rate(actor=helper, matter=matter, stars=Stars.VERY_GOOD, words="", at=minutes(35))
    assert cases.rate(actor=villager, matter=matter, stars=Stars.GOOD, words="", at=minutes(36)).pk


def test_staff_over_the_matter_are_no_helpers_others_are(cast: Cast) -> None:
    matter = service(cast, of(cast, "villager"))
    villager = cast.actor("villager")
    for staff in ("window", "wang_clerk", "peace_officer"):
        with pytest.raises(NotYourPost, match="他的岗位就管这件事"):
            cases.delegate(actor=villager, matter=matter, to=cast.users[staff], why="邻居", at=NOW)
    assert cases.delegate(actor=villager, matter=matter, to=cast.users["li_clerk"], why="表哥", at=NOW).pk


def test_an_officer_reaches_their_matter_only_in_a_post(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    water = cast.users["water_officer"]
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(officer=water)
    assert Matter.objects.within(cast.actor("water_officer").scope).filter(pk=matter.pk).exists()
    assert not Matter.objects.within(own_scope(water.pk)).filter(pk=matter.pk).exists()


def test_nobody_lists_no_dues(cast: Cast) -> None:
    report(cast, "grid_member", "杆子歪了")
    assert Due.objects.unscoped("test").exists()
    assert not Due.objects.within(Scope()).exists()
