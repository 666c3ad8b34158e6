"""The slip: a matter for somebody without a phone, and the door that its code opens."""

from __future__ import annotations

import pytest
from django.test import Client

from cunli.cases.models import Grant
from cunli.cases.services import Reporter
from tests.acts.stories import again, minutes, report, step
from tests.cast import Cast
from tests.desk.test_matter_page import pole, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(90))


def test_other_village_gets_nothing(cast: Cast) -> None:
    matter = pole(cast)
    assert cast.client("li_clerk").get(f"/m/{matter.ref}/slip").status_code == 404
    assert cast.client(None).get(f"/m/{matter.ref}/slip").status_code == 302


@pytest.mark.parametrize("size", ["58", "80", "a6", "', drop"])
def test_slip_prints(cast: Cast, size: str) -> None:
    matter = pole(cast)
    page = text(cast.client("wang_clerk").get(f"/m/{matter.ref}/slip", {"size": size}))
    assert matter.title in page
    assert matter.ref in page
    assert f"{matter.code[:3]} {matter.code[3:6]} {matter.code[6:]}" in page
    assert "办完" in page
    assert "<svg" in page
    assert "张有田" not in page
    assert "13900000001" not in page


def test_code_opens_its_one_matter(cast: Cast) -> None:
    reporter = Reporter(name="田奶奶")
    matter = report(cast, "window", "手机不响了", procedure="service_request", kind="phone", reporter=reporter)
    step(cast, "window", matter, "take", at=minutes(5))
    step(cast, "window", matter, "fix", at=minutes(20), outcome="铃声调大了")
    other = pole(cast)
    client = Client()
    opened = client.get(f"/s/{matter.code}")
    assert opened.status_code == 302
    assert opened["Location"] == f"/m/{matter.ref}/"
    page = text(client.get(f"/m/{matter.ref}/"))
    assert "铃声调大了" in page
    assert "没好" in page
    assert client.get(f"/m/{other.ref}/").status_code == 404
    assert client.post(f"/m/{matter.ref}/step/contest/", {"key": "a"}).status_code == 422
    assert client.post(f"/m/{matter.ref}/step/contest/", {"key": "a", "own_words": "还是不响"}).status_code == 302
    assert again(matter).state == "in_hand"
    assert client.get(f"/m/{matter.ref}/delegate").status_code == 302


def test_wrong_code_is_like_no_code(cast: Cast) -> None:
    matter = pole(cast)
    client = Client()
    wrong = matter.code[:-1] + str((int(matter.code[-1]) + 1) % 10)
    for code in (wrong, "0000000000", "abc", "1" * 25):
        answer = client.get(f"/s/{code}")
        assert answer.status_code == 404
        assert "没有这个号码" in text(answer)
    assert client.post("/s/", {"code": ""}).status_code == 422
    spoken = f"{matter.code[:3]} {matter.code[3:6]} {matter.code[6:]}"
    assert client.post("/s/", {"code": spoken}).status_code == 302


def test_guessing_is_stopped(cast: Cast) -> None:
    client = Client()
    answers = [client.get("/s/0000000000").status_code for _ in range(61)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_child_helps_until_taken_back(cast: Cast) -> None:
    matter = pole(cast)
    person, child = cast.client("villager"), cast.client("other_villager")
    assert child.get(f"/m/{matter.ref}/").status_code == 404
    assert person.get(f"/m/{matter.ref}/delegate").status_code == 200
    path = f"/m/{matter.ref}/delegate"
    assert person.post(path, {"key": "a", "phone": "13900009999", "why": "女儿"}).status_code == 422
    assert person.post(path, {"key": "a", "phone": "139 0000 0002", "why": "我女儿"}).status_code == 302
    assert child.get(f"/m/{matter.ref}/").status_code == 200
    grant = Grant.objects.get(matter=matter)
    further = child.post(path, {"key": "b", "phone": "13900000003", "why": "邻居"})
    assert further.status_code == 403
    assert "我女儿" in text(person.get(f"/m/{matter.ref}/"))
    assert cast.client("li_clerk").post(f"{path}/{grant.pk}/end").status_code == 404
    assert person.post(f"{path}/{grant.pk}/end").status_code == 302
    assert child.get(f"/m/{matter.ref}/").status_code == 404


def test_staff_cannot_delegate_for_the_person(cast: Cast) -> None:
    matter = pole(cast)
    data = {"key": "a", "phone": "13900000002", "why": "女儿"}
    assert cast.client("peace_officer").post(f"/m/{matter.ref}/delegate", data).status_code == 403
    assert Grant.objects.count() == 0


def test_verify_leads_to_the_question(cast: Cast) -> None:
    answer = Client().get("/verify/1234567890", follow=True)
    assert answer.status_code == 404
    assert "没有查到" in text(answer)


def test_slip_is_in_chinese_whoever_prints_it(cast: Cast) -> None:
    """It goes home with somebody who may read nothing else."""
    matter, english = pole(cast), {"accept-language": "en"}
    page = text(cast.client("wang_clerk").get(f"/m/{matter.ref}/slip", headers=english))
    assert "您的号码，报号就能查" in page and "Your number" not in page and "办完" in page
