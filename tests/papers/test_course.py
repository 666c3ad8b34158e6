"""A paper's course: drafted, signed by another, numbered, sealed, delivered; withdrawn with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from cunli.journal.models import Entry
from cunli.lib.actors import ANONYMOUS, SYSTEM
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.papers import selectors, services
from cunli.papers.kinds import DeliveryWay, PaperKind, Status
from cunli.papers.models import NumberSeries, Paper
from cunli.papers.refusals import NoDocMark, NotInThatState, SignedByDrafter
from tests.cast import NOW, Cast
from tests.papers.conftest import LETTER, RECORD, REF, TITLE


def signed(cast: Cast, paper: Paper, at: datetime = NOW) -> Paper:
    return services.sign(actor=cast.actor("peace_chief"), paper=paper, at=at)


def test_the_whole_way(cast: Cast, draft) -> None:
    officer, units = cast.actor("peace_officer"), cast.units
    paper = signed(cast, draft())
    assert (paper.number, paper.serial, paper.status) == ("柳政平函〔2026〕1号", 1, Status.SIGNED)
    paper = services.seal(actor=officer, paper=paper, at=NOW)
    assert paper.status == Status.SEALED
    assert paper.file is not None
    assert paper.file.name.endswith(".docx")
    first = services.deliver(
        actor=officer, paper=paper, unit_ids=[units["dianxin"].pk], how=DeliveryWay.BY_HAND, at=NOW
    )
    assert first.status == Status.SEALED
    both = services.deliver(
        actor=officer, paper=paper, unit_ids=[units["dianxin"].pk, units["liantong"].pk], how=DeliveryWay.FAX, at=NOW
    )
    assert both.status == Status.DELIVERED
    assert [copy.how for copy in both.copies.all()] == ["by_hand", "fax"], "a copy keeps its first way"
    assert list(Entry.objects.filter(subject=REF).order_by("pk").values_list("verb", flat=True)) == [
        "paper_drafted",
        "paper_signed",
        "paper_sealed",
        "paper_delivered",
        "paper_delivered",
    ]


def test_who_wrote_any_version_cannot_sign(cast: Cast, draft, recipients) -> None:
    paper = draft()
    with pytest.raises(SignedByDrafter):
        services.sign(actor=cast.actor("peace_officer"), paper=paper, at=NOW)
    paper = services.revise(
        actor=cast.actor("peace_chief"), paper=paper, title=TITLE, recipients=recipients, data=LETTER, at=NOW
    )
    for writer in ("peace_officer", "peace_chief"):
        with pytest.raises(SignedByDrafter):
            services.sign(actor=cast.actor(writer), paper=paper, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.unscoped("a test tries the constraint").update(signed_by=paper.drafted_by)


@pytest.mark.parametrize(
    "key", ["li_clerk", "wang_clerk", "far_officer", "dianxin_contact", "water_officer", "villager"]
)
def test_others_neither_write_nor_sign_nor_see(cast: Cast, draft, key: str) -> None:
    paper = draft()
    stranger = cast.actor(key)
    with pytest.raises((NotYours, NotYourPost)):
        draft(stranger)
    with pytest.raises((NotYours, NotYourPost)):
        services.sign(actor=stranger, paper=paper, at=NOW)
    assert not list(selectors.papers_within(stranger))


def test_nobody_and_the_system_write_nothing(draft) -> None:
    for actor in (ANONYMOUS, SYSTEM):
        with pytest.raises(NotYours):
            draft(actor)


def test_an_addressed_company_sees_the_letter_once_it_has_arrived(cast: Cast, draft) -> None:
    officer, contact = cast.actor("peace_officer"), cast.actor("dianxin_contact")
    paper = services.seal(actor=officer, paper=signed(cast, draft()), at=NOW)
    assert paper not in selectors.papers_within(contact)
    services.deliver(
        actor=officer, paper=paper, unit_ids=[cast.units["dianxin"].pk], how=DeliveryWay.ELECTRONIC, at=NOW
    )
    assert paper in selectors.papers_within(contact)
    assert paper not in selectors.papers_within(cast.actor("liantong_contact"))


def test_numbers_have_no_gap_and_begin_anew_each_year_in_china(cast: Cast, draft) -> None:
    first = signed(cast, draft())
    with pytest.raises(RuntimeError), transaction.atomic():
        signed(cast, draft())
        raise RuntimeError("the act fails after the number was given")
    second = signed(cast, draft())
    assert (first.serial, second.serial) == (1, 2)
    new_year = signed(cast, draft(), at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    assert new_year.number == "柳政平函〔2027〕1号"
    assert NumberSeries.objects.count() == 2


def test_a_number_is_used_once_even_when_withdrawn(cast: Cast, draft) -> None:
    paper = signed(cast, draft())
    with pytest.raises(Invalid):
        services.withdraw(actor=cast.actor("peace_chief"), paper=paper, reason=" ", at=NOW)
    gone = services.withdraw(actor=cast.actor("peace_chief"), paper=paper, reason="线杆不是这两家的", at=NOW)
    assert (gone.status, gone.serial) == (Status.WITHDRAWN, 1)
    assert signed(cast, draft()).serial == 2


def test_a_sealed_paper_cannot_change(cast: Cast, draft, recipients) -> None:
    officer = cast.actor("peace_officer")
    paper = services.seal(actor=officer, paper=signed(cast, draft()), at=NOW)
    with pytest.raises(NotInThatState):
        services.revise(actor=officer, paper=paper, title="换个标题", recipients=recipients, data=LETTER, at=NOW)
    with pytest.raises(NotInThatState):
        services.seal(actor=officer, paper=paper, at=NOW)
    with pytest.raises(NotInThatState):
        services.refuse(actor=cast.actor("peace_chief"), paper=paper, reason="不妥", at=NOW)


def test_out_of_order_is_refused(cast: Cast, draft) -> None:
    officer, paper = cast.actor("peace_officer"), draft()
    with pytest.raises(NotInThatState):
        services.seal(actor=officer, paper=paper, at=NOW)
    with pytest.raises(NotInThatState):
        services.deliver(actor=officer, paper=paper, unit_ids=[cast.units["dianxin"].pk], how=DeliveryWay.POST, at=NOW)
    with pytest.raises(Invalid):
        services.deliver(actor=officer, paper=paper, unit_ids=[cast.units["water"].pk], how=DeliveryWay.POST, at=NOW)


def test_two_colleagues_revise_at_once_one_is_told(cast: Cast, draft, recipients) -> None:
    read = draft()
    chief = cast.actor("peace_chief")
    services.revise(actor=chief, paper=read, title="第二稿", recipients=recipients[:1], data=LETTER, at=NOW)
    with pytest.raises(NotInThatState):
        services.revise(actor=chief, paper=read, title="也是第二稿", recipients=recipients, data=LETTER, at=NOW)
    with pytest.raises(NotInThatState):
        services.sign(actor=cast.actor("civil_officer"), paper=read, at=NOW)
    paper = selectors.newest(ref=REF, kind=PaperKind.LETTER)
    assert paper is not None
    assert (paper.title, paper.version, paper.copies.count()) == ("第二稿", 2, 1)
    assert list(paper.versions.order_by("version").values_list("title", flat=True)) == [TITLE, "第二稿"]


def test_not_signed_goes_back_with_the_reason(cast: Cast, draft, recipients) -> None:
    chief, officer = cast.actor("peace_chief"), cast.actor("peace_officer")
    paper = draft()
    assert list(selectors.waiting_for_signature(chief)) == [paper]
    assert not list(selectors.waiting_for_signature(officer))
    paper = services.refuse(actor=chief, paper=paper, reason="日期写清楚", at=NOW)
    assert (paper.status, paper.reason) == (Status.REFUSED, "日期写清楚")
    paper = services.revise(actor=officer, paper=paper, title=TITLE, recipients=recipients, data=LETTER, at=NOW)
    assert signed(cast, paper).number


def test_what_is_wrong_is_told_all_at_once(cast: Cast, draft) -> None:
    with pytest.raises(Invalid) as told:
        draft(data={"body": " ", "contact_name": "", "surprise": "x", "cc": ["y" * 400]})
    assert set(told.value.fields) == {"body", "contact_name", "contact_phone", "surprise", "cc"}
    with pytest.raises(Invalid):
        draft(recipients=[])
    with pytest.raises(Invalid):
        draft(title="  ")
    with pytest.raises(NoDocMark):
        draft(cast.actor("civil_officer"), unit=cast.units["housing"])
    assert not Paper.objects.unscoped("a test looks").exists()


def test_the_same_request_twice_is_one_draft(draft) -> None:
    key = Key("k-1", "hash")
    assert draft(key=key) == draft(key=key)
    assert Paper.objects.unscoped("a test looks").count() == 1


def test_a_decision_on_the_spot_is_closed_by_who_decided(cast: Cast, draft) -> None:
    grid_member = cast.actor("grid_member")
    record = draft(grid_member, kind=PaperKind.SPOT_DECISION, title="线杆当场放倒", recipients=[], data=RECORD)
    closed = services.close_record(actor=grid_member, paper=record, at=NOW)
    assert (closed.status, closed.number) == (Status.SEALED, "柳政平当决〔2026〕1号")
    assert services.seal(actor=grid_member, paper=closed, at=NOW) == closed
    with pytest.raises(NotInThatState):
        services.close_record(actor=cast.actor("peace_officer"), paper=draft(), at=NOW)


def test_a_unit_without_mark_can_still_keep_records(cast: Cast, draft) -> None:
    clerk = cast.actor("wang_clerk")
    record = draft(clerk, kind=PaperKind.SPOT_DECISION, unit=cast.units["shitou_errands"], recipients=[], data=RECORD)
    assert services.close_record(actor=clerk, paper=record, at=NOW).number == "石头村跑腿队当决〔2026〕1号"


def test_the_code_says_genuine_and_nothing_else(cast: Cast, draft) -> None:
    assert selectors.by_verify_code("") is None
    paper = services.seal(actor=cast.actor("peace_officer"), paper=signed(cast, draft()), at=NOW)
    found = selectors.by_verify_code(f" {paper.verify_code[:3]} {paper.verify_code[3:]}")
    assert found is not None
    assert (found.number, found.issuer) == (paper.number, "柳湾镇平安建设办公室")
    assert "线杆" not in repr(found)
    services.withdraw(actor=cast.actor("peace_chief"), paper=paper, reason="写错了单位", at=NOW)
    withdrawn = selectors.by_verify_code(paper.verify_code)
    assert withdrawn is not None
    assert "作废" in withdrawn.words
