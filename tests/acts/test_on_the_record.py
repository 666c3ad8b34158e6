"""Every act of a matter says in the journal who did it, for whom, where, and from which address."""

from __future__ import annotations

import pytest

from cunli.acts.asking import answer_ask
from cunli.acts.people import delegate_matter, rate_matter, take_back
from cunli.acts.sweep import sweep
from cunli.cases.models import Answer, Stars
from cunli.cases.selectors import matter_for
from cunli.cases.services import Reporter
from cunli.journal import rules, signing
from cunli.journal.models import Entry
from tests.acts.stories import days, minutes, report, step
from tests.cast import Cast


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def test_one_s_own_report_is_done_for_nobody_else(cast: Cast) -> None:
    report(cast, "grid_member", "杆子歪了")
    found = entry("matter.report")
    assert (found.role, found.for_whom) == ("grid_member", "")


def test_a_report_for_somebody_else_names_them_by_number_and_never_by_name(cast: Cast) -> None:
    report(cast, "wang_clerk", "杆子歪了", reporter=Reporter(user_id=cast.users["villager"].pk, name="周满仓"))
    assert entry("matter.report").for_whom == f"user:{cast.users['villager'].pk}"
    told = report(cast, "wang_clerk", "路塌了", reporter=Reporter(name="周满仓", phone="13900000000"))
    found = entry("matter.report")
    assert found.for_whom == f"reporter:{told.ref}"
    assert "周满仓" not in f"{found.before} {found.after['title']} {found.after['facts']} {found.for_whom}"


def test_a_colleague_who_asks_by_phone_writes_the_word_of_the_person_who_asked(cast: Cast) -> None:
    matter = report(cast, "window", "电话坏了", procedure="service_request", kind="phone",
                    reporter=Reporter(name="周满仓", phone="13900000000"))  # fmt: skip
    step(cast, "window", matter, "take", at=minutes(1))
    assert entry("matter.take").for_whom == ""
    step(cast, "window", matter, "fix", at=minutes(2), outcome="修好了")
    step(cast, "wang_clerk", matter, "asked_and_good", at=minutes(3), own_words="好了")
    assert entry("matter.asked_and_good").for_whom == f"reporter:{matter.ref}"


def test_the_town_writes_down_the_answer_of_a_company(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id)
    asked = cast.units["dianxin"].pk
    step(cast, "peace_officer", matter, "whistle", whistled=[asked], why="要吊车")
    ask = matter.asks.get()
    answer_ask(actor=officer, ask=ask, answer=Answer.YES, said="马上来", answered_by="值班", at=minutes(5))
    assert entry("ask.answer").for_whom == f"unit:{asked}"


def test_every_entry_about_a_matter_lies_in_its_village(cast: Cast) -> None:
    matter = report(cast, "villager", "路灯不亮")
    villager, helper = cast.actor("villager"), cast.users["other_villager"]
    officer = cast.actor("peace_officer")
    delegate_matter(actor=villager, matter=matter_for(villager, matter.ref), to=helper, why="邻居", at=minutes(1))
    grant = matter.grants.get()
    take_back(actor=villager, matter=matter_for(villager, matter.ref), grant_id=grant.pk, at=minutes(2))
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id, at=minutes(3))
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["dianxin"].pk], why="要吊车", at=minutes(4))
    sweep(at=days(9))
    step(cast, "peace_officer", matter, "arrive", at=days(10))
    step(cast, "peace_officer", matter, "fix", at=days(10), outcome="换了灯泡")
    step(cast, "villager", matter, "confirm", at=days(11))
    rate_matter(actor=villager, matter=matter_for(villager, matter.ref), stars=Stars.GOOD, words="", at=days(11))
    sweep(at=days(90))
    about = Entry.objects.filter(subject=matter.ref)
    verbs = set(about.values_list("verb", flat=True))
    wanted = {"matter.rate", "matter.delegate", "matter.take_back", "ask.chase", "term.escalate", "term.ask_again"}
    assert wanted <= verbs
    assert set(about.values_list("county_id", "village_id")) == {(matter.county_id, matter.village_id)}


@pytest.mark.parametrize(
    ("sent", "https", "kept"),
    [
        ({"REMOTE_ADDR": "10.1.2.3"}, False, "10.1.2.3"),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "9.9.9.9"}, False, "10.1.2.3"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 2001:DB8::7"}, True, "2001:db8::7"),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "x" * 400}, True, ""),
    ],
)
def test_the_address_an_act_came_from_is_kept_and_proven(cast: Cast, settings, sent, https, kept) -> None:
    settings.HTTPS = https
    answer = cast.client("grid_member").post("/report/", {"kind": "pole", "say": "杆子歪了", "key": "k"}, **sent)
    assert answer.status_code == 302, answer.content.decode()
    found = entry("matter.report")
    assert found.origin == kept
    content = {name: getattr(found, name) for name in signing.CONTENT}
    assert rules.leaf_of(content) == bytes(found.leaf)
    for name in ("origin", "for_whom", "role"):
        assert rules.leaf_of({**content, name: "elsewhere"}) != bytes(found.leaf), name


def test_a_leaf_covers_every_column_but_its_own_proof() -> None:
    columns = {field.attname for field in Entry._meta.concrete_fields}
    assert columns - set(signing.CONTENT) == {"id", "leaf", "mac", "key_id"}
