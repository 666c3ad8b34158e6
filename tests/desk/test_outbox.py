"""The system administrator's page of what leaves the house: counts and reasons, no text, no address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cunli.messages.addresses import Address
from cunli.messages.models import Kind, Message, Robot, Status
from cunli.messages.services import tell
from tests.cast import Cast
from tests.desk.test_matter_page import text

ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=abcdef"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return cast.client("system_admin")


def test_only_who_configures_sees_it(cast: Cast) -> None:
    for who in ("li_clerk", "wang_clerk", "supervisor", "villager"):
        client = cast.client(who)
        assert client.get("/outbox/").status_code in (403, 404)
        assert client.post("/outbox/robot/", {}).status_code in (403, 404)


def test_it_says_how_many_failed_and_why_and_nothing_else(cast: Cast, administrator: Client) -> None:
    now = timezone.now()
    to = [Address("张有田", phone="13900000001"), Address("田奶奶", phone="13900000002")]
    tell(actor=cast.actor("wang_clerk"), to=to, text="约了电工", ref="HD-2026-00017", at=now, kind=Kind.STEP)
    rows = Message.objects.unscoped("a test acts")
    rows.update(status=Status.FAILED, problem="这个号码收不了短信（X）")
    page = text(administrator.get("/outbox/"))
    assert "短信：这个号码收不了短信（X）" in page and "2 条" in page
    assert not any(word in page for word in ("张有田", "1390000", "约了电工", "HD-2026-00017"))
    rows.update(created_at=now - timedelta(days=8))
    assert "都送到了" in text(administrator.get("/outbox/"))


def test_a_robot_is_set_up_replaced_and_stopped(cast: Cast, administrator: Client) -> None:
    unit = cast.posts["wang_clerk"].unit
    given = {"unit": unit.pk, "make": "dingtalk", "address": ADDRESS, "secret": "SECa"}
    assert administrator.post("/outbox/robot/", given).status_code == 302
    assert administrator.post("/outbox/robot/", {**given, "make": "feishu"}).status_code == 302
    row = Robot.objects.get()
    assert (row.unit_id, row.make, row.address, row.secret) == (unit.pk, "feishu", ADDRESS, "SECa")
    page = text(administrator.get("/outbox/"))
    assert "飞书" in page and "abcdef" not in page and "SECa" not in page
    assert administrator.post(f"/outbox/robot/{unit.pk}/stop/").status_code == 302
    assert not Robot.objects.exists()


def test_a_wrong_address_comes_back_with_a_sentence(cast: Cast, administrator: Client) -> None:
    given = {"unit": cast.posts["wang_clerk"].unit.pk, "make": "wecom", "address": "http://x/", "secret": "SECa"}
    response = administrator.post("/outbox/robot/", given)
    assert response.status_code == 422 and "要以 https:// 开头" in text(response) and "SECa" not in text(response)
    assert administrator.post("/outbox/robot/", {}).status_code == 422
