"""The official account against a server that speaks its protocol, and a person who joins it to their account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings

from cunli.journal.models import Entry
from cunli.messages import channels, outgoing, services
from cunli.messages.addresses import Address
from cunli.messages.channels import Parcel, Refused, Resting, Unsure, posting
from cunli.messages.channels.wechat import TOKENS
from cunli.messages.models import Kind, Message, OtherWay, Status
from cunli.messages.outgoing import Delivered
from tests.cast import NOW, Cast
from tests.messages import wechat
from tests.messages.providers import CUT_OFF, SILENT, Answer, Provider, closed_port, serving
from tests.messages.wechat import OPENID, Account

PARCEL = Parcel(to=OPENID, ref="HD-2026-00017", words="不发给微信", number=7)
ME, BEGIN, BACK = "/account/me", "/account/me/wechat", "/account/me/wechat/back"


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def provider(account: Account, settings: LazySettings) -> Iterator[Provider]:
    TOKENS.forget()
    settings.PUBLIC_ADDRESS = "https://cunli.example"
    with serving(wechat.wechat(account)) as server:
        settings.WECHAT = wechat.given(server)
        yield server
    TOKENS.forget()


def paths(provider: Provider) -> list[str]:
    return [asked.path.rsplit("/", 1)[1] for asked in provider.asked]


def plan(provider: Provider, *answers: object) -> None:
    """A token first: then what is said to messages."""
    channels.wechat().send(PARCEL, at=NOW)
    provider.asked.clear()
    provider.answers = list(answers)


@pytest.mark.parametrize(("way", "opens"), [("subscribe", "page"), ("template", "url")])
def test_the_reference_goes_out_and_nothing_else_of_the_matter(
    provider: Provider, settings: LazySettings, way: str, opens: str
) -> None:
    settings.WECHAT = wechat.given(provider, way=way)
    channels.wechat().send(PARCEL, at=NOW)
    said: dict[str, Any] = provider.asked[-1].json()
    assert said.pop("client_msg_id", "7") == "7"
    assert said == {
        "touser": OPENID,
        "template_id": "T_news",
        "data": {"character_string1": {"value": "HD-2026-00017"}},
        opens: "https://cunli.example/m/HD-2026-00017/",
    }


def test_a_token_is_asked_for_once_and_again_before_it_ends(provider: Provider) -> None:
    client = channels.wechat()
    for _time in range(3):
        client.send(PARCEL, at=NOW)
    assert paths(provider) == ["stable_token", "bizsend", "bizsend", "bizsend"]
    provider.now = NOW + timedelta(seconds=7200) - timedelta(minutes=5)
    client.send(PARCEL, at=provider.now)
    assert paths(provider)[4:] == ["stable_token", "bizsend"]
    assert provider.asked[-1].query["access_token"] == "token-1"


@pytest.mark.parametrize("gone", ["taken back", "expired"])
def test_a_token_that_holds_no_more_is_changed_and_it_is_said_once(
    provider: Provider, account: Account, gone: str
) -> None:
    plan(provider)
    if gone == "expired":
        account.given = dict.fromkeys(account.given, NOW)
    else:
        account.given = {}
    channels.wechat().send(PARCEL, at=NOW)
    assert paths(provider) == ["bizsend", "stable_token", "bizsend"]


def test_a_token_that_never_holds_is_not_asked_for_for_ever(provider: Provider) -> None:
    stale = {"errcode": 42001, "errmsg": "access_token expired"}
    plan(provider, stale, stale, stale)
    with pytest.raises(Resting, match="42001"):
        channels.wechat().send(PARCEL, at=NOW)
    assert paths(provider) == ["bizsend", "stable_token", "bizsend"]


def test_who_follows_no_more_is_refused_for_good(provider: Provider, account: Account) -> None:
    account.followers.clear()
    with pytest.raises(Refused, match="43004"):
        channels.wechat().send(PARCEL, at=NOW)


@pytest.mark.parametrize("code", [40003, 43101])
def test_what_is_about_the_person_does_not_keep_others_waiting(provider: Provider, code: int) -> None:
    plan(provider, {"errcode": code, "errmsg": "no"})
    with pytest.raises(Refused, match=str(code)):
        channels.wechat().send(PARCEL, at=NOW)


@pytest.mark.parametrize("code", [-1, 40037, 45009, 45011, 48001, 47003])
def test_what_meets_the_next_one_too_lets_the_way_rest(provider: Provider, code: int) -> None:
    plan(provider, {"errcode": code, "errmsg": "no"})
    with pytest.raises(Resting, match=str(code)):
        channels.wechat().send(PARCEL, at=NOW)


def test_a_wrong_secret_rests(provider: Provider, settings: LazySettings) -> None:
    settings.WECHAT = wechat.given(provider, secret="another")
    with pytest.raises(Resting, match="40125"):
        channels.wechat().send(PARCEL, at=NOW)


@pytest.mark.parametrize("answer", [CUT_OFF, SILENT, Answer(200, b""), Answer(502, b"<html>"), Answer(200, b"{}")])
def test_without_an_answer_that_can_be_read_nobody_knows(
    provider: Provider, answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    plan(provider, answer)
    with pytest.raises(Unsure):
        channels.wechat().send(PARCEL, at=NOW)


def test_without_a_token_nothing_was_sent(provider: Provider, settings: LazySettings) -> None:
    settings.WECHAT = wechat.given(provider, endpoint=closed_port())
    with pytest.raises(Resting):
        channels.wechat().send(PARCEL, at=NOW)


def test_keys_do_not_show_in_a_log(provider: Provider) -> None:
    assert wechat.SECRET not in repr(channels.wechat())


def join(cast: Cast, code: str = "code-once") -> Any:
    """There and back, as WeChat's own browser is led."""
    client = cast.client("villager")
    there = client.get(BEGIN)
    assert there.status_code == 302 and there.url.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?")
    assert there.url.endswith("#wechat_redirect")
    asked = {name: said for name, (said,) in parse_qs(urlsplit(there.url).query).items()}
    assert asked["scope"] == "snsapi_base" and asked["appid"] == wechat.APP
    assert asked["redirect_uri"] == f"http://testserver{BACK}" and wechat.SECRET not in there.url
    return client, client.get(BACK, {"code": code, "state": asked["state"]})


