"""From draft to outcome."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cunli.acts.verify import differences
from cunli.dues.models import Due, Source
from cunli.dues.selectors import due_for
from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.notices import rules, selectors, services
from cunli.notices.models import Notice, State
from cunli.notices.refusals import MovedOn, OwnDraft, StillOpen
from tests.cast import NOW, Cast
from tests.notices.conftest import ID, PHONE, TEXT, sheet

OVER = NOW + timedelta(days=6)


def test_only_the_blacked_out_text_is_in_the_table(cast: Cast, drafted) -> None:
    cast.units["shitou"].phone = "0474-7900142"
    cast.units["shitou"].save()
    notice = drafted()
    assert ID not in notice.text and PHONE not in notice.text and "肝硬化" not in notice.text
    assert "0474-7900142" in notice.text
    assert notice.hidden == {"id": 1, "health": 1, "phone": 1}
    assert notice.draft == TEXT
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft FROM notices_notice")
        stored = cursor.fetchone()[0]
    assert ID not in stored and "张有田" not in stored


def test_a_number_in_the_title_is_blacked_out_too(drafted) -> None:
    assert PHONE not in drafted(title=f"公示 {PHONE}").title


def test_what_was_typed_is_gone_once_it_hangs(cast: Cast, hung) -> None:
    notice = hung()
    assert (notice.state, notice.draft) == (State.HANGING, "")
    assert (notice.first_day, notice.last_day) == (date(2026, 11, 23), date(2026, 11, 28))
    assert not any(ID in str(entry.after) or "肝硬化" in str(entry.after) for entry in Entry.objects.all())


def test_the_window_is_said_in_one_sentence() -> None:
    said = rules.window_words(date(2026, 12, 28), date(2027, 1, 4))
    assert said == "12月28日挂出来，当天不算，满 7 天是2027年1月4日，最后一天也挂着。"


def test_whoever_drafted_does_not_hang_it_up(cast: Cast, drafted) -> None:
    notice = drafted()
    with pytest.raises(OwnDraft):
        services.post(actor=cast.actor("wang_clerk"), notice=notice, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.unscoped("the table refuses it").filter(pk=notice.pk).update(posted_by=notice.drafted_by_id)
    with pytest.raises(NotYourPost):
        services.post(actor=cast.actor("grid_member"), notice=notice, at=NOW)
    assert services.post(actor=cast.actor("peace_officer"), notice=notice, at=NOW).state == State.HANGING


def test_the_version_that_was_read_is_the_one_that_hangs(cast: Cast, drafted) -> None:
    read = drafted()
    again = selectors.notice_for(cast.actor("wang_clerk"), read.pk)
    services.revise(actor=cast.actor("wang_clerk"), notice=again, sheet=sheet(text="另写的"), at=NOW)
    with pytest.raises(MovedOn):
        services.post(actor=cast.actor("secretary"), notice=read, at=NOW)
    with pytest.raises(MovedOn):
        services.revise(actor=cast.actor("secretary"), notice=read, sheet=sheet(), at=NOW)


@pytest.mark.parametrize(("kind", "days"), [("monitored", 4), ("dibao", 6), ("village_affairs", 14), ("points", 6)])
def test_no_kind_hangs_shorter_than_its_source_says(drafted, kind: str, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(kind=kind, days=days)
    assert "至少挂" in refused.value.fields["days"]
    assert drafted(kind=kind, days=days + 1).days == days + 1


def test_an_unknown_kind_is_refused(drafted) -> None:
    with pytest.raises(Invalid):
        drafted(kind="else")


@pytest.mark.parametrize("who", ["grid_member", "window", "water_officer", "supervisor", "villager", "audit_admin"])
def test_who_drafts_none(cast: Cast, drafted, who: str) -> None:
    with pytest.raises(NotYourPost):
        drafted(who)


def test_the_outcome_is_due_the_day_after_the_last(cast: Cast, hung) -> None:
    notice = hung()
    due = Due.objects.unscoped("the table").get(source=Source.NOTICE, source_id=notice.pk)
    assert due.due_at.astimezone().date() == date(2026, 11, 29)
    assert [one.source_id for one in due_for(cast.actor("wang_clerk")) if one.source == Source.NOTICE] == [notice.pk]
    assert not [one for one in due_for(cast.actor("li_clerk")) if one.source == Source.NOTICE]
    assert list(differences()) == []
    services.conclude(actor=cast.actor("wang_clerk"), notice=notice, outcome="没有异议，照办。", at=OVER)
    assert list(differences()) == []
    assert not Due.objects.unscoped("the table").filter(source=Source.NOTICE).exists()


def test_no_outcome_before_the_last_day_is_over(cast: Cast, hung) -> None:
    notice, clerk = hung(), cast.actor("wang_clerk")
    with pytest.raises(StillOpen):
        services.conclude(actor=clerk, notice=notice, outcome="没有", at=NOW + timedelta(days=5))
    with pytest.raises(Invalid):
        services.conclude(actor=clerk, notice=notice, outcome=" ", at=OVER)
    done = services.conclude(actor=clerk, notice=notice, outcome=f"他的电话 {PHONE}", at=OVER)
    assert PHONE not in done.outcome


def test_no_outcome_while_somebody_waits_for_an_answer(cast: Cast, hung) -> None:
    notice, clerk = hung(), cast.actor("wang_clerk")
    for _again in range(2):
        services.count_objection(actor=clerk, notice=notice, ref="OB-2026-00001", at=NOW)
    assert (notice.objections.count(), selectors.unanswered(notice)) == (1, 1)
    with pytest.raises(StillOpen):
        services.conclude(actor=clerk, notice=notice, outcome="没有异议", at=OVER)
    services.answer_objections(actor=clerk, ref="OB-2026-00001", at=OVER)
    done = services.conclude(actor=clerk, notice=notice, outcome="一条异议，已答复", at=OVER)
    assert done.state == State.CONCLUDED
    with pytest.raises(StillOpen):
        services.count_objection(actor=clerk, notice=done, ref="OB-2026-00002", at=OVER)


def test_it_is_taken_down_with_the_reason(cast: Cast, hung, drafted) -> None:
    notice = hung()
    with pytest.raises(Invalid):
        services.withdraw(actor=cast.actor("secretary"), notice=notice, reason="", at=NOW)
    down = services.withdraw(actor=cast.actor("secretary"), notice=notice, reason="名字写错了", at=NOW)
    assert (down.state, down.outcome) == (State.WITHDRAWN, "名字写错了")
    assert not Due.objects.unscoped("the table").filter(source=Source.NOTICE).exists()
    with pytest.raises(MovedOn):
        services.withdraw(actor=cast.actor("secretary"), notice=down, reason="再撤", at=NOW)
    assert services.withdraw(actor=cast.actor("wang_clerk"), notice=drafted(), reason="不要了", at=NOW).draft == ""
