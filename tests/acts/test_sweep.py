"""The sweep: once is once, however often, however late, and from however many sides it runs."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cunli.accounts.models import Post
from cunli.acts import ladder
from cunli.acts import sweep as sweeping
from cunli.acts.management.commands import sweep as command
from cunli.acts.sweep import Swept, sweep
from cunli.acts.verify import differences
from cunli.cases.engine import MovedOn
from cunli.cases.models import Ask, Matter, Term
from cunli.dues.models import Due
from cunli.journal.models import Entry
from cunli.messages.models import Kind, Message
from tests.acts.stories import again, days, minutes, report, step
from tests.cast import NOW, Cast, make_cast


def told(matter: Matter, user_id: int, kind: str = Kind.ESCALATION) -> int:
    return Message.objects.unscoped("test").filter(ref=matter.ref, user_id=user_id, kind=kind).count()


def test_two_sweeps_one_after_the_other_tell_once(cast: Cast) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    assert sweep(at=minutes(121)).escalated == 1
    assert sweep(at=minutes(121)) == Swept()
    assert told(matter, cast.users["peace_officer"].pk) == 1


def test_lateness_is_told_by_its_date_whatever_day_it_is_read(cast: Cast) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    sweep(at=minutes(121))
    told_of = Message.objects.unscoped("test").filter(ref=matter.ref, kind=Kind.ESCALATION).first()
    assert told_of is not None and "原定 11月23日 12:00" in told_of.body


def test_nothing_is_told_before_its_time(cast: Cast) -> None:
    report(cast, "villager", "桥栏杆断了", kind="road")
    assert sweep(at=minutes(119)) == Swept(cared=3), "villages looked through, nothing said"


def test_nights_without_a_sweep_are_caught_up_by_the_next(cast: Cast) -> None:
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    fixed = report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    swept = sweep(at=days(20))
    assert (swept.escalated, swept.stepped) == (2, 1), "town and county; and closed as not asked"
    assert told(matter, cast.users["peace_officer"].pk) == told(matter, cast.users["supervisor"].pk) == 1
    assert again(fixed).outcome == "not_asked"
    assert sweep(at=days(20)) == Swept()


def test_what_lateness_does_counts_from_the_day_that_passed_not_from_the_night_that_noticed(cast: Cast) -> None:
    late = report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    sweep(at=days(200))
    due = Term.objects.get(matter=late, key="confirm").due_at
    assert again(late).closed_at == due
    last = again(late).course.order_by("-number").first()
    assert last is not None and (last.happened_at, last.received_at) == (due, days(200))


def test_many_crossings_are_read_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    matters = [report(cast, "villager", f"桥栏杆断了{n}", kind="road") for n in range(5)]
    with CaptureQueriesContext(connection) as asked:
        assert sweep(at=minutes(121)).escalated == len(matters)
    read = [one["sql"] for one in asked if "cases_term" in one["sql"] and "JOIN" in one["sql"]]
    assert len([sql for sql in read if " IN (" in sql]) == 3, "two, two and one"


def test_where_nobody_holds_the_rung_the_next_hears_at_once(cast: Cast) -> None:
    Post.objects.unscoped("test").filter(unit=cast.units["peace"]).delete()
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    sweep(at=minutes(121))
    assert told(matter, cast.users["supervisor"].pk) == 1


def test_where_nobody_holds_any_rung_the_desk_hears(cast: Cast) -> None:
    Post.objects.unscoped("test").filter(unit=cast.units["peace"]).exclude(user=cast.users["peace_officer"]).delete()
    matter = report(cast, "villager", "桥栏杆断了", kind="road")
    desk = again(matter).desk_unit_id
    Post.objects.unscoped("test").exclude(unit_id=desk).delete()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ladder, "_holders", lambda *_args, **_kwargs: [])
        sweep(at=minutes(121))
    assert told(matter, cast.users["peace_officer"].pk) == 1


def test_a_step_that_someone_overtook_stays_watched(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    fixed = report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")

    def overtaken(**_kwargs: object) -> None:
        raise MovedOn("on purpose")

    monkeypatch.setattr(sweeping, "take_step", overtaken)
    assert sweep(at=days(20)).stepped == 0
    monkeypatch.undo()
    assert sweep(at=days(20)).stepped == 1
    assert again(fixed).outcome == "not_asked"


def test_a_round_that_fails_does_not_end_the_rounds(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = iter([RuntimeError("the database is away"), None])

    def one_round(*, at: object) -> Swept:
        if (failure := next(rounds)) is not None:
            raise failure
        return Swept()

    def pause(_seconds: int) -> None:
        if next(pauses) == "stop":
            raise KeyboardInterrupt

    pauses = iter(["go on", "stop"])
    monkeypatch.setattr(command, "sweep", one_round)
    monkeypatch.setattr(command, "send", lambda *, now: 3)
    monkeypatch.setattr(command.time, "sleep", pause)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    monkeypatch.setattr(command.connection, "close", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        call_command("sweep", "--every", "5")
    assert "the database is away" in caplog.text and caplog.records[-1].fields["sent"] == 3


def test_one_row_that_fails_does_not_keep_the_others_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = report(cast, "villager", "坏的", kind="road")
    good = report(cast, "villager", "好的", kind="road")
    climb = sweeping.climb

    def fails(term: Term, **kwargs: object) -> int:
        if term.matter_id == broken.pk:
            raise RuntimeError("on purpose")
        return climb(term, **kwargs)

    monkeypatch.setattr(sweeping, "climb", fails)
    report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    swept = sweep(at=days(20))
    assert (swept.failed, swept.escalated, swept.stepped) == (1, 2, 1), "tried once, though something was begun anew"
    assert told(good, cast.users["peace_officer"].pk) == 1
    monkeypatch.undo()
    assert sweep(at=days(20)).escalated == 2, "the next sweep tries again"


def test_a_silent_unit_is_chased_once_a_day(cast: Cast) -> None:
    matter = report(cast, "villager", "水塘决口", kind="water")
    step(cast, "peace_officer", matter, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要设备")
    assert [sweep(at=at).chased for at in (minutes(29), minutes(31), minutes(32), days(1), days(2))] == [0, 1, 0, 0, 1]
    assert Ask.objects.get(matter=matter).chased == 2
    asker = Message.objects.unscoped("test").filter(user_id=cast.users["peace_officer"].pk, kind=Kind.REMINDER)
    assert [message.body for message in asker] == ["青河县水利局还没有答复“水塘决口”，原定 11月23日。"], (
        "one line, not one a day"
    )


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_the_same_time_tell_once() -> None:
    cast = make_cast()
    matters = [report(cast, "villager", f"桥栏杆断了{n}", kind="road") for n in range(6)]
    start, results = Barrier(2), []

    def run() -> None:
        try:
            start.wait(10)
            results.append(sweep(at=minutes(121)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 2 and sum(swept.failed for swept in results) == 0
    assert sum(swept.escalated for swept in results) == len(matters)
    assert {told(matter, cast.users["peace_officer"].pk) for matter in matters} == {1}
    assert Entry.objects.filter(verb="term.escalate").count() == len(matters)


class TestVerify:
    @pytest.fixture
    def matter(self, cast: Cast) -> Matter:
        matter = report(cast, "villager", "水塘决口", kind="water")
        step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
        step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要设备")
        report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
        return again(matter)

    def test_what_the_acts_wrote_is_what_is_recomputed(self, cast: Cast, matter: Matter) -> None:
        sweep(at=days(9))
        assert list(differences()) == []

    def test_a_clock_that_was_moved_by_hand(self, matter: Matter) -> None:
        under = Matter.objects.unscoped("test").get(pk=matter.pk).stands.under
        Term.objects.filter(matter=matter, key=under).update(due_at=days(90))
        found = list(differences())
        assert any(line.startswith(f"{matter.ref} clock {under}: due") for line in found)
        assert any(f"{matter.ref} due_at" in line for line in found), "and the matter no longer repeats it"

    def test_a_matter_that_waits_for_the_wrong_one(self, cast: Cast, matter: Matter) -> None:
        Matter.objects.unscoped("test").filter(pk=matter.pk).update(waits_unit=cast.units["civil"])
        assert f"{matter.ref} waits_unit_id" in next(differences())

    @pytest.mark.parametrize("source", ["matter", "ask"])
    def test_a_due_that_is_gone(self, matter: Matter, source: str) -> None:
        Due.objects.unscoped("test").filter(ref=matter.ref, source=source).delete()
        assert list(differences()) == [
            f"{matter.ref} {source}: waits for someone but is missing from the index of dues"
        ]

    def test_a_due_of_nothing(self, matter: Matter) -> None:
        Due.objects.unscoped("test").filter(ref=matter.ref, source="ask").update(source_id=999_999)
        assert any("waits for nobody" in line for line in differences())

    def test_a_due_on_the_wrong_day(self, matter: Matter) -> None:
        Due.objects.unscoped("test").filter(ref=matter.ref, source="matter").update(due_at=NOW)
        assert ["due_at is" in line for line in differences()] == [True]

    def test_the_command_says_so_and_exits_1(self, matter: Matter) -> None:
        assert "都对得上" in run("--verify")
        Due.objects.unscoped("test").all().delete()
        with pytest.raises(CommandError) as refused:
            run("--verify")
        assert refused.value.returncode == 1


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("sweep", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_counts_in_plain_words(cast: Cast) -> None:
    report(cast, "villager", "桥栏杆断了", kind="road", at=timezone.now() - timedelta(hours=2, minutes=5))
    assert "往上告诉了 1 次" in run()
    assert "往上告诉了 0 次" in run("--on", timezone.localdate().isoformat()), "today is never swept to its end"


def test_a_day_to_come_is_for_the_demo_only(cast: Cast) -> None:
    report(cast, "villager", "桥栏杆断了", kind="road", at=timezone.now())
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    with pytest.raises(CommandError, match="还没到"):
        run("--on", later)
    assert "往上告诉了 2 次" in run("--on", later, "--ahead")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "20261101", "2026-1-1", ""])
def test_a_day_that_is_none_is_refused_in_words(db: None, text: str) -> None:
    with pytest.raises(CommandError, match="2026-11-20"):
        run("--on", text)
