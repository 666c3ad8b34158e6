"""What the environment says of text messages and e-mail is understood, or refused by name."""

from __future__ import annotations

import pytest

from cunli.config import environment
from cunli.messages.channels import SMS_PROVIDERS
from cunli.messages.channels.wechat import WeChat

GIVEN = {
    "SMS_KEY_ID": "id",
    "SMS_KEY_SECRET": "secret",
    "SMS_SIGN": "石头县",
    "SMS_CODE_TEMPLATE": "SMS_1",
    "SMS_NEWS_TEMPLATE": "SMS_2",
    "SMS_APP": "1400006666",
}


WECHAT = {
    "WECHAT_APP": "wx0123456789abcdef",
    "WECHAT_SECRET": "secret",
    "WECHAT_TEMPLATE": "T_news",
    "WECHAT_FIELD": "character_string1",
}


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMS", *GIVEN, "SMS_ENDPOINT", "SMS_REGION", "MAIL", "MAIL_FROM", *WECHAT, "WECHAT_WAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("provider", list(SMS_PROVIDERS))
def test_a_provider_with_all_it_needs(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GIVEN, "SMS": provider}.items():
        monkeypatch.setenv(name, value)
    named, given = environment.sms()
    SMS_PROVIDERS[named](**given)
    monkeypatch.setenv("SMS_ENDPOINT", "http://sms.example.org")
    with pytest.raises(SystemExit, match="https"):
        environment.sms()
    monkeypatch.delenv("SMS_ENDPOINT")
    monkeypatch.delenv("SMS_SIGN")
    with pytest.raises(SystemExit, match="SMS_SIGN"):
        environment.sms()


def test_nothing_given_and_nobody_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.sms() == ("", {}) and environment.mail() == ({}, "")
    monkeypatch.setenv("SMS", "pigeon")
    with pytest.raises(SystemExit, match="aliyun or tencent"):
        environment.sms()


def test_a_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "cunli@example.gov.cn")
    monkeypatch.setenv("MAIL", "smtps://cunli%40example.gov.cn:p%2Fw@smtp.example.gov.cn")
    server, sender = environment.mail()
    assert sender == "cunli@example.gov.cn"
    assert (server["username"], server["password"], server["port"]) == ("cunli@example.gov.cn", "p/w", 465)
    assert (server["use_ssl"], server["use_tls"]) == (True, False)
    monkeypatch.setenv("MAIL", "smtp://smtp.example.gov.cn")
    assert environment.mail()[0]["port"] == 587 and environment.mail()[0]["use_tls"]


@pytest.mark.parametrize(("address", "sender"), [("http://x", "a@b"), ("smtps://", "a@b"), ("smtps://x", "nobody")])
def test_a_mail_server_that_is_none(address: str, sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL", address)
    monkeypatch.setenv("MAIL_FROM", sender)
    with pytest.raises(SystemExit, match="MAIL"):
        environment.mail()


def test_an_official_account(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.wechat() == {}
    for name, value in WECHAT.items():
        monkeypatch.setenv(name, value)
    assert WeChat(**environment.wechat()).way == "subscribe"
    monkeypatch.setenv("WECHAT_WAY", "pigeon")
    with pytest.raises(SystemExit, match="WECHAT_WAY"):
        environment.wechat()
    monkeypatch.setenv("WECHAT_WAY", "template")
    monkeypatch.setenv("WECHAT_ENDPOINT", "http://wechat.example.org")
    with pytest.raises(SystemExit, match="https"):
        environment.wechat()
    monkeypatch.delenv("WECHAT_ENDPOINT")
    monkeypatch.delenv("WECHAT_SECRET")
    with pytest.raises(SystemExit, match="WECHAT_SECRET"):
        environment.wechat()


@pytest.mark.parametrize("hosts", ["10.0.0.1/24", "https://x", "*.x", "a@b"])
def test_hosts_behind_the_wall_are_names_and_nothing_else(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_HOSTS", " Platform.example , 10.0.0.1 ")
    assert environment.hosts("WEBHOOK_HOSTS") == ("platform.example", "10.0.0.1")
    monkeypatch.setenv("WEBHOOK_HOSTS", hosts)
    with pytest.raises(SystemExit, match="WEBHOOK_HOSTS"):
        environment.hosts("WEBHOOK_HOSTS")
