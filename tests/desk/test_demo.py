"""The demo county: exact counts, every state, nobody real, the same again from the same seed and day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from cunli.accounts.demo import demo_logins
from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.cases.models import Ask, Grant, Matter, Rating, StepTaken, Voice
from cunli.cases.services.outside import NUMBER_KEPT
from cunli.desk.demo import load as county
from cunli.desk.demo.invented import ID_PREFIX, PHONE_PREFIX
from cunli.desk.demo.staff import PASSWORD
from cunli.desk.demo.stage import Stage
from cunli.dues.models import Due
from cunli.lib import identity
from cunli.lib.scope import Scope
from cunli.lib.terms import SHANGHAI
from cunli.messages.models import Kind, Message
from cunli.papers.models import Paper
from cunli.places.models import Area, AreaCode
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Outcome
from cunli.registry.models import Consent, Correction, Duplicate, Label, Person, Production
from cunli.registry.selectors import households_on, residents_on
from cunli.roster.models import RosterEntry

ANCHOR = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
TODAY = ANCHOR.date()
WHY = "the demo is looked at as a whole"


def _quiet(_line: str) -> None:
    """Say nothing."""


def _told_twice() -> tuple[str, str]:
    """What two preparations of the same seed and day say, the first one undone."""
    with transaction.atomic():
        first = _print_of(county.prepare(anchor=ANCHOR, say=_quiet))
        transaction.set_rollback(True)
    with transaction.atomic():
        second = _print_of(county.prepare(anchor=ANCHOR, say=_quiet))
        transaction.set_rollback(True)
    return first, second


def _print_of(stage: Stage) -> str:
    """All people and everything that is going to happen; not the random codes of slips."""
    people = Person.objects.unscoped(WHY).order_by("id")
    rows = [*people.values_list("name", "born_on", "id_number_last4", "phone_last4")]
    told = [(event.at.isoformat(), event.what) for event in sorted(stage.events)]
    return hashlib.sha256("\n".join(map(str, [*rows, *told])).encode()).hexdigest()


@pytest.fixture(scope="module")
def prints(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[str, str]:
    with django_db_blocker.unblock():
        return _told_twice()


@pytest.fixture(scope="module")
def demo(prints: tuple[str, str], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for this file, rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        county.load(anchor=ANCHOR, say=_quiet)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(demo: None, db: None) -> None:
    """Each test in a savepoint of its own, inside the one load."""


def village(name: str) -> Area:
    return Area.objects.get(short_name=name, level="village")


def matters():
    return Matter.objects.unscoped(WHY)


def test_the_northern_village_has_125_households_and_242_residents_of_whom_62_in_100_are_over_60() -> None:
    scope = Scope(villages=frozenset({village("榆树沟村").pk}), capabilities=frozenset({"see_register"}))
    living = list(residents_on(scope, TODAY))
    old = [one for one in living if one.born_on and identity.age(one.born_on, TODAY) >= 60]
    assert households_on(scope, TODAY).count() == 125
    assert len(living) == 242
    assert abs(len(old) / len(living) - 0.62) < 0.005
    assert Person.objects.unscoped(WHY).filter(village=village("榆树沟村")).count() > 242, (
        "some have died or moved away"
    )


def test_the_mountain_village_has_259_households_of_which_157_were_lifted_out_of_poverty() -> None:
    place = village("枫香寨村")
    scope = Scope(villages=frozenset({place.pk}), capabilities=frozenset({"see_register"}))
    labels = Label.objects.unscoped(WHY).on(TODAY).filter(village=place, kind="lifted_out_of_poverty")
    assert households_on(scope, TODAY).count() == 259
    assert labels.values("household").distinct().count() == labels.count() == 157
    assert all(label.source for label in labels)
    assert residents_on(scope, TODAY).filter(ethnicity="苗族").count() > 500


def test_three_towns_every_role_and_three_administrators_who_are_three_people() -> None:
    assert Area.objects.filter(level="town").count() == 3
    posts = Post.objects.unscoped(WHY)
    assert set(posts.values_list("role", flat=True)) == set(Role.values) - {Role.VILLAGER}
    admins = posts.filter(role__in=[Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
    assert admins.values("user").distinct().count() == 3
    assert posts.values("user").distinct().count() < posts.count(), "somebody holds two posts"


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_every_state_opening_and_outcome_of_every_procedure_is_there(law) -> None:
    mine = matters().filter(procedure=law.key)
    assert set(mine.values_list("state", flat=True)) == {state.key for state in law.states}
    taken = set(StepTaken.objects.filter(matter__procedure=law.key).values_list("key", flat=True))
    assert taken - {NUMBER_KEPT} == {step.key for step in (*law.steps, *law.openings)}


def test_the_grids_have_their_forces_and_a_system_elsewhere_has_given_a_number() -> None:
    entries = RosterEntry.objects.unscoped(WHY)
    assert {"police", "auxiliary", "judge", "mediator", "lawyer"} <= set(entries.values_list("force", flat=True))
    assert StepTaken.objects.filter(key=NUMBER_KEPT).exists()


def test_two_months_of_matters_overdue_due_today_and_tomorrow() -> None:
    assert 120 <= matters().count() <= 400
    assert set(matters().values_list("outcome", flat=True)) == {*(item.value for item in Outcome), ""}
    now = matters().filter(is_open=True, town=village("杨柳铺村").town)
    days = {(one.due_at.astimezone(SHANGHAI).date() - TODAY).days for one in now if one.due_at}
    assert min(days) < 0 and {0, 1} <= days and max(days) > 3
    assert Due.objects.unscoped(WHY).count() >= matters().filter(is_open=True).count()
    assert not matters().filter(is_open=True, due_at=None).exists()
    assert not StepTaken.objects.filter(received_at__gt=ANCHOR).exists()


def test_letters_at_every_stage_asks_late_and_answered_voices_ratings_and_a_delegate() -> None:
    letters = Paper.objects.unscoped(WHY).filter(kind="letter").values_list("status", flat=True)
    assert {"drafted", "sealed", "delivered"} <= set(letters)
    asks = Ask.objects.values_list("answer", flat=True)
    assert {"open", "yes", "no", "done", "objected"} <= set(asks)
    assert Ask.objects.filter(answer="open", chased__gt=0).exists(), "a silent company was reminded"
    assert set(Rating.objects.values_list("stars", flat=True)) == {1, 2, 3, 4, 5}
    assert Voice.objects.count() >= 3 and Grant.objects.filter(until=None).exists()
    kinds = set(Message.objects.unscoped(WHY).values_list("kind", flat=True))
    assert {Kind.ESCALATION, Kind.REMINDER, Kind.ASK, Kind.STEP} <= kinds
    assert Consent.objects.unscoped(WHY).exists()


def test_the_register_is_kept_up_by_request_by_figures_and_by_telling_who_stands_in_it_twice() -> None:
    states = Correction.objects.unscoped(WHY).values_list("state", flat=True)
    assert {"open", "applied", "refused"} <= set(states)
    assert Correction.objects.unscoped(WHY).open().filter(waits_unit=None).count() == 0
    assert Production.objects.unscoped(WHY).values("household").distinct().count() == 4
    pairs = Duplicate.objects.unscoped(WHY)
    assert sorted(pairs.values_list("decision", flat=True)) == ["", "different", "same"]


def test_nobody_is_real() -> None:
    persons = Person.objects.unscoped(WHY).all()
    numbers = [one.id_number for one in persons if one.id_number]
    assert len(numbers) > 2000
    assert all(number.startswith(ID_PREFIX) and identity.is_id_number(number) for number in numbers)
    phones = [one.phone for one in persons if one.phone] + [one.phone for one in User.objects.all() if one.phone]
    assert all(phone.startswith(f"+86{PHONE_PREFIX}") for phone in phones)
    assert all(code.startswith("99") for code in AreaCode.objects.values_list("code", flat=True))


def test_the_same_seed_and_day_give_the_same_county(prints: tuple[str, str]) -> None:
    assert prints[0] == prints[1]


def test_the_command_changes_nothing_where_there_is_data() -> None:
    before, out = matters().count(), StringIO()
    call_command("demo", stdout=out)
    assert "什么都没动" in out.getvalue() and matters().count() == before
    quiet = StringIO()
    call_command("demo", if_new=True, stdout=quiet)
    assert not quiet.getvalue(), "a county of its own has no demo sign-ins"


def test_the_sign_ins_are_listed_and_work(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    (tmp_path / "demo-logins.json").write_text("[]")
    out = StringIO()
    call_command("demo", if_new=True, stdout=out)
    for login, _try in county.logins():
        assert login.login in out.getvalue() and login.name in out.getvalue()
        user = User.objects.by_login(login.login)
        assert user is not None and (user.check_password(PASSWORD) if login.password else login.phone)
    code = StringIO()
    call_command("demo", totp="guowenqing", stdout=code)
    assert code.getvalue().strip().isdigit() and len(code.getvalue().strip()) == 6
    with pytest.raises(CommandError):
        call_command("demo", totp="liuzhiyuan")
    assert demo_logins() == []


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-01-01"])
def test_a_day_that_cannot_be(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(county, "is_empty", lambda: True)
    with pytest.raises(CommandError):
        call_command("demo", today=day)
