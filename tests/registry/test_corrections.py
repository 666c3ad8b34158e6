"""What is said to be wrong is a request: a second person checks it, then the register changes, and it can be shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cunli.dues.models import Due
from cunli.journal.models import Entry
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.registry import selectors, services
from cunli.registry.kinds import CorrectionState, Relation, Sex
from cunli.registry.models import Correction, Dwelling, Membership, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World, corrected, id_number
from tests.registry.correcting import apply, ask, now, refuse


def test_the_clerk_of_the_other_village_asks_and_decides_nothing(world: World, home: Home) -> None:
    asked = ask(world, home)
    for actor in (world.other_clerk, world.other_grid_member, world.villager, world.supervisor):
        with pytest.raises(NotYours):
            ask(world, home, actor=actor, field="name", value="x")
        with pytest.raises(NotYours):
            apply(actor, asked)
        with pytest.raises(NotYours):
            refuse(actor, asked)
        with pytest.raises(NotYours):
            services.withdraw_correction(actor=actor, correction_id=asked.pk, at=NOW)
        with pytest.raises(NotYours):
            selectors.correction_for(actor, asked.pk)
        with pytest.raises(NotYours):
            selectors.person_entry(actor, home.son.pk, TODAY)
        assert not selectors.corrections_to_check(actor).exists()
    with pytest.raises(NotYours):
        ask(world, home, actor=world.other_clerk, person_id=None, household_id=home.household.pk, field="address")


def test_asking_changes_nothing_and_a_second_person_does(world: World, home: Home) -> None:
    asked = ask(world, home, evidence="身份证")
    assert now(home.son).phone == ""
    assert apply(world.clerk, asked).state == CorrectionState.APPLIED
    son = now(home.son)
    assert (son.phone, son.phone_last4) == ("+8613911112222", "2222")
    assert selectors.search(world.clerk.scope, "13911112222", TODAY)[0].name == "曾小军"


def test_numbers_are_sealed_and_stay_out_of_the_journal(world: World, home: Home) -> None:
    asked = apply(world.clerk, ask(world, home))
    with connection.cursor() as cursor:
        cursor.execute("SELECT old, new FROM registry_correction WHERE id = %s", [asked.pk])
        assert "13911112222" not in "".join(cursor.fetchone())
    entries = Entry.objects.filter(verb__contains="correction")
    assert [entry.verb for entry in entries.order_by("id")] == ["registry.ask_correction", "registry.apply_correction"]
    assert "13911112222" not in str(list(entries.values()))


def test_a_name_is_kept_with_the_one_before_and_journalled(world: World, home: Home) -> None:
    corrected(world, home.son, "name", "曾立军")
    entry = Entry.objects.latest("id")
    assert (entry.before["value"], entry.after["value"]) == ("曾小军", "曾立军")
    assert [row.name for row in home.son.former_names.all()] == ["曾小军"]
    assert selectors.search(world.clerk.scope, "曾小军", TODAY)[0].name == "曾立军"


@pytest.mark.parametrize(
    ("field", "value", "now_is"),
    [
        ("ethnicity", "苗族", "苗族"),
        ("bank", "6222 0000 1111 2222", "6222000011112222"),
        ("id_number", id_number(date(1976, 2, 3), 32), id_number(date(1976, 2, 3), 32)),
    ],
)
def test_each_field_becomes_what_was_asked(world: World, home: Home, field: str, value: str, now_is: str) -> None:
    corrected(world, home.son, field, value)
    assert getattr(now(home.son), field) == now_is


def test_birth_and_sex_follow_a_corrected_id_number(world: World, home: Home) -> None:
    corrected(world, home.son, "id_number", id_number(date(1976, 2, 3), 32))
    assert (now(home.son).born_on, now(home.son).sex) == (date(1976, 2, 3), Sex.FEMALE)


def test_where_no_id_number_speaks_birth_and_sex_are_corrected_alone(world: World, home: Home) -> None:
    other = services.add_person(
        actor=world.clerk, household_id=home.household.pk, name="王五", relation=Relation.OTHER, since=START, at=NOW
    )
    corrected(world, other, "born_on", "1980-05-06")
    corrected(world, other, "sex", Sex.MALE)
    assert (now(other).born_on, now(other).sex) == (date(1980, 5, 6), Sex.MALE)


def test_the_head_of_a_household_changes_in_two_steps(world: World, home: Home) -> None:
    asked = ask(world, home, field="relation", value=Relation.HEAD)
    with pytest.raises(Conflict, match="户主"):
        apply(world.clerk, asked)
    assert Correction.objects.unscoped("test").get(pk=asked.pk).state == CorrectionState.OPEN
    corrected(world, home.grandmother, "relation", Relation.PARENT)
    apply(world.clerk, asked)
    heads = Membership.objects.unscoped("test").filter(household=home.household, relation=Relation.HEAD)
    assert [row.person_id for row in heads] == [home.son.pk]


def test_the_address_of_a_household_is_that_of_its_house(world: World, home: Home) -> None:
    asked = ask(world, home, person_id=None, household_id=home.household.pk, field="address", value="石桥村二组3号")
    apply(world.clerk, asked, again="")
    assert Dwelling.objects.unscoped("test").get().address == "石桥村二组3号"
    bare = services.register_household(actor=world.clerk, area_id=world.group.pk, since=START, at=NOW)
    asked = ask(
        world, home, actor=world.town_officer, person_id=None, household_id=bare.pk, field="door_no", value="21"
    )
    apply(world.clerk, asked, again="")
    bare.refresh_from_db()
    assert bare.dwelling is not None
    assert (bare.dwelling.door_no, bare.dwelling.village_id) == ("21", world.village.pk)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "还缺改成什么"),
        ("name", "长" * 41, "最多 40 个字"),
        ("phone", "1380000", "打不通"),
        ("bank", "62 20 abcd", "只有数字"),
        ("id_number", "", "还缺改成什么"),
        ("id_number", "150922194105060240", "有一位不对"),
        ("born_on", "1975年", "日子没看懂"),
        ("born_on", "2030-01-01", "日子还没到"),
        ("born_on", "1975-02-04", "和身份证号对不上"),
        ("sex", "female", "和身份证号对不上"),
        ("sex", "unknown", "请从给出的几项里选一个"),
        ("relation", "boss", "请从给出的几项里选一个"),
        ("relation", "child", "和户册里现在写的一样"),
    ],
)
def test_what_cannot_be_right_is_told_at_the_field(
    world: World, home: Home, field: str, value: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, home, field=field, value=value)
    assert sentence in refused.value.fields["value"]
    assert not Due.objects.unscoped("test").exists()


@pytest.mark.parametrize("field", ["household_no", "address", "died_on"])
def test_only_listed_fields_are_corrected(world: World, home: Home, field: str) -> None:
    with pytest.raises(Invalid, match="没有这一项"):
        ask(world, home, field=field)


def test_it_must_be_said_why(world: World, home: Home) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, home, reason="错了")
    assert "reason" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        refuse(world.clerk, ask(world, home), "不")
    assert "why_not" in refused.value.fields


def test_an_id_number_of_somebody_else_is_refused(world: World, home: Home) -> None:
    asked = ask(world, home, field="id_number", value=home.grandmother.id_number)
    with pytest.raises(Conflict, match="已经在户册里"):
        apply(world.clerk, asked, home.grandmother.id_number)
    assert now(home.son).id_number == home.son.id_number


def test_nobody_checks_their_own_request_themselves_or_their_family(world: World, home: Home) -> None:
    own = ask(world, home, actor=world.clerk)
    with pytest.raises(NotYourPost, match="自己提的"):
        apply(world.clerk, own)
    services.link_user(actor=world.town_officer, person_id=home.son.pk, user_id=world.clerk.user_id, at=NOW)
    about_family = ask(world, home, person_id=home.grandmother.pk)
    for asked in (ask(world, home, field="ethnicity", value="苗族"), about_family):
        for act in (apply, refuse):
            with pytest.raises(NotYourPost, match="自己家里的"):
                act(world.clerk, asked)
    assert apply(world.town_officer, about_family).state == CorrectionState.APPLIED
    rows = Correction.objects.unscoped("test").filter(pk=own.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=CorrectionState.APPLIED, decided_by_id=world.clerk.user_id, decided_at=NOW)


def test_who_told_the_asker_does_not_check_it_either(world: World, home: Home) -> None:
    neighbour = services.add_person(
        actor=world.clerk, household_id=home.household.pk, name="王五", relation=Relation.OTHER, since=START, at=NOW
    )
    services.move_out(actor=world.clerk, person_id=neighbour.pk, on=TODAY, at=NOW)
    services.link_user(actor=world.town_officer, person_id=neighbour.pk, user_id=world.clerk.user_id, at=NOW)
    with pytest.raises(NotYourPost):
        apply(world.clerk, ask(world, home, asked_for_id=neighbour.pk))


def test_who_sees_masked_only_asks_but_does_not_check(world: World, home: Home) -> None:
    with pytest.raises(NotYourPost, match="岗位"):
        apply(world.grid_member, ask(world, home, actor=world.town_officer))


def test_a_number_is_read_from_the_paper_twice_and_shown_to_nobody(world: World, home: Home) -> None:
    asked = ask(world, home)
    for wrong in ("", "139 1111 2223", "不知道"):
        with pytest.raises(Invalid) as refused:
            apply(world.clerk, asked, wrong)
        assert "again" in refused.value.fields
    assert apply(world.clerk, asked, "13911112222").state == CorrectionState.APPLIED


def test_who_comes_second_is_told_and_the_same_again_is_once(world: World, home: Home) -> None:
    asked = ask(world, home)
    apply(world.clerk, asked)
    entries = Entry.objects.count()
    assert apply(world.clerk, asked, "").state == CorrectionState.APPLIED
    assert Entry.objects.count() == entries
    with pytest.raises(Conflict, match="已经有结果"):
        refuse(world.town_officer, asked)
    with pytest.raises(Conflict):
        services.withdraw_correction(actor=world.grid_member, correction_id=asked.pk, at=NOW)


def test_asking_again_asks_once(world: World, home: Home) -> None:
    key = key_for("k", ["phone"])
    first = ask(world, home, key=key)
    assert ask(world, home, key=key) == first == ask(world, home)
    assert Entry.objects.filter(verb="registry.ask_correction").count() == 1
    for other in ({"value": "139 3333 4444"}, {"actor": world.clerk}):
        with pytest.raises(Conflict, match="等核对"):
            ask(world, home, **other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(
            person=home.son, field="phone", asked_by_id=world.clerk.user_id or 0, asked_at=NOW, due_at=NOW,
            county=world.county, town=world.town, village=world.village,
        )  # fmt: skip


def test_where_the_register_has_changed_since_it_says_so(world: World, home: Home) -> None:
    asked = ask(world, home)
    Person.objects.unscoped("an import, say").filter(pk=home.son.pk).update(phone="+8613700000000")
    with pytest.raises(Conflict, match="又改过了"):
        apply(world.clerk, asked)
    assert refuse(world.clerk, asked).state == CorrectionState.REFUSED


def test_what_was_asked_by_mistake_is_taken_back(world: World, home: Home) -> None:
    asked = ask(world, home)
    for _again in range(2):
        services.withdraw_correction(actor=world.grid_member, correction_id=asked.pk, at=NOW)
    assert not Due.objects.unscoped("test").exists()
    assert ask(world, home) != asked


def test_a_phone_that_is_not_wanted_goes_on_the_same_day(world: World, home: Home) -> None:
    asked = ask(world, home, person_id=home.grandmother.pk, value="", reason="不想留电话了")
    assert asked.due_at - NOW < timedelta(days=1)
    apply(world.clerk, asked, "")
    assert (now(home.grandmother).phone, now(home.grandmother).phone_blind) == ("", "")


def test_the_history_says_what_when_on_whose_request_and_who_checked(world: World, home: Home) -> None:
    apply(world.clerk, ask(world, home))
    refuse(world.clerk, ask(world, home, field="ethnicity", value="苗族"))
    history = selectors.person_entry(world.clerk, home.son.pk, TODAY).history
    assert [(one.label, one.old, one.new, one.source, one.checked) for one in history] == [
        ("民族", "", "苗族", "孙强", "赵明 · 没有改"),
        ("电话", "", "139****2222", "孙强", "赵明 · 改好了"),
    ]
