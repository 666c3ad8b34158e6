"""A step drafts a notice for its matter; the next one waits until it has hung, is answered, and its outcome written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from cunli.acts.verify import differences
from cunli.cases.selectors import latest_fact
from cunli.lib.refusals import NotYourPost, Refusal
from cunli.notices.models import Notice, State
from cunli.procedures import catalogue, documents
from cunli.procedures.checks import complaints
from cunli.procedures.fingerprints import fingerprint
from cunli.procedures.grammar import Fact, FactType, Field, Party, Procedure, Step
from cunli.procedures.hanging import Posts, hung_first, hung_once
from cunli.procedures.scenarios import Act, Scenario
from tests.cast import Cast
from tests.procedures.playing import DO, Stage, play
from tests.procedures.sample.village_hall import HALL, VILLAGE_HALL

POSTS = Posts(
    kind="monitored",
    title="%(place)s借文化室公示",
    text="%(who)s要借文化室：%(what_for)s 身份证 152634196203040026",
    hangs_at="boards",
    fact="notice",
    outcome="notice_outcome",
)
HANG = Step(
    key="hang_notice", from_=("asked",), to="asked", by=(Party.VILLAGE, Party.DESK), title="拟公示", done="拟了公示",
    fields=(Field("boards"),), refuses=(hung_once(POSTS, HALL),), citations=(HALL,), posts=POSTS,
)  # fmt: skip
FACTS = (
    Fact(key="boards", label="贴在哪里", type=FactType.TEXT, personal=False),
    Fact(key="notice", label="公示", type=FactType.LINE, personal=False),
    Fact(key="notice_outcome", label="公示的结果", type=FactType.LINE, personal=False),
)


def _waits(step: Step) -> Step:
    return (
        replace(step, awaits=POSTS, refuses=(*hung_first(POSTS, HALL), *step.refuses)) if step.key == "lend" else step
    )


LAW = replace(VILLAGE_HALL, steps=(HANG, *map(_waits, VILLAGE_HALL.steps)), facts=(*VILLAGE_HALL.facts, *FACTS))
OPENED = {"at": "2026-11-23 09:00", "by": "villager", "kind": "", "title": "借文化室排戏"}
CLERK = {"by": "village clerk"}
DRAFT = Act("step", {"at": "09:10", "step": "hang_notice", **CLERK}, {"boards": ["村委会公示栏\n三组路口"]})
HUNG = Act("hang", {"at": "09:20", "by": "first secretary", "hang": "notice"})
DONE = Act("conclude", {"at": "2026-11-29 09:00", "conclude": "同意", **CLERK})


@pytest.fixture(autouse=True)
def in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    editions = (*catalogue.EDITIONS, LAW)
    monkeypatch.setattr(catalogue, "EDITIONS", editions)
    monkeypatch.setattr(catalogue, "BY_EDITION", {(item.key, item.edition): item for item in editions})
    yield


def lend(at: str, refused: str = "") -> Act:
    said = {"at": at, "by": "station window", "step": "lend"}
    return Act("step", said | ({"refused": refused} if refused else {}), {"back_on": "2026-12-20"})


def played(cast: Cast, *acts: Act) -> Stage:
    opened = Act("opened", OPENED, {"what_for": "排戏"})
    return play(cast, LAW, Scenario("story", opened, acts, {}))


def test_it_is_whole() -> None:
    assert complaints(LAW) == []
    assert "drafts a notice (`monitored`)" in documents.page(LAW, [])


def test_the_other_villages_clerk_gets_nothing(cast: Cast) -> None:
    stage = played(cast, DRAFT)
    notice = Notice.objects.unscoped("the test").get()
    assert cast.client("li_clerk").get(reverse("notices:notice", args=[notice.pk])).status_code == 404
    assert cast.client("li_clerk").get(reverse("desk:matter", args=[stage.played.ref])).status_code == 404


def test_drafted_from_the_facts_and_blacked_out(cast: Cast) -> None:
    stage = played(cast, DRAFT)
    notice = Notice.objects.unscoped("the test").get()
    assert (notice.ref, notice.days, notice.state) == (stage.played.ref, 5, State.DRAFTED)
    assert notice.title == "石头村借文化室公示"
    assert notice.text.startswith("张有田要借文化室：排戏") and "152634196203040026" not in notice.text
    assert notice.hangs_at == ["村委会公示栏", "三组路口"]
    assert latest_fact(stage.played, "notice") == {"id": notice.pk, "name": notice.code}


def test_the_next_step_waits_until_it_has_run(cast: Cast) -> None:
    stage = played(
        cast,
        lend("09:05", "notice_hung"), DRAFT, lend("09:15", "notice_hung"), HUNG,
        Act("objection", {"at": "09:30", "objection": "came"}),
        lend("2026-11-28 09:00", "notice_hung"),
        lend("2026-11-29 08:00", "notice_answered"),
        Act("objection", {"at": "08:10", "objection": "answered"}),
        lend("08:20", "notice_concluded"), DONE, lend("09:30"),
    )  # fmt: skip
    assert stage.played.state == "lent"
    outcome = latest_fact(stage.played, "notice_outcome")
    assert isinstance(outcome, dict)
    assert outcome["name"] == "11月23日挂出，11月28日满，1 条异议都答复了。结果：同意"
    assert (outcome["first_day"], outcome["last_day"]) == ("2026-11-23", "2026-11-28")
    assert list(differences()) == []


def test_drafted_anew_only_when_it_was_withdrawn(cast: Cast) -> None:
    again = Act("step", {"at": "10:00", "step": "hang_notice", "refused": "notice_free", **CLERK}, DRAFT.values)
    down = Act("withdraw", {"at": "10:10", "by": "first secretary", "withdraw": "写错了"})
    anew = Act("step", {"at": "10:20", "step": "hang_notice", **CLERK}, DRAFT.values)
    stage = played(cast, DRAFT, HUNG, again, down, lend("10:15", "notice_hung"), anew)
    assert Notice.objects.unscoped("the test").filter(ref=stage.played.ref).count() == 2
    # What was written down once stays, whatever becomes of the notice.
    assert latest_fact(stage.played, "notice_outcome") is None


def test_one_of_another_kind_does_not_stand_in(cast: Cast) -> None:
    stage = played(cast, DRAFT)
    Notice.objects.unscoped("the test").update(kind="other")
    with pytest.raises(Refusal):
        played_on(stage, lend("09:30"))


def played_on(stage: Stage, act: Act) -> None:
    stage.now = stage.moment(act.said["at"])
    DO[act.verb](stage, act)


def test_nobody_drafts_who_may_not_and_not_without_a_board(cast: Cast) -> None:
    stage = played(cast)
    with pytest.raises(NotYourPost):
        played_on(stage, replace(DRAFT, said={**DRAFT.said, "by": "station window"}))
    with pytest.raises(Refusal) as refusal:
        played_on(stage, replace(DRAFT, values={"boards": ["\n".join("栏" for _ in range(7))]}))
    assert "boards" in refusal.value.fields
    assert stage.played.state == "asked" and not Notice.objects.unscoped("the test").exists()


def test_the_page_says_where_it_stands(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = played(cast, DRAFT)
    monkeypatch.setattr(timezone, "now", lambda: stage.now)
    page = reverse("desk:matter", args=[stage.played.ref])
    notice = Notice.objects.unscoped("the test").get()
    clerk = cast.client("wang_clerk").get(page).content.decode()
    assert "等人核对" in clerk and reverse("notices:notice", args=[notice.pk]) in clerk
    assert "等人核对" not in cast.client("villager").get(page).content.decode()
    assert "借给他，交钥匙" not in cast.client("window").get(page).content.decode()
    played_on(stage, HUNG)
    person = cast.client("villager").get(page).content.decode()
    assert "挂满" in person and reverse("notices:read", args=[notice.code]) in person


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: replace(POSTS, text="%(nobody)s"), "quotes the unknown or sealed nobody"),
        (lambda: replace(POSTS, hangs_at="what_for"), "hangs a notice without asking where"),
    ],
)
def test_a_notice_that_is_not_whole_is_said(change, said: str) -> None:
    posts = change()
    steps = tuple(replace(step, posts=posts) if step.posts else step for step in LAW.steps)
    assert any(said in complaint for complaint in complaints(replace(LAW, steps=steps)))


def test_whoever_waits_must_refuse() -> None:
    def bare(step: Step) -> Step:
        return replace(step, refuses=()) if step.awaits else step

    assert any("does not refuse" in said for said in complaints(replace(LAW, steps=tuple(map(bare, LAW.steps)))))
    alone: Procedure = replace(LAW, steps=LAW.steps[1:])
    assert any("that no step drafts" in said for said in complaints(alone))


def test_its_words_may_be_bettered_after_it_was_published() -> None:
    def better(step: Step) -> Step:
        return replace(step, posts=replace(POSTS, text="%(who)s", title="公示")) if step.posts else step

    assert fingerprint(replace(LAW, steps=tuple(map(better, LAW.steps)))) == fingerprint(LAW)
    other = tuple(replace(step, posts=replace(POSTS, kind="dibao")) if step.posts else step for step in LAW.steps)
    assert fingerprint(replace(LAW, steps=other)) != fingerprint(LAW)
