"""Each SMS client against a server that checks what the provider checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from cunli.messages import channels
from cunli.messages.channels import DeliveryError, Parcel, Refused, Resting, Unsure, aliyun, posting, tencent
from tests.cast import NOW
from tests.messages import sms
from tests.messages.providers import CUT_OFF, SILENT, Answer, Provider, closed_port, serving

PARCEL = Parcel(to=sms.PHONE, ref="HD-2026-00017", words="不发给短信平台", number=7)


@dataclass
class Line:
    """One provider with a client that talks to it."""

    name: str
    provider: Provider
    client: channels.CodeChannel

    def refusal(self, code: str) -> dict[str, Any]:
        return {"Code": code} if self.name == "aliyun" else sms.status(code)


@pytest.fixture(params=["aliyun", "tencent"])
def line(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[Line]:
    with serving({"aliyun": sms.aliyun, "tencent": sms.tencent}[request.param]()) as provider:
        settings.SMS = sms.given(provider, request.param)
        yield Line(request.param, provider, channels.sms())


def said(line: Line) -> list[Any]:
    (asked,) = line.provider.asked
    if line.name == "aliyun":
        query = asked.query
        return [query["TemplateCode"], *json.loads(query["TemplateParam"]).values(), query["OutId"], query["SignName"]]
    body = asked.json()
    return [body["TemplateId"], *body["TemplateParamSet"], body["SessionContext"], body["SignName"]]


def test_the_reference_goes_out_and_nothing_else_of_the_matter(line: Line) -> None:
    line.client.send(PARCEL, at=NOW)
    assert said(line) == ["SMS_2", "HD-2026-00017", "7", "石头县"]
    (asked,) = line.provider.asked
    assert "不发" not in asked.body.decode() + "".join(asked.query.values())


def test_a_code_goes_out_with_its_own_template(line: Line) -> None:
    line.client.send_code(phone=sms.PHONE, code="246810", at=NOW)
    assert said(line) == ["SMS_1", "246810", "", "石头县"]


def test_a_wrong_key_is_told_by_the_provider_and_rests(line: Line, settings: LazySettings) -> None:
    name, given = settings.SMS
    settings.SMS = name, {**given, "key_secret": "another"}
    with pytest.raises(Resting, match=r"SignatureDoesNotMatch|AuthFailure"):
        channels.sms().send(PARCEL, at=NOW)


def test_a_wrong_number_is_refused_for_good(line: Line) -> None:
    with pytest.raises(Refused):
        line.client.send(Parcel(to="12", ref="R", words="", number=1), at=NOW)


LIMITS = {"aliyun": "isv.BUSINESS_LIMIT_CONTROL", "tencent": "LimitExceeded.PhoneNumberThirtySecondLimit"}
THROTTLED = {"aliyun": "Throttling.User", "tencent": "RequestLimitExceeded"}
POOR = {
    "aliyun": "isv.AMOUNT_NOT_ENOUGH",
    "tencent": "FailedOperation.InsufficientBalanceInSmsPackage",
}


def test_too_many_to_one_number_is_about_that_number_only(line: Line) -> None:
    line.provider.answers = [line.refusal(LIMITS[line.name])]
    with pytest.raises(DeliveryError) as failed:
        line.client.send(PARCEL, at=NOW)
    assert type(failed.value) is DeliveryError
    assert sms.PHONE[3:] not in failed.value.problem


@pytest.mark.parametrize("codes", [THROTTLED, POOR])
def test_what_meets_the_next_one_too_lets_the_way_rest(line: Line, codes: dict[str, str]) -> None:
    line.provider.answers = [line.refusal(codes[line.name])]
    with pytest.raises(Resting, match=codes[line.name]):
        line.client.send(PARCEL, at=NOW)


def test_a_refusal_of_the_whole_request_is_read(line: Line) -> None:
    refusals = {"aliyun": {"Code": "ServiceUnavailable"}, "tencent": {"Response": {"Error": {"Code": "InternalError"}}}}
    line.provider.answers = [Answer(503, json.dumps(refusals[line.name]).encode())]
    with pytest.raises(Resting, match=r"ServiceUnavailable|InternalError"):
        line.client.send(PARCEL, at=NOW)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_door_has_not_taken_it(line: Line, status: int) -> None:
    line.provider.answers = [Answer(status, b"<html>busy</html>")]
    with pytest.raises(Resting):
        line.client.send(PARCEL, at=NOW)


GARBAGE = [
    CUT_OFF,
    Answer(200, b""),
    Answer(200, b"\xff\xfe{"),
    Answer(200, b"[]"),
    Answer(200, b"{}"),
    Answer(200, b'{"Response": 7}'),
    Answer(502, b"<html>bad gateway</html>"),
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_without_an_answer_that_can_be_read_nobody_knows(line: Line, garbage: object) -> None:
    line.provider.answers = [garbage]
    with pytest.raises(Unsure):
        line.client.send(PARCEL, at=NOW)


def test_silence_is_waited_for_so_long_and_no_longer(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.2)
    line.provider.answers = [SILENT]
    with pytest.raises(Unsure):
        line.client.send(PARCEL, at=NOW)


def test_where_nobody_listens_nothing_was_sent(line: Line, settings: LazySettings) -> None:
    name, given = settings.SMS
    settings.SMS = name, {**given, "endpoint": closed_port()}
    with pytest.raises(Resting):
        channels.sms().send(PARCEL, at=NOW)


def test_aliyun_signs_the_example_of_its_documentation_alike() -> None:
    headers = aliyun.signed(
        key_id="YourAccessKeyId",
        key_secret="YourAccessKeySecret",
        query="ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
        headers={
            "host": "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action": "RunInstances",
            "x-acs-date": "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
            "x-acs-version": "2014-05-26",
        },
    )
    signature = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    assert headers["authorization"].endswith(f"Signature={signature}")


def test_tencent_signs_the_example_of_its_documentation_alike() -> None:
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    header = tencent.authorization(
        key_id="AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        key_secret="Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        host="cvm.tencentcloudapi.com",
        service="cvm",
        body=body,
        seconds=1551113065,
    )
    signature = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    assert header.endswith(f"Signature={signature}")


def test_a_clock_that_goes_wrong_is_told(line: Line) -> None:
    with pytest.raises(Resting):
        line.client.send(PARCEL, at=NOW - timedelta(minutes=20))


def test_keys_do_not_show_in_a_log(line: Line) -> None:
    assert sms.KEY_SECRET not in repr(line.client) and sms.PHONE not in repr(PARCEL)
