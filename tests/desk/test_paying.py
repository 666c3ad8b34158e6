"""Pages of benefits: programmes and for whom, lists, the bank's Excel and answer, who is asked."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cunli.acts.paying import read_bank_file
from cunli.acts.verify import differences
from cunli.benefits import services
from cunli.benefits.models import Entitlement, ListState, Payment, PaymentList, PaymentState, Programme
from cunli.benefits.refusals import NotBoth
from cunli.lib.refusals import NotYourPost
from cunli.lib.terms import day_of
from cunli.procedures.catalogue.benefit_application import BENEFIT_APPLICATION
from cunli.procedures.scenarios import Scenario, path_of, scenarios_in
from cunli.registry.models import Person
from tests.benefits.conftest import ACCOUNT, Paying, cast, granting, paying, person, sheep
from tests.cast import Cast
from tests.procedures.playing import play

__all__ = ["cast", "granting", "paying", "sheep"]
pytestmark = pytest.mark.django_db
Granting = Callable[..., Entitlement]


def page(made: PaymentList) -> str:
    return reverse("desk:payment_list", args=[made.pk])


def test_the_other_villages_clerk_gets_nothing(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    other = cast.client("li_clerk")
    assert other.get(page(made)).status_code == 404
    assert other.post(page(made), {"do": "approve", "version": 1}).status_code == 404
    assert other.post(reverse("desk:bank_sheet", args=[made.pk])).status_code == 403
    assert "周满仓" not in other.get(reverse("desk:asked_payments")).content.decode()
    assert made.ref not in other.get(reverse("desk:benefits")).content.decode()
    asked = Payment.objects.get()
    other.post(reverse("desk:asked_payments"), {"payment": asked.pk, "arrived": "yes"})
    assert Payment.objects.get().arrived is None
    who = Person.objects.unscoped("test").get(name="周满仓")
    assert other.get(reverse("desk:benefits_of", args=[who.pk])).status_code == 404
    for nobody in ("villager", "audit_admin", "leader"):
        assert cast.client(nobody).get(reverse("desk:benefits")).status_code == 403


def test_from_the_draft_to_the_yard_through_the_pages(cast: Cast, granting: Granting) -> None:
    granting("周满仓")
    officer, colleague = cast.client("bureau_officer"), cast.client("bureau_colleague")
    drafted = officer.post(reverse("desk:benefits"), {"kind": "farming_support", "period": "2026-11"}, follow=True)
    made = PaymentList.objects.unscoped("test").get()
    assert "8,000" in drafted.content.decode()
    assert ACCOUNT not in drafted.content.decode()
    assert 'value="approve"' not in drafted.content.decode()
    refused = officer.post(page(made), {"do": "approve", "version": made.version})
    assert refused.status_code == 422
    assert "自己拟的名单自己不能批" in refused.content.decode()
    assert colleague.post(page(made), {"do": "approve", "version": made.version}).status_code == 302
    sheet = officer.post(reverse("desk:bank_sheet", args=[made.pk]))
    rows = python_calamine.load_workbook(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()
    assert rows[1][2] == ACCOUNT
    made.refresh_from_db(from_queryset=PaymentList.objects.unscoped("test"))
    answer = SimpleUploadedFile("回单.csv", f"编号,金额,结果\n{made.ref}-0001,8000,成功\n".encode())
    done = officer.post(
        page(made),
        {"do": "read", "version": made.version, "file": answer, "paid_on": timezone.localdate()},
        follow=True,
    )
    assert "发到 1 户，8,000 元" in done.content.decode()
    village = cast.client("wang_clerk")
    assert "周满仓" in village.get(reverse("desk:asked_payments")).content.decode()
    village.post(reverse("desk:asked_payments"), {"payment": Payment.objects.get().pk, "arrived": "no", "said": ""})
    assert Payment.objects.get().arrived is None, "a no says what was said"
    village.post(
        reverse("desk:asked_payments"), {"payment": Payment.objects.get().pk, "arrived": "yes", "said": "羊都买了"}
    )
    made.refresh_from_db(from_queryset=PaymentList.objects.unscoped("test"))
    assert made.state == ListState.DONE
    assert list(differences()) == []


def test_a_file_that_cannot_be_read_says_why(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.sent()
    file = SimpleUploadedFile("回单.xlsx", b"no excel")
    found = cast.client("bureau_officer").post(
        page(made), {"do": "read", "version": made.version, "file": file, "paid_on": timezone.localdate()}
    )
    assert found.status_code == 422
    assert "这个文件打不开" in found.content.decode()


def test_a_payment_after_death_stands_on_the_page_until_it_is_back(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    given = granting("周满仓")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    Person.objects.unscoped("test").filter(pk=given.person_id).update(died_on=cast.today - timedelta(days=2))
    officer = cast.client("bureau_officer")
    assert "人去世以后还发了的" in officer.get(page(made)).content.decode()
    sent = {"do": "recover", "payment": Payment.objects.get().pk, "why": "家里退的", "back_on": cast.today}
    assert "人去世以后还发了的" not in officer.post(page(made), sent, follow=True).content.decode()
    assert Payment.objects.get().state == PaymentState.RECOVERED


def test_ones_copy_holds_what_was_granted_and_every_line_by_which_it_was_paid(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    given = granting("周满仓")
    granting("田桂花", bank="6217000099991234567")
    Person.objects.unscoped("test").filter(pk=given.person_id).update(user=cast.users["villager"])
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,退回,账号已销户"))
    copied = cast.client("villager").post(reverse("desk:my_copy"), {"print": "1"}).content.decode()
    for said in (given.ref, "帮扶到户的产业补助", "一次 8,000 元", made.ref, ACCOUNT, "退回来了", "账号已销户", "H-1"):
        assert said in copied
    assert "6217000099991234567" not in copied and "田桂花" not in copied
    counter = cast.client("wang_clerk").post(
        reverse("desk:copy_given", args=[given.person_id]), {"reason": "本人来要一份", "print": "1"}
    )
    assert made.ref in counter.content.decode()
    assert made.ref not in cast.client("other_villager").post(reverse("desk:my_copy"), {"print": "1"}).content.decode()


def test_a_long_list_is_read_page_by_page_and_counted_whole(
    cast: Cast, granting: Granting, paying: Paying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cunli.desk.paying.page.LINES", 1)
    granting("周满仓")
    granting("田桂花", bank="")
    made = paying.drafted()
    officer = cast.client("bureau_officer")
    first, second = (officer.get(page(made), {"page": n}).content.decode() for n in (1, 2))
    assert ("周满仓" in first, "田桂花" in first) == (True, False)
    assert ("周满仓" in second, "田桂花" in second) == (False, True)
    for shown in (first, second):
        assert "2 户，一共 16,000 元" in shown and "1 户没有账号" in shown


def test_a_list_is_thrown_away_with_the_reason(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.drafted()
    officer = cast.client("bureau_officer")
    assert officer.post(page(made), {"do": "drop", "version": made.version, "why": ""}).status_code == 422
    said = officer.post(page(made), {"do": "drop", "version": made.version, "why": "拟错月份了"}, follow=True)
    assert "拟错月份了" in said.content.decode()


def test_the_county_writes_a_programme_and_each_person_reads_why_not(cast: Cast) -> None:
    old = person(cast, "田桂花", born_on=cast.today.replace(year=cast.today.year - 78))
    typed = {
        "kind": "age_allowance", "form": "money", "rhythm": "monthly", "gives": "每月 100 元", "most_fen": "100",
        "age": "80", "lives_here": "on", "has_not": ["destitute"], "valid_from": "2026-01-01", "source": "高龄津贴办法",
    }  # fmt: skip
    bureau = cast.client("bureau_officer")
    assert cast.client("wang_clerk").get(reverse("desk:programme")).status_code == 403
    assert bureau.post(reverse("desk:programme"), typed | {"most_fen": "一百"}).status_code == 422
    assert bureau.post(reverse("desk:programme"), typed).status_code == 302
    assert bureau.post(reverse("desk:programme"), typed).status_code == 422, "one edition a day"
    assert Programme.objects.get().most_fen == 10_000
    clerk, address = cast.client("wang_clerk"), reverse("desk:benefits_of", args=[old.pk])
    home = old.memberships.unscoped("test").get().household_id
    assert address in clerk.get(reverse("desk:household", args=[home])).content.decode()
    english = clerk.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Does not hold: Age: 78 years. 2 years short" in english
    text = clerk.get(address).content.decode()
    assert "年龄至少 80 岁" in text and "年龄 78 岁" in text and "还差 2 岁" in text
    assert "眼下不够条件" in text


def test_what_the_bank_paid_goes_on_in_its_matter_by_itself(cast: Cast, paying: Paying, sheep: Programme) -> None:
    """The first story of the procedure, its money paid by a list instead of by hand."""
    del sheep
    story = scenarios_in(path_of("benefit_application"))[0]
    until = next(n for n, act in enumerate(story.acts) if act.said.get("step") == "paid")
    played = play(cast, BENEFIT_APPLICATION, Scenario(story.title, story.opened, story.acts[:until], {}))
    given = Entitlement.objects.unscoped("test").get(ref=played.played.ref)
    given.person = person(cast, "田奶奶")
    given.save()
    paying.cast.now, at = played.now, played.now
    made = services.draft_list(actor=cast.actor("bureau_officer"), kind="farming_support", period="2026-12", at=at)
    clerk = cast.actor("civil_officer")
    with pytest.raises(NotYourPost):
        services.approve(actor=clerk, found=made, at=at)
    services.approve(actor=cast.actor("bureau_colleague"), found=made, at=at)
    services.send(actor=cast.actor("bureau_officer"), found=made, at=at).close()
    content = paying.answer(f"{made.ref}-0001,田奶奶,{ACCOUNT},8000,成功,")
    read_bank_file(
        actor=cast.actor("bureau_officer"), found=made, content=content, name="x.csv", paid_on=day_of(at), at=at
    )
    assert played.played.state == "in_use"


def test_who_worked_on_an_application_does_not_approve_its_payment(cast: Cast, paying: Paying) -> None:
    story = next(one for one in scenarios_in(path_of("benefit_application")) if "delegated to the town" in one.title)
    until = next(n for n, act in enumerate(story.acts) if act.said.get("sweep"))
    played = play(cast, BENEFIT_APPLICATION, Scenario(story.title, story.opened, story.acts[:until], {}))
    given = Entitlement.objects.unscoped("test").get(ref=played.played.ref)
    given.unit = cast.units["civil"]
    given.save()
    made = services.draft_list(
        actor=cast.actor("civil_colleague"), kind="age_allowance", period="2026-12", at=played.now
    )
    with pytest.raises(NotBoth, match="经手申请"):
        services.approve(actor=cast.actor("civil_officer"), found=made, at=played.now)
