"""Petitions through the doors people use: filed at the counter and on one's own phone; for whom they do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse

from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.cases.models import Matter
from cunli.cases.selectors import matter_for
from cunli.dues.selectors import count_until, due_for
from cunli.journal.models import Entry
from cunli.messages.models import Message
from cunli.papers.models import Paper
from cunli.procedures.values import Value
from tests.api.machines import machine
from tests.cast import NOW, Cast

NEW = "/new/petition/"
SAYS = "占了我家的地没补"
GIVEN = {
    "kind": "appeal",
    "way": "visit",
    "say": SAYS,
    "who": "张有田",
    "phone": "13900000001",
    "place": "3组",
    "key": "k1",
}
ACCUSES = "办低保收了两条烟"
PAGES = ("desk:today", "desk:inbox", "desk:figures", "desk:map", "desk:messages", "desk:search", "desk:inbox_export")


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def newest() -> Matter:
    return Matter.objects.unscoped("the test").latest("pk")


def step(cast: Cast, who: str, matter: Matter, key: str, **values: Value) -> None:
    actor = cast.actor(who)
    found = matter_for(actor, matter.ref)
    taken = found.law.step(key)
    assert taken is not None
    take_step(actor=actor, matter=found, step=taken, values=values, at=NOW)


def file_at_the_counter(cast: Cast, by: str = "wang_clerk", **typed: str) -> Matter:
    answer = cast.client(by).post(NEW, {**GIVEN, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return newest()


def test_the_neighbours_clerk_gets_nothing(cast: Cast) -> None:
    sees_nothing(cast, file_at_the_counter(cast), SAYS, "li_clerk", "zhao_clerk", "far_officer")


def test_at_the_counter_it_is_written_down_for_whoever_came(cast: Cast) -> None:
    page = cast.client("wang_clerk").get(NEW).content.decode()
    assert "登记信访" in page and "不写名字也收" in page and "12月8日前" in page
    matter = file_at_the_counter(cast)
    assert (matter.reporter_name, matter.channel, matter.place) == ("张有田", "counter", "3组")
    assert matter.state == "registered" and matter.desk_unit == cast.units["peace"]
    assert matter.participants.get().since is not None, "the petitioner reads it from the beginning"


def test_without_a_name_it_is_registered_too_and_a_wrong_phone_is_said(cast: Cast) -> None:
    assert file_at_the_counter(cast, "peace_officer", who="", phone="", where=f"v{cast.village.pk}")
    page = cast.client("wang_clerk").post(NEW, {**GIVEN, "phone": "12"})
    assert page.status_code == 422 and "电话号码看着不对" in page.content.decode()


def test_an_officer_has_two_doors_and_each_begins_where_it_says(cast: Cast) -> None:
    browser = cast.client("peace_officer")
    listed = browser.get(reverse("desk:new_matter")).content.decode()
    assert f'"{NEW}"' in listed and f'"{NEW}?as=take_transferred"' in listed
    given = {**GIVEN, "where": f"v{cast.village.pk}", "transferred_by": "县信访局", "outside_number": "150999000001"}
    assert browser.post(f"{NEW}?as=take_transferred", given).status_code == 302
    matter = newest()
    assert (matter.state, matter.unit, matter.channel) == ("with_unit", cast.units["peace"], "petition")
    assert matter.facts.get(key="outside_number").value == "150999000001"
    assert cast.client("wang_clerk").get(f"{NEW}?as=take_transferred").status_code == 403


def test_a_villager_files_alone_and_follows_it_with_one_code(cast: Cast) -> None:
    browser = cast.client("villager")
    assert NEW in browser.get(reverse("desk:more"), follow=True).content.decode()
    matter = file_alone(cast)
    step(cast, "peace_officer", matter, "accept")
    page = browser.get(reverse("desk:matter", args=[matter.ref])).content.decode()
    assert "受理了，正在调查" in page and "1月22日" in page, "what happens, and by when"
    assert matter.code in browser.get(reverse("desk:matter_slip", args=[matter.ref])).content.decode().replace(" ", "")


def file_alone(cast: Cast) -> Matter:
    typed = {"kind": "appeal", "say": SAYS, "where": f"v{cast.village.pk}", "key": "k2"}
    assert cast.client("villager").post(NEW, typed).status_code == 302
    return newest()


def test_told_how_to_ask_for_a_review_and_asks_with_a_button(cast: Cast) -> None:
    matter = answered(cast)
    page = cast.client("villager").get(reverse("desk:matter", args=[matter.ref])).content.decode()
    assert "不同意，申请复查" in page and "认可这个答复" in page and "12月23日" in page
    asked = cast.client("villager").post(
        reverse("desk:matter_step", args=[matter.ref, "ask_review"]), {"own_words": "量错了", "key": "k3"}
    )
    assert asked.status_code == 302
    assert newest().state == "review"


def answered(cast: Cast) -> Matter:
    matter = file_alone(cast)
    step(cast, "peace_officer", matter, "accept")
    step(cast, "peace_officer", matter, "draft_opinion", claim="补", findings="少一亩", opinion="补上",
         opinion_kind="support", legal_basis="办法")  # fmt: skip
    step(cast, "peace_chief", matter, "issue_opinion")
    step(cast, "peace_officer", matter, "deliver_opinion", delivered_how="by_hand")
    return matter


def test_whoever_wrote_the_opinion_is_not_offered_to_sign_it(cast: Cast) -> None:
    matter = file_at_the_counter(cast)
    step(cast, "peace_officer", matter, "accept")
    step(cast, "peace_officer", matter, "draft_opinion", claim="补", findings="少一亩", opinion="补上",
         opinion_kind="support", legal_basis="办法")  # fmt: skip
    signing = reverse("desk:matter_step", args=[matter.ref, "issue_opinion"])
    address = reverse("desk:matter", args=[matter.ref])
    assert signing not in cast.client("peace_officer").get(address).content.decode()
    assert signing in cast.client("peace_chief").get(address).content.decode()
    assert cast.client("peace_officer").post(signing, {"key": "k4"}).status_code == 409
    assert Matter.objects.unscoped("the test").get(pk=matter.pk).state == "drafted"
    assert machine(cast, "peace_officer").post(f"matters/{matter.ref}/steps/issue_opinion", {}).status_code >= 400
    assert Paper.objects.unscoped("the test").get(ref=matter.ref, kind="pet_opinion").status == "drafted"


def accusation(cast: Cast) -> Matter:
    typed = {"kind": "accusation", "say": ACCUSES, "where": f"v{cast.village.pk}", "key": "k5"}
    assert cast.client("villager").post(NEW, typed).status_code == 302
    return newest()


def test_an_accusation_does_not_exist_for_the_place_it_is_about_nor_for_the_accused(cast: Cast) -> None:
    matter = accusation(cast)
    step(cast, "supervisor", matter, "take_accusation")
    step(cast, "supervisor", matter, "name", named=cast.users["water_officer"].pk)
    place = ("wang_clerk", "secretary", "leader", "grid_member", "window", "peace_officer", "peace_chief")
    sees_nothing(cast, matter, ACCUSES, *place, "li_clerk", "water_officer")
    later = NOW + timedelta(days=100)
    sweep(at=later)
    told = Message.objects.unscoped("the test").filter(ref=matter.ref).values_list("user_id", flat=True)
    assert not {cast.users[who].pk for who in (*place, "water_officer")} & set(told)
    page = cast.client("villager").get(reverse("desk:matter", args=[matter.ref])).content.decode()
    assert ACCUSES in page and "收下了，正在查" in page


def test_whoever_wrote_an_accusation_down_gives_the_code_away_and_sees_it_no_more(cast: Cast) -> None:
    answer = cast.client("wang_clerk").post(NEW, {**GIVEN, "kind": "accusation", "say": ACCUSES}, follow=True)
    matter, page = newest(), answer.content.decode()
    assert answer.status_code == 200 and "凭它随时来看" in page
    assert matter.code in page.replace(" ", "") and ACCUSES not in page
    sees_nothing(cast, matter, ACCUSES, "wang_clerk")


def test_an_officer_whom_an_appeal_names_sees_it_no_more_and_colleagues_go_on(cast: Cast) -> None:
    matter = file_at_the_counter(cast)
    step(cast, "peace_chief", matter, "name", named=cast.users["peace_officer"].pk)
    sees_nothing(cast, matter, SAYS, "peace_officer")
    step(cast, "peace_chief", matter, "accept")


def test_a_department_takes_in_what_came_to_it_and_registers_what_is_for_others(cast: Cast) -> None:
    browser, where = cast.client("water_officer"), f"v{cast.village.pk}"
    assert browser.post(f"{NEW}?as=receive", {**GIVEN, "where": where}).status_code == 302
    assert (newest().state, newest().unit) == ("with_unit", cast.units["water"])
    accused = {**GIVEN, "kind": "accusation", "say": ACCUSES, "where": where, "key": "k6"}
    refused = browser.post(f"{NEW}?as=receive", accused)
    assert refused.status_code == 422 and "直接到县里的纪检监察" in refused.content.decode()
    page = browser.post(NEW, accused, follow=True).content.decode()
    assert newest().desk_unit == cast.units["office"] and newest().unit is None
    assert newest().code in page.replace(" ", "")
    sees_nothing(cast, newest(), ACCUSES, "water_officer", "peace_officer")


def test_whoever_gives_no_name_takes_no_seat(cast: Cast) -> None:
    matter = file_at_the_counter(cast, who="", phone="")
    assert not matter.participants.exists()
    assert cast.client("peace_officer").get(reverse("desk:matter", args=[matter.ref])).status_code == 200


def test_six_representatives_are_refused_with_the_sentence(cast: Cast) -> None:
    six = "\n".join(["张一", "李二", "王三", "赵四", "孙五", "周六"])
    page = cast.client("wang_clerk").post(NEW, {**GIVEN, "representatives": six})
    assert page.status_code == 422 and "代表不超过 5 个人" in page.content.decode()
    assert not Matter.objects.unscoped("the test").exists()


def sees_nothing(cast: Cast, matter: Matter, said: str, *who: str) -> None:
    """Every door: lists, counts, search, page, step, slip, export, map, dues, messages, record, machine."""
    for key in who:
        browser, actor = cast.client(key), cast.actor(key)
        for door in PAGES:
            answer = browser.get(reverse(door), {"q": said[-4:]})
            shown = answer.content.decode(errors="replace") if answer.status_code == 200 else ""
            assert matter.ref not in shown and said not in shown, (key, door)
        for name, more in (("desk:matter", ()), ("desk:matter_step", ("accept",)), ("desk:matter_slip", ())):
            assert browser.get(reverse(name, args=[matter.ref, *more])).status_code in (403, 404), (key, name)
        assert browser.post(reverse("desk:matter_step", args=[matter.ref, "accept"])).status_code in (403, 404), key
        assert matter.ref not in [due.ref for due in due_for(actor)], key
        assert count_until(actor, NOW + timedelta(days=90)) == len(due_for(actor)), key
        assert not Matter.objects.within(actor.scope).filter(pk=matter.pk).exists(), key
        assert not Message.objects.within(actor.scope).filter(ref=matter.ref).exists(), key
        assert not Paper.objects.within(actor.scope).filter(ref=matter.ref).exists(), key
        robot = machine(cast, key)
        assert robot.get(f"matters/{matter.ref}").status_code == 404, key
        assert matter.ref not in robot.get("matters").content.decode(), key
    assert Entry.objects.filter(subject=matter.ref).exists(), "the record has it all the same"