def test_a_person_joins_it_is_told_by_pointer_and_takes_it_back(cast: Cast, provider: Provider) -> None:
    client, answer = join(cast)
    assert answer.status_code == 302
    way = OtherWay.objects.get(user_id=cast.users["villager"].pk)
    assert (way.channel, way.address) == ("wechat", OPENID)
    page = client.get(ME).content.decode()
    assert "再发微信" in page and OPENID not in page
    tell(cast, "约了张家的电工")
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=1)
    assert "张家" not in provider.asked[-1].body.decode()
    assert client.post(f"{ME}/hear", {"way": "wechat"}).status_code == 302, "kept as it is"
    assert OtherWay.objects.get().address == OPENID
    assert client.post(f"{ME}/hear", {"way": "here"}).status_code == 302
    assert not OtherWay.objects.exists()
    tell(cast, "又约了")
    assert outgoing.deliver_queued(now=NOW) == Delivered()
    assert [entry.after for entry in Entry.objects.filter(verb="messages.hear_besides").order_by("pk")] == [
        {"channel": "wechat"}, {"channel": "wechat"}, {"channel": ""},
    ]  # fmt: skip


def tell(cast: Cast, text: str) -> None:
    to = [Address("张有田", user_id=cast.users["villager"].pk)]
    services.tell(actor=cast.actor("wang_clerk"), to=to, text=text, ref="HD-2026-00017", at=NOW, kind=Kind.STEP)


def test_at_night_it_waits_for_the_morning(cast: Cast, provider: Provider) -> None:
    join(cast)
    tell(cast, "约了电工")
    assert outgoing.deliver_queued(now=NOW, quiet=True) == Delivered()
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=1)


def test_who_follows_no_more_still_reads_it_here(cast: Cast, provider: Provider, account: Account) -> None:
    join(cast)
    account.followers.clear()
    tell(cast, "约了电工")
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    rows = Message.objects.unscoped("test").order_by("channel").values_list("channel", "status")
    assert list(rows) == [("in_app", Status.SENT), ("wechat", Status.FAILED)]


def test_a_code_that_is_none_joins_nobody(cast: Cast, provider: Provider) -> None:
    _client, answer = join(cast, code="code-twice")
    assert answer.status_code == 409 and not OtherWay.objects.exists()


def test_nobody_is_led_to_join_anothers_wechat(cast: Cast, provider: Provider) -> None:
    """A link with somebody else's code, sent to a person who is signed in."""
    client = cast.client("villager")
    assert client.get(BACK, {"code": "code-once", "state": "x"}).status_code == 409
    client.get(BEGIN)
    for query in ({"code": "code-once", "state": "x"}, {"code": "code-once"}, {"code": "code-once", "state": ""}):
        assert client.get(BACK, query).status_code == 409
    assert not OtherWay.objects.exists() and provider.asked == []


def test_who_has_not_joined_cannot_choose_it(cast: Cast, provider: Provider) -> None:
    client = cast.client("villager")
    page = client.get(ME).content.decode()
    assert "在微信里告诉我" in page and "再发微信" not in page
    assert client.post(f"{ME}/hear", {"way": "wechat"}).status_code == 422


def test_without_an_account_of_the_county_there_is_no_such_door(cast: Cast) -> None:
    client = cast.client("villager")
    assert "微信" not in client.get(ME).content.decode()
    assert client.get(BEGIN).status_code == client.get(BACK).status_code == 404
    for path in (BEGIN, BACK):
        assert cast.client(None).get(path).status_code != 404, "a stranger is asked to sign in first"
    with pytest.raises(Refused):
        channels.wechat().send(PARCEL, at=NOW)
