"""我的账号: how one wants to hear besides."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from cunli.messages.models import OtherWay
from tests.cast import Cast

ME, URL = "/account/me", "/account/me/hear"


@pytest.fixture(autouse=True)
def _set_up(settings: LazySettings) -> None:
    settings.SMS, settings.MAIL_FROM = ("aliyun", {}), "cunli@example.gov.cn"


def wished(cast: Cast) -> tuple[str, str] | None:
    row = OtherWay.objects.filter(user_id=cast.users["villager"].pk).first()
    return (row.channel, row.address) if row else None


def test_a_villager_chooses_changes_and_takes_back(cast: Cast) -> None:
    client, phone = cast.client("villager"), cast.users["villager"].phone
    page = client.get(ME).content.decode()
    assert "有消息另外怎么告诉我" in page and phone[3:] not in page
    assert client.post(URL, {"way": "sms"}).status_code == 302
    assert wished(cast) == ("sms", phone)
    assert client.post(URL, {"way": "email", "mailbox": "zhang@example.org"}).status_code == 302
    assert wished(cast) == ("email", "zhang@example.org")
    assert "zhang@example.org" in client.get(ME).content.decode()
    assert client.post(URL, {"way": "here"}).status_code == 302
    assert wished(cast) is None


@pytest.mark.parametrize("typed", [{}, {"way": "email"}, {"way": "email", "mailbox": "zhang"}, {"way": "group"}])
def test_what_cannot_be_is_said(cast: Cast, typed: dict[str, str]) -> None:
    answer = cast.client("villager").post(URL, typed)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert wished(cast) is None


def test_what_is_not_set_up_is_not_offered(cast: Cast, settings: LazySettings) -> None:
    client = cast.client("villager")
    settings.MAIL_FROM = ""
    assert "再发邮件" not in client.get(ME).content.decode()
    assert client.post(URL, {"way": "email", "mailbox": "zhang@example.org"}).status_code == 422
    settings.SMS = ("", {})
    assert "有消息另外" not in client.get(ME).content.decode()


def test_a_stranger_is_asked_to_sign_in(cast: Cast) -> None:
    assert cast.client(None).post(URL, {"way": "sms"}).status_code == 401
