"""Who belongs to which grid: read where one works, kept by the town, called when needed, and nothing else recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Participant
from cunli.journal.models import Entry as Record
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.messages.models import Message
from cunli.roster.models import RosterEntry, RosterGrid
from cunli.roster.selectors import entries_within, who_belongs_to
from cunli.roster.services import add_entry, end_entry, show_phone
from tests.acts.stories import report
from tests.cases.test_participants import in_session
from tests.cast import NOW, TODAY, Cast
from tests.roster.conftest import POLICE_PHONE, Roster

WHY = "村口吵起来了"
NAMES = ("李警官", "赵律师", "钱法官")
NEW = {"force": "mediator", "name": "孙调解", "phone": "13700000009", "valid_from": "2026-11-23"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def names(cast: Cast, who: str, **narrowed: object) -> set[str]:
    return {entry.name for entry in entries_within(cast.actor(who).scope, on=TODAY, **narrowed)}


def page(cast: Cast, who: str, query: str = "") -> str:
    return cast.client(who).get(f"/roster/{query}").content.decode()


def test_the_clerk_of_the_other_village_gets_nothing_but_who_belongs_to_the_whole_town(
    cast: Cast, roster: Roster
) -> None:
    assert names(cast, "li_clerk") == {"钱法官"} and names(cast, "far_officer") == set()
    client = cast.client("li_clerk")
    assert client.get(f"/roster/?village={cast.village.pk}").status_code == 404
    for address in (f"/roster/{roster.police.pk}/phone", f"/roster/{roster.police.pk}/end"):
        assert client.post(address, {"reason": WHY}).status_code in (403, 404)
    for who in ("villager", "dianxin_contact", "supervisor", "audit_admin"):
        assert cast.client(who).get("/roster/").status_code == 403, who


def test_a_grid_has_its_own_its_villages_and_its_towns(cast: Cast, roster: Roster) -> None:
    assert names(cast, "wang_clerk") == names(cast, "grid_member") == set(NAMES)
    second = cast.grids["shitou_2"].pk
    assert names(cast, "wang_clerk", village=cast.village, grid_id=second) == {"赵律师", "钱法官"}
    place = {"town_id": cast.town.pk, "village_id": cast.village.pk, "on": TODAY}
    assert [entry.name for entry in who_belongs_to(**place, grid_id=cast.grids["shitou_1"].pk)] == [
        "赵律师",
        "李警官",
        "钱法官",
    ]
    assert {entry.name for entry in who_belongs_to(**place, grid_id=None)} == set(NAMES)


def test_who_has_two_grids_stands_there_once(cast: Cast, roster: Roster) -> None:
    RosterGrid.objects.create(entry=roster.police, grid=cast.grids["shitou_2"])
    for who in ("wang_clerk", "grid_member", "peace_officer"):
        found = entries_within(cast.actor(who).scope, on=TODAY, village=cast.village)
        assert [entry.name for entry in found].count("李警官") == 1, who
    place = {"town_id": cast.town.pk, "village_id": cast.village.pk, "on": TODAY}
    assert len(who_belongs_to(**place, grid_id=cast.grids["shitou_1"].pk)) == 3


def test_the_page_masks_phones_and_lists_offices_by_their_duty_phone(cast: Cast, roster: Roster) -> None:
    text = page(cast, "peace_officer")
    assert all(name in text for name in NAMES) and "138****2222" in text and POLICE_PHONE not in text
    assert "驻村民警" in text and "石头村第一网格" in text and "全镇" in text and "tel:0474-7900000" in text
    assert "加一位" in text and "加一位" not in page(cast, "wang_clerk")


def test_a_phone_is_looked_at_with_a_reason_and_the_look_is_on_the_record(cast: Cast, roster: Roster) -> None:
    address = f"/roster/{roster.police.pk}/phone"
    client = cast.client("wang_clerk")
    assert client.post(address, {"reason": "看"}).status_code == 422
    assert f"tel:{POLICE_PHONE}" in client.post(address, {"reason": WHY}).content.decode()
    look = Record.objects.filter(verb="roster.show_phone").get()
    assert (look.subject, look.reason) == (f"roster:{roster.police.pk}", WHY)
    assert POLICE_PHONE not in json.dumps([look.after, look.before, look.reason])
    assert cast.client("grid_member").post(address, {"reason": WHY}).status_code == 403
    with pytest.raises(NotYourPost):
        show_phone(actor=cast.actor("grid_member"), entry=roster.police, reason=WHY, at=NOW)
    with pytest.raises(Invalid):
        show_phone(actor=cast.actor("wang_clerk"), entry=roster.judge, reason=WHY, at=NOW)


def test_the_town_adds_somebody_for_some_grids(cast: Cast) -> None:
    client, village = cast.client("peace_officer"), cast.village.pk
    first = cast.grids["shitou_1"].pk
    assert "石头村第二网格" in client.get(f"/roster/add?village={village}").content.decode()
    answer = client.post(f"/roster/add?village={village}", {**NEW, "grids": [first]})
    assert answer.status_code == 302
    entry = RosterEntry.objects.unscoped("test").get()
    assert [row.grid_id for row in entry.grids.all()] == [first] and entry.phone == "+8613700000009"
    assert Record.objects.filter(verb="roster.add_entry", subject=f"roster:{entry.pk}").exists()
    other = cast.grids["qiaotou_1"].pk
    assert client.post(f"/roster/add?village={village}", {**NEW, "grids": [other]}).status_code == 422
    assert client.get(f"/roster/add?village={cast.areas['shanwai'].pk}").status_code == 404


@pytest.mark.parametrize(("changed", "said"), [({"phone": ""}, "不然叫不到人"), ({"phone": "12"}, "看着不对")])
def test_who_cannot_be_reached_is_not_put_on_it(cast: Cast, changed: dict[str, str], said: str) -> None:
    answer = cast.client("peace_officer").post("/roster/add", {**NEW, **changed})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not RosterEntry.objects.unscoped("test").exists()


def test_only_the_town_keeps_its_own_roster(cast: Cast, roster: Roster) -> None:
    assert cast.client("wang_clerk").get("/roster/add").status_code == 403
    assert cast.client("water_officer").get("/roster/add").status_code == 403
    given = {"force": "police", "name": "李", "town": cast.town, "valid_from": TODAY, "at": NOW, "phone": "13700000009"}
    with pytest.raises(NotYours):
        add_entry(actor=cast.actor("far_officer"), **given)
    with pytest.raises(NotYourPost):
        add_entry(actor=cast.actor("wang_clerk"), **given)
    with pytest.raises(NotYours):
        end_entry(actor=cast.actor("far_officer"), entry=roster.police, on=TODAY, reason=WHY, at=NOW)
    with pytest.raises(Invalid):
        add_entry(actor=cast.actor("peace_officer"), **{**given, "village": cast.areas["shanwai"]})


def test_whoever_left_is_on_it_no_more_and_what_was_stays(cast: Cast, roster: Roster) -> None:
    client, address = cast.client("peace_officer"), f"/roster/{roster.police.pk}/end"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "调走了"}).status_code == 302
    assert "李警官" not in page(cast, "peace_officer")
    yesterday = entries_within(cast.actor("peace_officer").scope, on=TODAY - timedelta(days=1))
    assert "李警官" in {entry.name for entry in yesterday}
    assert client.post(address, {"reason": "调走了"}).status_code == 422


def test_an_account_with_the_same_phone_is_tied_silently(roster: Roster, cast: Cast) -> None:
    assert roster.lawyer.user_id == cast.users["other_villager"].pk and roster.police.user_id is None


def test_the_matter_leads_to_who_belongs_to_its_grid_at_no_query(cast: Cast, roster: Roster) -> None:
    grid = cast.grids["shitou_1"]
    matter = report(cast, "grid_member", "杆子歪了", grid=grid)
    client = cast.client("peace_officer")
    client.get(f"/m/{matter.ref}/")
    with CaptureQueriesContext(connection) as asked:
        text = client.get(f"/m/{matter.ref}/").content.decode()
    assert f"/roster/?village={cast.village.pk}&amp;grid={grid.pk}" in text
    assert not any("roster_" in query["sql"] for query in asked)
    assert "/roster/" not in cast.client("dianxin_contact").get("/").content.decode()


class TestInvitedToAMediation:
    """From the list of the place, with one tick instead of a name and a phone."""

    ADDRESS = "/m/{}/step/invite_helper/"

    def test_they_are_offered_without_their_phones(self, cast: Cast, roster: Roster) -> None:
        matter = in_session(cast)
        text = cast.client("wang_clerk").get(self.ADDRESS.format(matter.ref)).content.decode()
        assert "赵律师" in text and "律师 · 青河律师事务所" in text and "13900000002" not in text

    def test_a_tick_invites_with_the_account_behind_the_phone(self, cast: Cast, roster: Roster) -> None:
        matter = in_session(cast)
        sent = {"helper_known": [roster.lawyer.pk], "helper_is": "律师", "both_agree": "yes", "key": "k"}
        assert cast.client("wang_clerk").post(self.ADDRESS.format(matter.ref), sent).status_code == 302
        helper = Participant.objects.get(matter=matter, seat="helper")
        assert (helper.name, helper.user_id) == ("赵律师", cast.users["other_villager"].pk)
        said = " ".join(Message.objects.unscoped("test").values_list("body", flat=True))
        assert "赵律师" in said and "13900000002" not in said
        assert "13900000002" not in cast.client("villager").get(f"/m/{matter.ref}/").content.decode()

    def test_whoever_is_of_another_place_cannot_be_ticked(self, cast: Cast, roster: Roster) -> None:
        matter, elsewhere = in_session(cast), {"helper_is": "律师", "both_agree": "yes", "key": "k"}
        far = add_entry(
            actor=cast.actor("far_officer"), force="police", name="远警官", town=cast.areas["gaopo"],
            valid_from=TODAY, at=NOW, phone="13700000008",
        )  # fmt: skip
        client = cast.client("wang_clerk")
        answer = client.post(self.ADDRESS.format(matter.ref), {**elsewhere, "helper_known": [far.pk]})
        assert answer.status_code == 422 and "远警官" not in answer.content.decode()
        both = {**elsewhere, "helper_known": [roster.judge.pk], "helper": "舅舅 13700000007"}
        assert client.post(self.ADDRESS.format(matter.ref), both).status_code == 302
        assert set(Participant.objects.filter(matter=matter, seat="helper").values_list("name", flat=True)) == {
            "舅舅", "钱法官",
        }  # fmt: skip


def test_where_units_are_asked_to_come_those_of_the_place_stand_first(cast: Cast, roster: Roster) -> None:
    matter = report(cast, "grid_member", "杆子歪了", grid=cast.grids["shitou_1"])
    client = cast.client("peace_officer")
    client.post(f"/m/{matter.ref}/step/screen/", {"level": "L1", "assignee": cast.units["peace"].pk, "key": "s"})
    text = client.get(f"/m/{matter.ref}/step/whistle/").content.decode()
    assert "管这一片：李警官" in text and text.index("县水利局") < text.index("县交通局")
