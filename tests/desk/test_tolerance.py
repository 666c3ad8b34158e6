"""A tolerance file exists for the person and the body alone; it scores nothing, and its evidence is never a copy."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from cunli.acts.filing import file_matter
from cunli.cases.models import Fact, Matter
from cunli.cases.records_named import UnseenRecord, is_unchanged
from cunli.cases.selectors import steps_open_to
from cunli.cases.services import Place, Reporter
from cunli.dues.models import Due
from cunli.exclusions.hiding import is_hidden
from cunli.journal.models import Entry
from cunli.messages.models import Message
from cunli.papers.models import Paper
from cunli.procedures.catalogue.tolerance_facts import BODY, FACTS, OWN, QUESTIONS, answer_key
from cunli.procedures.catalogue.tolerance_file import TOLERANCE_FILE
from cunli.procedures.grammar import FactType
from tests.acts.stories import again, report, step
from tests.cast import NOW, Cast

WHY = "the test looks at what was written"
WORDS = frozenset(
    {FactType.TEXT, FactType.LINE, FactType.NAMES, FactType.CHOICE, FactType.DAY, FactType.OFFICER, FactType.RECORD}
)
OTHERS = (
    "li_clerk", "secretary", "leader", "peace_officer", "peace_chief", "civil_officer", "water_officer", "villager",
    "audit_admin", "system_admin",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def asked(cast: Cast, who: str = "wang_clerk") -> Matter:
    actor = cast.actor(who)
    opening = TOLERANCE_FILE.opening("initiate" if who == "supervisor" else "apply")
    assert opening is not None
    done = file_matter(
        actor=actor, procedure=TOLERANCE_FILE, opening=opening, title="先放倒线杆的事", kind="spot", channel="self",
        place=Place(area=cast.village), reporter=Reporter(user_id=actor.user_id, name=actor.name),
        values={"events": "先放倒", "harm": "断了光缆"}, at=NOW,
    )  # fmt: skip
    return Matter.objects.unscoped("test").get(ref=done.ref)


def test_the_clerk_of_the_other_village_and_every_colleague_get_nothing(cast: Cast) -> None:
    matter = asked(cast)
    for key in OTHERS:
        client = cast.client(key)
        assert client.get(f"/m/{matter.ref}/").status_code in (403, 404), key
        assert matter.ref not in client.get("/inbox/", follow=True).content.decode(), key
        assert not Matter.objects.within(cast.actor(key).scope).filter(ref=matter.ref).exists(), key
        assert not Due.objects.within(cast.actor(key).scope).filter(ref=matter.ref).exists(), key
        assert not Message.objects.within(cast.actor(key).scope).filter(ref=matter.ref).exists(), key


def test_the_person_and_the_body_see_it(cast: Cast) -> None:
    matter = asked(cast)
    assert cast.client("wang_clerk").get(f"/m/{matter.ref}/").status_code == 200
    assert cast.client("supervisor").get(f"/m/{matter.ref}/").status_code == 200
    assert Matter.objects.within(cast.actor("wang_clerk").scope).filter(ref=matter.ref).exists()


def test_whom_a_body_names_sees_it_from_then_on_and_not_before(cast: Cast) -> None:
    matter = asked(cast, "supervisor")
    client = cast.client("wang_clerk")
    assert client.get(f"/m/{matter.ref}/").status_code == 404
    step(cast, "supervisor", matter, "name", concerned=cast.users["wang_clerk"].pk)
    assert client.get(f"/m/{matter.ref}/").status_code == 200
    assert cast.client("secretary").get(f"/m/{matter.ref}/").status_code == 404


def test_who_opened_it_for_the_body_does_not_take_it_along_to_another_post(cast: Cast) -> None:
    matter = asked(cast, "supervisor")
    elsewhere = cast.units["water"]
    cast.posts["supervisor"].unit = elsewhere
    cast.posts["supervisor"].save(update_fields=["unit"])
    moved = cast.actor("supervisor")
    assert moved.unit_id == elsewhere.pk
    assert Matter.objects.reached(moved.scope, matter.ref) is None
    assert not Matter.objects.within(moved.scope).filter(ref=matter.ref).exists()


def test_a_unit_that_is_founded_later_does_not_see_it_either(cast: Cast) -> None:
    """It is kept for a few, not hidden from those who were known that day."""
    matter = asked(cast)
    unknown = cast.actor("peace_chief").scope
    assert is_hidden(matter.ref, unknown)


def test_no_field_is_a_number_and_nothing_is_added_up() -> None:
    assert {fact.type for fact in FACTS} <= WORDS
    assert all("points" not in fact.key and "score" not in fact.key for fact in FACTS)
    assert len(QUESTIONS) == 9
    for side in (OWN, BODY):
        answers = [TOLERANCE_FILE.fact(answer_key(side, one)) for one in QUESTIONS]
        assert {fact.type for fact in answers} == {FactType.TEXT}
    assert not TOLERANCE_FILE.rating_after and not TOLERANCE_FILE.hands_in


def test_evidence_is_named_with_its_proof_and_never_copied(cast: Cast) -> None:
    hazard = report(cast, "grid_member", "杆子歪了")
    matter = asked(cast)
    step(cast, "wang_clerk", matter, "add_exhibit", exhibit=hazard.ref, shows="几点报的")
    kept = Fact.objects.get(matter=matter, key="exhibit").value
    entry = Entry.objects.filter(subject=hazard.ref).latest("id")
    assert kept["ref"] == hazard.ref and kept["entry"] == entry.pk and kept["leaf"] == bytes(entry.leaf).hex()
    assert "杆子歪了" not in str(kept) and is_unchanged(kept)
    assert not is_unchanged({**kept, "leaf": "00" * 32})
    page = cast.client("wang_clerk").get(f"/m/{matter.ref}/").content.decode()
    assert "没有改动" in page and f'href="/m/{hazard.ref}/"' in page


def test_a_sealed_paper_is_named_by_the_digits_on_it(cast: Cast) -> None:
    hazard = report(cast, "grid_member", "杆子歪了")
    step(cast, "peace_officer", hazard, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", hazard, "arrive")
    step(
        cast, "peace_officer", hazard, "act_on_the_spot", spot_action="放倒", grounds="要倒了", witnesses=["郑小满"]
    )  # fmt: skip
    code = Paper.objects.unscoped(WHY).get(ref=hazard.ref).verify_code
    matter = asked(cast, "peace_officer")
    step(cast, "peace_officer", matter, "add_exhibit", exhibit=code, shows="谁在场")
    kept = Fact.objects.get(matter=matter, key="exhibit").value
    assert kept["code"] == code and is_unchanged(kept) and "放倒" not in str(kept)
    body = cast.client("supervisor").get(f"/m/{matter.ref}/").content.decode()
    assert "没有改动" in body


def test_nobody_names_a_record_that_they_may_not_see(cast: Cast) -> None:
    elsewhere = report(cast, "li_clerk", "桥头村的事", area=cast.other_village)
    matter = asked(cast)
    with pytest.raises(UnseenRecord):
        step(cast, "wang_clerk", matter, "add_exhibit", exhibit=elsewhere.ref, shows="别村的")
    page = cast.client("wang_clerk").post(
        f"/m/{matter.ref}/step/add_exhibit/", {"exhibit": elsewhere.ref, "shows": "别村的"}
    )
    assert page.status_code == 409 and "没有找到这份记录" in page.content.decode()


def test_nobody_else_is_let_in_by_a_slip_or_as_a_helper(cast: Cast) -> None:
    """The code of a slip opens a matter as the person who asked: whoever printed it would be them."""
    matter = asked(cast)
    person = cast.client("wang_clerk")
    page = person.get(f"/m/{matter.ref}/").content.decode()
    assert "打小票" not in page and "让孩子帮我" not in page
    for who in ("wang_clerk", "supervisor"):
        assert cast.client(who).get(f"/m/{matter.ref}/slip").status_code == 404
    assert cast.client(None).post("/s/", {"code": matter.code}).status_code == 404
    asks = {"phone": "13900000002", "why": "我侄子", "key": "k"}
    assert "这件事不能请人帮着看" in person.post(f"/m/{matter.ref}/delegate", asks).content.decode()
    assert not matter.grants.exists()


def test_the_green_button_goes_on_from_hearing_to_weighing_to_what_was_decided(cast: Cast) -> None:
    matter = asked(cast)
    step(cast, "supervisor", matter, "accept")
    assert _next(cast, matter) == "听了本人说，写下来"
    step(
        cast, "supervisor", matter, "hear", heard_on="2026-11-23", heard_where="镇里", heard_by=["郭督"],
        heard_said="先保住人",
    )  # fmt: skip
    assert _next(cast, matter) == "一条一条写明看法"
    step(cast, "supervisor", matter, "weigh", measure="none", **{answer_key(BODY, one): "好" for one in QUESTIONS})
    assert _next(cast, matter) == "记下机关的决定"


def _next(cast: Cast, matter: Matter) -> str:
    from_law = [one for one in steps_open_to(cast.actor("supervisor"), again(matter), at=NOW) if one.main]
    page = cast.client("supervisor").get(f"/m/{matter.ref}/").content.decode()
    return next(str(one.title) for one in from_law if f"下一步：{one.title}" in page)


def test_the_decision_is_read_by_the_person_from_the_day_it_is_given(cast: Cast) -> None:
    matter = asked(cast)
    step(cast, "supervisor", matter, "accept")
    step(cast, "wang_clerk", matter, "decline_hearing")
    answers = {answer_key(BODY, one): "写明了" for one in QUESTIONS}
    step(cast, "supervisor", matter, "weigh", measure="none", **answers)
    step(
        cast, "supervisor", matter, "decide", decided_by="县纪委监委", decided_on="2026-11-23", took_part=["甲"],
        decision="tolerated", reasons="为了人的安全",
    )  # fmt: skip
    paper = Paper.objects.unscoped(WHY).get(ref=matter.ref, kind="tol_decision")
    client, address = cast.client("wang_clerk"), f"/m/{matter.ref}/paper/{paper.pk}.docx"
    assert client.get(address).status_code == 404
    assert "写明了" not in client.get(f"/m/{matter.ref}/").content.decode()
    step(cast, "supervisor", matter, "give", given_how="by_hand")
    assert client.get(address).status_code == 200
    assert cast.client("secretary").get(address).status_code == 404
