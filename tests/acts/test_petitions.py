"""A petition to the letter: its days and why, its papers, who may approve, for whom it does not exist."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.acts.verify import differences
from cunli.cases.engine import Unmet
from cunli.cases.models import Matter, Participant, Term
from cunli.cases.selectors import linked_to, matter_for
from cunli.cases.services import Place, Reporter
from cunli.lib.actors import Actor
from cunli.lib.sentences import Sentence
from cunli.lib.terms import SHANGHAI, day_of
from cunli.papers.models import Paper
from cunli.procedures.catalogue.petition import PETITION
from cunli.procedures.grammar import Seat
from cunli.procedures.values import Value
from tests.cast import Cast

OPINION = {
    "claim": "补地钱",
    "findings": "账上三亩，量出来四亩。",
    "opinion": "补一亩的钱，一千二百元。",
    "opinion_kind": "support",
    "legal_basis": "县里的补偿办法第8条。",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def petition(cast: Cast, *, kind: str = "appeal", when: str = "2026-09-14 09:00", opening: str = "register") -> Matter:
    how = PETITION.opening(opening)
    assert how is not None
    asker = cast.users["villager"]
    done = file_matter(
        actor=cast.actor("villager" if opening == "submit" else "peace_officer"),
        procedure=PETITION,
        opening=how,
        title="修路占了我家的地",
        kind=kind,
        channel="counter",
        place=Place(area=cast.village, words="3组"),
        reporter=Reporter(user_id=asker.pk, name=asker.name),
        values={} if opening == "submit" else {"way": "visit"},
        at=at(when),
    )
    return Matter.objects.unscoped("the test").get(ref=done.ref)


def step(actor: Actor, matter: Matter, key: str, when: str, **values: Value) -> None:
    found = matter_for(actor, matter.ref)
    taken = found.law.step(key)
    assert taken is not None
    take_step(actor=actor, matter=found, step=taken, values=values, at=at(when))


def reckoned(matter: Matter, key: str) -> tuple[date, list[str]]:
    row = Term.objects.filter(matter=matter, key=key).latest("id")
    return day_of(row.due_at), [Sentence.from_json(each).text() for each in row.reckoning]


def test_the_neighbours_clerk_gets_nothing(cast: Cast) -> None:
    matter = petition(cast)
    assert not Matter.objects.within(cast.actor("li_clerk").scope).filter(pk=matter.pk).exists()
    assert not Matter.objects.within(cast.actor("far_officer").scope).filter(pk=matter.pk).exists()


def test_before_the_october_holidays_every_day_says_why(cast: Cast) -> None:
    officer, civil = cast.actor("peace_officer"), cast.actor("civil_officer")
    matter = petition(cast)
    step(officer, matter, "transfer", "2026-09-18 10:00", assignee=cast.units["civil"].pk, handed_how="transfer")
    assert reckoned(matter, "route") == (
        date(2026, 9, 29),
        ["9月14日当天不算，第二天起数", "15天是9月29日"],
    )
    assert reckoned(matter, "notice") == (
        date(2026, 10, 8),
        ["9月18日当天不算，第二天起数", "15天是10月3日", "那天国庆节放假，顺到10月8日周四"],
    )
    assert reckoned(matter, "objection") == (
        date(2026, 9, 24),
        ["9月18日当天不算，第二天起数", "5个工作日是9月24日", "中间的周末1天不算", "9月20日是周末，但要补班，算一天"],
    )
    step(civil, matter, "accept", "2026-09-28 10:00")
    assert reckoned(matter, "conclude") == (
        date(2026, 11, 27),
        ["9月28日当天不算，第二天起数", "60天是11月27日"],
    )
    assert list(differences()) == []


def test_an_extension_is_added_to_the_sixty_days_and_says_so(cast: Cast) -> None:
    matter = petition(cast)
    step(cast.actor("peace_officer"), matter, "accept", "2026-09-28 10:00")
    chief = cast.actor("peace_chief")
    with pytest.raises(Unmet) as refused:
        step(chief, matter, "extend", "2026-11-20 10:00", extended_to="2026-12-29", why="要测绘")
    assert refused.value.guard == "extended_within"
    with pytest.raises(Unmet):
        step(chief, matter, "extend", "2026-11-20 10:00", extended_to="2026-11-27", why="要测绘")
    step(chief, matter, "extend", "2026-11-20 10:01", extended_to="2026-12-28", why="要测绘")
    assert reckoned(matter, "conclude") == (
        date(2026, 12, 28),
        ["9月28日当天不算，第二天起数", "60天是11月27日", "延长30天，是12月27日", "那天是周日，顺到12月28日周一"],
    )
    found = matter_for(chief, matter.ref)
    assert found.due_at is not None and day_of(found.due_at) == date(2026, 12, 28)
    paper = Paper.objects.unscoped("the test").get(ref=matter.ref, kind="pet_extend")
    assert paper.data["answer_by"] == "2026年12月28日"
    assert list(differences()) == []


def test_nobody_approves_what_they_wrote_or_handled(cast: Cast) -> None:
    officer, chief = cast.actor("peace_officer"), cast.actor("peace_chief")
    matter = petition(cast)
    step(officer, matter, "accept", "2026-09-28 10:00")
    with pytest.raises(Unmet) as refused:
        step(officer, matter, "extend", "2026-10-12 10:00", extended_to="2026-12-10", why="忙")
    assert refused.value.guard == "another_approves"
    step(officer, matter, "draft_opinion", "2026-10-13 10:00", **OPINION)
    with pytest.raises(Unmet):
        step(officer, matter, "issue_opinion", "2026-10-13 10:10")
    step(chief, matter, "issue_opinion", "2026-10-13 11:00")
    paper = Paper.objects.unscoped("the test").get(ref=matter.ref, kind="pet_opinion")
    assert paper.status == "sealed" and paper.number and paper.file is not None
    assert {key: paper.data[key] for key in ("claim", "findings", "opinion", "legal_basis")} == {
        key: OPINION[key] for key in ("claim", "findings", "opinion", "legal_basis")
    }
    assert paper.data["opinion_kind"] == "支持：事实清楚，有依据"


def test_days_of_a_hearing_do_not_count_and_its_end_lets_the_clock_run(cast: Cast) -> None:
    officer, chief, villager = cast.actor("peace_officer"), cast.actor("peace_chief"), cast.actor("villager")
    matter = petition(cast, when="2026-03-02 09:00")
    step(officer, matter, "accept", "2026-03-02 10:00")
    step(officer, matter, "draft_opinion", "2026-03-20 09:00", **OPINION)
    step(chief, matter, "issue_opinion", "2026-03-20 10:00")
    step(officer, matter, "deliver_opinion", "2026-03-20 11:00", delivered_how="by_hand")
    step(villager, matter, "ask_review", "2026-04-10 09:00", own_words="不服")
    step(officer, matter, "send_up", "2026-04-10 10:00", review_organ="市里")
    step(officer, matter, "note_review", "2026-04-20 10:00", review_result="uphold", opinion="维持", legal_basis="办法",
         delivered_how="post")  # fmt: skip
    step(villager, matter, "ask_recheck", "2026-05-12 09:00", own_words="不服")
    assert reckoned(matter, "recheck")[0] == date(2026, 6, 11)
    step(officer, matter, "open_hearing", "2026-05-20 09:00", hearing_place="市里", hearing_until="2026-06-10")
    assert reckoned(matter, "recheck")[0] == date(2026, 7, 2)
    step(officer, matter, "close_hearing", "2026-05-25 09:00", found="都说了")
    day, why = reckoned(matter, "recheck")
    assert day == date(2026, 6, 16) and "5月21日到5月25日停着，不算" in why
    assert list(differences()) == []


def test_the_mediation_beside_it_is_the_petitioners_and_each_page_names_the_other(cast: Cast) -> None:
    officer = cast.actor("peace_officer")
    matter = petition(cast)
    step(officer, matter, "accept", "2026-09-28 10:00")
    step(officer, matter, "mediate", "2026-09-28 11:00", other_side=["胡大成 13900000002"], dispute="地界",
         dispute_kind="land", dispute_place="3组", both_agree=True)  # fmt: skip
    found = matter_for(officer, matter.ref)
    (beside,) = linked_to(officer, found).led_to
    assert (beside.procedure, beside.reporter_id) == ("mediation", cast.users["villager"].pk)
    seats = dict(Participant.objects.filter(matter=beside).values_list("seat", "name"))
    assert seats == {Seat.APPLICANT: "张有田", Seat.RESPONDENT: "胡大成"}
    assert found.is_open and found.state == "handling"
    assert linked_to(cast.actor("villager"), beside).came_from == found
    other = cast.actor("other_villager")
    assert not Matter.objects.within(other.scope).filter(pk=matter.pk).exists(), "files apart"


def test_only_what_the_law_gives_sixty_days_has_them(cast: Cast) -> None:
    suggestion = petition(cast, kind="suggestion")
    step(cast.actor("peace_officer"), suggestion, "take_suggestion", "2026-09-15 10:00")
    accusation = petition(cast, kind="accusation", opening="submit")
    step(cast.actor("supervisor"), accusation, "take_accusation", "2026-09-15 10:00")
    assert not Term.objects.filter(key="conclude").exists()


def test_what_is_sealed_never_falls_back_on_the_town(cast: Cast) -> None:
    assert petition(cast, kind="accusation").desk_unit == cast.units["office"]
    assert petition(cast, kind="appeal").desk_unit == cast.units["peace"]
