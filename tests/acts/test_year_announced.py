"""What is promised stays: a running clock keeps its length and its firm day; only what was provisional moves, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cunli.acts.sweep import Swept, sweep
from cunli.acts.verify import differences
from cunli.cases.models import Matter, Term
from cunli.county import services
from cunli.dues.models import Due
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from tests.acts.stories import again, report
from tests.cast import NOW, Cast
from tests.county.announcing import announce, notice

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
"""Wednesday, two days before the holidays."""


def ask(cast: Cast, title: str, *, at: datetime) -> Matter:
    return report(cast, "villager", title, procedure="service_request", kind="phone_bill", at=at)


def first_answer(matter: Matter) -> Term:
    return matter.terms.get(key="first_answer")


def days_of(matter: Matter) -> dict[str, date]:
    return {term.key: timezone.localdate(term.due_at) for term in matter.terms.order_by("key")}


def decide(cast: Cast, key: str, value: str, *, on: date) -> None:
    services.set_value(
        actor=cast.actor("system_admin"),
        key=key,
        value=value,
        valid_from=on,
        source="青政办〔2026〕3号",
        why="人手够了",
        at=NOW,
        area=cast.county,
    )


def test_a_running_matter_keeps_its_clock_and_a_new_one_gets_the_new(cast: Cast) -> None:
    running = ask(cast, "交话费", at=NOW)
    assert first_answer(running).length == "1wd"
    before = days_of(running)
    decide(cast, "service.first_answer", "3wd", on=date(2026, 11, 24))
    assert first_answer(ask(cast, "今天的还是原来的", at=NOW)).length == "1wd"
    assert first_answer(ask(cast, "明天的才用新的", at=NOW + timedelta(days=1))).length == "3wd"
    sweep(at=NOW + timedelta(hours=1))
    assert days_of(again(running)) == before
    assert list(differences()) == []


def test_what_was_provisional_becomes_firm_once_the_year_is_announced(cast: Cast) -> None:
    matter = ask(cast, "过年前交话费", at=FEBRUARY)
    decide(cast, "service.first_answer", "2wd", on=date(2026, 12, 1))
    late = ask(cast, "过年前再交一次", at=FEBRUARY)
    assert first_answer(matter).provisional and first_answer(late).provisional
    assert timezone.localdate(first_answer(late).due_at) == date(2027, 2, 5)
    announce(notice(2027))
    swept = sweep(at=FEBRUARY)
    assert swept.reckoned == Term.objects.filter(matter__in=[matter, late], provisional=False).count() > 0
    moved = first_answer(late)
    assert (moved.provisional, timezone.localdate(moved.due_at)) == (False, date(2027, 2, 12))
    assert "国办发明电〔2026〕9号" in str(moved.reckoning)
    assert timezone.localdate(again(late).due_at) == date(2027, 2, 12)
    due = Due.objects.unscoped("test").get(ref=late.ref)
    assert timezone.localdate(due.due_at) == date(2027, 2, 12)
    entry = Entry.objects.get(verb="term.reckon_again", subject=late.ref)
    assert (entry.before["due_at"][:10], entry.after["term"]) == ("2027-02-05", "first_answer")
    assert list(differences()) == []
    assert sweep(at=FEBRUARY) == Swept(), "once is once"


def test_a_firm_day_never_moves_even_when_the_notice_is_corrected(cast: Cast) -> None:
    announce(notice(2027))
    matter = ask(cast, "中秋前的事", at=datetime(2027, 9, 14, 2, 0, tzinfo=UTC))
    before = days_of(matter)
    assert before["first_answer"] == date(2027, 9, 16)
    longer = notice(2027).replace("9月15日（周三）放假1天", "9月15日（周三）至16日（周四）放假")
    announce(longer, seen=1, why="抄漏了一天")
    assert sweep(at=datetime(2027, 9, 14, 3, 0, tzinfo=UTC)).reckoned == 0
    assert days_of(again(matter)) == before
    assert list(differences()) == [], "it was said under the notice of its day"
    later = ask(cast, "改了以后的事", at=datetime(2027, 9, 14, 4, 0, tzinfo=UTC))
    assert days_of(later)["first_answer"] == date(2027, 9, 17)


def test_a_clock_that_was_crossed_or_met_is_left_alone(cast: Cast) -> None:
    matter = ask(cast, "早就超了", at=FEBRUARY)
    sweep(at=FEBRUARY + timedelta(days=20))
    crossed = {term.key: term.due_at for term in matter.terms.filter(rung__gt=0)}
    assert crossed
    announce(notice(2027))
    sweep(at=FEBRUARY + timedelta(days=21))
    assert {term.key: term.due_at for term in matter.terms.filter(key__in=crossed)} == crossed
    assert not Entry.objects.filter(verb="term.reckon_again", after__term__in=list(crossed)).exists()


def test_the_sweep_says_how_many(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    ask(cast, "过年前交话费", at=FEBRUARY)
    announce(notice(2027))
    call_command("sweep", "--on", "2027-02-03", "--ahead")
    assert "放假公布后，重新算了" in capsys.readouterr().out


def test_the_check_warns_from_november_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(now: datetime) -> str:
        monkeypatch.setattr(timezone, "now", lambda: now)
        said = StringIO()
        try:
            call_command("check", stdout=StringIO(), stderr=said)
        except CommandError as other:
            return f"{said.getvalue()}{other}"
        return said.getvalue()

    assert "2027" not in checked(datetime(2026, 10, 30, tzinfo=UTC))
    assert "The holidays of 2027 are not entered" in checked(datetime(2026, 11, 1, tzinfo=UTC))
    announce(notice(2027), actor=SYSTEM)
    assert "2027" not in checked(datetime(2026, 12, 1, tzinfo=UTC))
