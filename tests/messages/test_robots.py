"""Robots of work groups against servers that check their signatures, and what they are given to say."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid
from cunli.messages import channels, outgoing, selectors
from cunli.messages.channels import DeliveryError, Parcel, Resting, Unsure
from cunli.messages.models import Message, Robot, Status
from cunli.messages.outgoing import Delivered
from cunli.messages.robots import remove_robot, set_robot, speak
from tests.cast import NOW, TODAY, Cast
from tests.messages.providers import CUT_OFF, Answer, Asked, Provider, closed_port, serving

PARCEL = Parcel(to="", ref="", words="村里：3 件事今天到期。", number=7)
SECRET = "SECa1b2"
KEY = "/hook/k"


def _mac(key: str, said: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), said.encode(), hashlib.sha256).digest()).decode()


def wecom(asked: Asked, now: datetime) -> dict[str, Any] | None:
    if asked.query.get("key") != "k":
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    return None if asked.json()["msgtype"] == "text" else {"errcode": 40008, "errmsg": "invalid message type"}


def dingtalk(asked: Asked, now: datetime) -> dict[str, Any] | None:
    stamp = asked.query.get("timestamp", "0")
    fresh = abs(int(stamp) / 1000 - now.timestamp()) < 3600
    if not fresh or asked.query.get("sign") != _mac(SECRET, f"{stamp}\n{SECRET}"):
        return {"errcode": 310000, "errmsg": "sign not match"}
    return None if asked.query["access_token"] == "k" else {"errcode": 300005, "errmsg": "token is not exist"}


def feishu(asked: Asked, now: datetime) -> dict[str, Any] | None:
    said = asked.json()
    stamp = said.get("timestamp", "0")
    fresh = abs(int(stamp) - now.timestamp()) < 3600
    if not fresh or said.get("sign") != _mac(f"{stamp}\n{SECRET}", ""):
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
    return None


MAKES = {
    "wecom": (Provider(check=wecom, good={"errcode": 0, "errmsg": "ok"}), f"{KEY}?key=k", 45009),
    "dingtalk": (Provider(check=dingtalk, good={"errcode": 0, "errmsg": "ok"}), f"{KEY}?access_token=k", 130101),
    "feishu": (Provider(check=feishu, good={"code": 0, "msg": "success"}), KEY, 11232),
}


@pytest.fixture(params=list(MAKES))
def make(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def server(make: str) -> Iterator[Provider]:
    prepared = MAKES[make][0]
    with serving(Provider(check=prepared.check, good=prepared.good)) as provider:
        yield provider


def robot(make: str, server: Provider, secret: str = SECRET) -> channels.Channel:
    return channels.robot(make, address=server.address + MAKES[make][1], secret=secret)


def test_the_group_reads_the_words(make: str, server: Provider) -> None:
    robot(make, server).send(PARCEL, at=NOW)
    (asked,) = server.asked
    said = asked.json()
    assert PARCEL.words in (said.get("text") or said["content"]).values()


@pytest.mark.parametrize("make", ["dingtalk", "feishu"])
def test_a_wrong_secret_is_told_by_the_robot(make: str, server: Provider) -> None:
    for secret in ("another", ""):
        with pytest.raises(DeliveryError, match=r"310000|19021"):
            robot(make, server, secret).send(PARCEL, at=NOW)
    with pytest.raises(DeliveryError, match=r"310000|19021"):
        robot(make, server).send(PARCEL, at=NOW - timedelta(hours=2))


def test_too_many_a_minute_is_tried_again(make: str, server: Provider) -> None:
    code = MAKES[make][2]
    server.answers = [{"code" if make == "feishu" else "errcode": code}]
    with pytest.raises(DeliveryError, match=str(code)) as failed:
        robot(make, server).send(PARCEL, at=NOW)
    assert type(failed.value) is DeliveryError


@pytest.mark.parametrize("garbage", [CUT_OFF, Answer(200, b"ok"), Answer(200, b"{}"), Answer(500, b"<html>")])
def test_garbage_leaves_it_open(make: str, server: Provider, garbage: object) -> None:
    server.answers = [garbage]
    with pytest.raises(Unsure):
        robot(make, server).send(PARCEL, at=NOW)


def test_nobody_listens(make: str) -> None:
    with pytest.raises(Resting):
        channels.robot(make, address=closed_port() + KEY, secret="").send(PARCEL, at=NOW)


def test_the_sweep_lets_it_speak_once_and_nobody_phones_a_group(cast: Cast, make: str, server: Provider) -> None:
    unit = cast.posts["wang_clerk"].unit
    row = Robot.objects.create(unit=unit, make=make, address=server.address + MAKES[make][1], secret=SECRET)
    assert speak(robot=row, text="村里：3 件事今天到期。", on=TODAY, at=NOW)
    assert not speak(robot=row, text="村里：3 件事今天到期。", on=TODAY, at=NOW)
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=1)
    assert speak(robot=row, text="村里：1 件事今天到期。", on=TODAY + timedelta(days=1), at=NOW)
    server.answers = [CUT_OFF]
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert len(server.asked) == 2
    assert not selectors.calls_to_make(cast.actor("wang_clerk")).exists()


def test_address_and_secret_are_sealed_and_not_in_the_journal(cast: Cast) -> None:
    unit, actor = cast.posts["wang_clerk"].unit, cast.actor("system_admin")
    address = "https://oapi.dingtalk.com/robot/send?access_token=abcdef"
    set_robot(actor=actor, unit=unit, make="dingtalk", address=address, secret=SECRET, at=NOW)
    set_robot(actor=actor, unit=unit, make="dingtalk", address=address, secret=SECRET, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("select address, secret from cunli_messages_robot")
        (stored,) = cursor.fetchall()
    assert "abcdef" not in stored[0] and SECRET not in stored[1]
    said = str(list(Entry.objects.filter(verb="messages.robot_set").values_list("before", "after")))
    assert "dingtalk" in said and "abcdef" not in said and SECRET not in said


def test_an_address_without_tls_is_refused(cast: Cast) -> None:
    unit, actor = cast.posts["wang_clerk"].unit, cast.actor("system_admin")
    for address in (
        "http://oapi.dingtalk.com/x",
        "oapi.dingtalk.com",
        "https://",
        "javascript:1",
        "https://x:y/",
        "https://x y/",
        "https://钉钉/",
    ):
        with pytest.raises(Invalid):
            set_robot(actor=actor, unit=unit, make="dingtalk", address=address, secret="", at=NOW)


def test_without_its_robot_a_group_is_told_nothing(cast: Cast) -> None:
    unit, actor = cast.posts["wang_clerk"].unit, cast.actor("system_admin")
    row = set_robot(actor=actor, unit=unit, make="wecom", address="https://example.org/k", secret="", at=NOW)
    speak(robot=row, text="村里：1 件事今天到期。", on=TODAY, at=NOW)
    remove_robot(actor=actor, unit=unit, at=NOW)
    remove_robot(actor=actor, unit=unit, at=NOW)
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert Message.objects.unscoped("a test looks").get().status == Status.FAILED
    assert Entry.objects.filter(verb="messages.robot_removed").count() == 1
