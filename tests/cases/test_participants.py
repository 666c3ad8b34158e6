"""Who takes part in a matter: who reads it, who may do what in it, and what only mediators read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.cases import people_named
from cunli.cases.models import Fact, Matter, MatterWords
from cunli.cases.parties import parties_of
from cunli.cases.selectors import course_of, matter_for
from cunli.cases.services import Place, Reporter
from cunli.journal.models import Entry
from cunli.lib.refusals import NotYourPost, NotYours, Refusal
from cunli.papers.models import Paper
from cunli.papers.selectors import waiting_for_signature
from cunli.procedures.catalogue.mediation import MEDIATION
from cunli.procedures.grammar import Party
from cunli.procedures.values import Value
from cunli.registry.models import Person
from tests.cast import NOW, Cast

SECRET = "他怕的是丢面子"
ADJOURNED = {"session_place": "院子里", "present": ["张有田"], "record": "谈了", "cooling": "red"}


def asked_for(cast: Cast, other: str = "胡大成 13900000002") -> Matter:
    villager = cast.actor("villager")
    opening = MEDIATION.opening("apply")
    assert opening is not None
    done = file_matter(
        actor=villager, procedure=MEDIATION, opening=opening, title="院墙占地", kind="homestead", channel="self",
        place=Place(area=cast.village), reporter=Reporter(user_id=villager.user_id, name=villager.name),
        values={"other_side": [other]}, at=NOW,
    )  # fmt: skip
    return Matter.objects.unscoped("test").get(ref=done.ref)


def does(cast: Cast, who: str, matter: Matter, key: str, minute: int, **values: Value) -> None:
    step = MEDIATION.step(key)
    assert step is not None
    actor = cast.actor(who)
    found = matter_for(actor, matter.ref)
    take_step(actor=actor, matter=found, step=step, values=values, at=NOW + timedelta(minutes=minute))


def in_session(cast: Cast) -> Matter:
    matter = asked_for(cast)
    does(cast, "wang_clerk", matter, "accept", 1)
    mediator = cast.users["wang_clerk"].pk
    does(cast, "wang_clerk", matter, "begin", 2, mediator=mediator, chosen_how="sides", next_on="2026-11-24",
         session_place="村调解室")  # fmt: skip
    does(cast, "wang_clerk", matter, "hold_session", 3, **ADJOURNED, sealed_note=SECRET, next_on="2026-11-25")
    return matter


def test_the_other_side_reads_it_once_it_is_accepted(cast: Cast) -> None:
    matter = asked_for(cast)
    other = cast.actor("other_villager")
    with pytest.raises(NotYours):
        matter_for(other, matter.ref)
    does(cast, "wang_clerk", matter, "accept", 1)
    found = matter_for(other, matter.ref)
    assert {Party.SIDE, Party.OTHER_SIDE} <= parties_of(other, found)
    assert Party.REPORTER not in parties_of(other, found)


@pytest.mark.parametrize("stranger", ["li_clerk", "far_officer", "dianxin_contact", "adversary"])
def test_strangers_get_nothing(cast: Cast, stranger: str) -> None:
    matter = in_session(cast)
    with pytest.raises(NotYours):
        matter_for(cast.actor(stranger), matter.ref)


def test_the_other_side_prints_no_slip_that_opens_it_as_who_asked(cast: Cast) -> None:
    matter = in_session(cast)
    other = cast.client("other_villager")
    assert other.get(f"/m/{matter.ref}/").status_code == 200
    assert other.get(f"/m/{matter.ref}/slip").status_code == 404
    assert other.get(f"/m/{matter.ref}/volume").status_code == 403
    assert cast.client("villager").get(f"/m/{matter.ref}/slip").status_code == 200


def test_a_helper_reads_it_while_it_is_open_and_does_nothing(cast: Cast) -> None:
    matter = in_session(cast)
    does(cast, "wang_clerk", matter, "invite_helper", 4, helper=["马联 13800000014"], helper_is="邻居", both_agree=True)
    helper = cast.actor("liantong_contact")
    found = matter_for(helper, matter.ref)
    assert parties_of(helper, found) == {Party.ANYONE}
    does(cast, "wang_clerk", matter, "fail", 5, why="谁也不让。")
    with pytest.raises(NotYours):
        matter_for(helper, matter.ref)


def test_nobody_handles_their_own_dispute_in_any_post(cast: Cast) -> None:
    matter = asked_for(cast, other="王秀梅 13800000001")
    with pytest.raises(NotYourPost):
        does(cast, "wang_clerk", matter, "accept", 1)
    does(cast, "secretary", matter, "accept", 2)
    with pytest.raises(Refusal):
        does(cast, "secretary", matter, "begin", 3, mediator=cast.users["wang_clerk"].pk, chosen_how="sides",
             next_on="2026-11-24", session_place="村调解室")  # fmt: skip


def test_a_sealed_note_is_read_by_its_mediators_and_stands_nowhere_else(cast: Cast) -> None:
    matter = in_session(cast)
    assert course_of(matter, parties=frozenset({Party.MEDIATOR})).facts["sealed_note"] == SECRET
    assert "sealed_note" not in course_of(matter, parties=frozenset(Party) - {Party.MEDIATOR}).facts
    assert Fact.objects.get(matter=matter, key="sealed_note").value is None
    assert not any(SECRET in str(entry.after) for entry in Entry.objects.filter(subject=matter.ref))
    assert not any(SECRET in str(paper.data) for paper in Paper.objects.unscoped("test").filter(ref=matter.ref))
    assert SECRET not in str(MatterWords.objects.get(pk=matter.pk).words)
    for who in ("villager", "other_villager", "secretary", "peace_officer", "supervisor"):
        assert SECRET not in cast.client(who).get(f"/m/{matter.ref}/").content.decode(), who
    assert SECRET in cast.client("wang_clerk").get(f"/m/{matter.ref}/").content.decode()


def test_phones_of_the_sides_are_sealed_and_stand_in_no_fact(cast: Cast) -> None:
    matter = in_session(cast)
    said = [str(fact.value) for fact in Fact.objects.filter(matter=matter)]
    said += [str(entry.after) for entry in Entry.objects.filter(subject=matter.ref)]
    assert not any("13900000002" in text for text in said)
    assert matter.participants.get(name="胡大成").phone == "13900000002"


def test_a_name_is_led_to_the_only_person_of_the_village_who_bears_it(cast: Cast) -> None:
    place = {"village": cast.village, "county_id": cast.village.county_id, "town_id": cast.village.town_id}
    person = Person.objects.create(name="胡老二", **place)
    assert asked_for(cast, other="胡老二").participants.get(name="胡老二").person == person
    Person.objects.create(name="胡老二", **place)
    assert asked_for(cast, other="胡老二").participants.get(name="胡老二").person is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("胡大成 13900000002", [("胡大成", "13900000002")]),
        ("胡大成，１３９００００００02", [("胡大成", "13900000002")]),
        ("胡大成\n张有田 0474-7900000", [("胡大成", ""), ("张有田", "04747900000")]),
        ("欧阳 修 13900000002", [("欧阳 修", "13900000002")]),
    ],
)
def test_people_are_read_as_they_are_typed(typed: str, read: list[tuple[str, str]]) -> None:
    assert [(one.name, one.phone) for one in people_named.read(typed)] == read


@pytest.mark.parametrize("typed", ["13900000002", "胡大成 123456", "胡" * 41, "\n".join(["胡"] * 21)])
def test_what_is_no_person_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"。|，|人"):
        people_named.read(typed)


def sides(matter: Matter) -> list[tuple[str, str]]:
    return [(one.name, one.phone) for one in matter.participants.filter(seat="respondent")]


def test_named_again_with_a_phone_it_is_the_same_person(cast: Cast) -> None:
    matter = asked_for(cast, "胡大成")
    does(cast, "wang_clerk", matter, "accept", 1, other_side=["胡大成 13811112222"])
    assert sides(matter) == [("胡大成", "13811112222")]
    named = Fact.objects.filter(matter=matter, key="other_side").order_by("-id")[0].value
    assert [one["name"] for one in named] == ["胡大成"]


def test_a_phone_that_is_somebody_elses_lets_nobody_else_in(cast: Cast) -> None:
    person = Person.objects.create(
        county_id=cast.county.pk, town_id=cast.town.pk, village_id=cast.village.pk, name="胡大成",
        user=cast.users["adversary"],
    )  # fmt: skip
    matter = asked_for(cast, "胡大成 13900000002")
    does(cast, "wang_clerk", matter, "accept", 1)
    seat = matter.participants.get(seat="respondent")
    assert (seat.person, seat.user) == (person, None)
    with pytest.raises(NotYours):
        matter_for(cast.actor("other_villager"), matter.ref)
    assert matter_for(cast.actor("adversary"), matter.ref) == matter


def test_what_a_side_will_not_sign_is_void_and_waits_for_no_signature_on_today(cast: Cast) -> None:
    matter = in_session(cast)
    does(cast, "wang_clerk", matter, "agree_written", 4, points="墙", agreed="挪墙", perform_where="院外",
         perform_by="2027-03-10")  # fmt: skip
    agreement = Paper.objects.unscoped("test").get(kind="med_agreement")
    assert agreement not in waiting_for_signature(cast.actor("secretary"))
    does(cast, "other_villager", matter, "refuse_to_sign", 5, why="不签")
    agreement.refresh_from_db()
    assert agreement.status == "withdrawn"
