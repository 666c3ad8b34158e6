"""``cunli messages``: what is set up, and one message to try it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from cunli.messages.models import Kind, Message, Robot, Status
from tests.cast import Cast
from tests.messages import sms
from tests.messages.providers import Provider, serving


def run(*words: str) -> str:
    out = StringIO()
    call_command("messages", *words, stdout=out)
    return out.getvalue()


def test_it_says_what_is_set_up_and_what_failed(cast: Cast, settings: LazySettings) -> None:
    assert "短信：没有接" in run() and "群机器人：没有接" in run()
    settings.SMS, settings.MAIL_FROM = ("tencent", {}), "cunli@example.gov.cn"
    Message.objects.create(
        to_name="张有田", channel="sms", kind=Kind.STEP, body="电工", status=Status.FAILED, problem="连不上 x",
        created_at=timezone.now(),
    )  # fmt: skip
    said = run()
    assert "短信：tencent" in said and "邮件：cunli@example.gov.cn" in said and "1 条，短信，连不上 x" in said
    assert "张有田" not in said and "电工" not in said


def test_one_text_to_try_it(cast: Cast, settings: LazySettings) -> None:
    with serving(sms.aliyun()) as provider:
        settings.SMS = sms.given(provider, "aliyun")
        provider.now = timezone.now()
        assert "对方收下了" in run("--test", "sms", sms.PHONE)
        provider.answers = [{"Code": "isv.AMOUNT_NOT_ENOUGH"}]
        with pytest.raises(CommandError, match="AMOUNT_NOT_ENOUGH"):
            run("--test", "sms", sms.PHONE)
    assert not Message.objects.unscoped("a test looks").exists()


def test_one_sentence_to_try_a_group(cast: Cast) -> None:
    unit = cast.posts["wang_clerk"].unit
    with serving(Provider(check=lambda asked, now: None, good={"errcode": 0})) as provider:
        Robot.objects.create(unit=unit, make="wecom", address=provider.address + "/k")
        assert "对方收下了" in run("--test", "group", unit.name)
        assert len(provider.asked) == 1


@pytest.mark.parametrize("words", [("group", "没有这个单位"), ("pigeon", "x"), ("sms", sms.PHONE), ("email", "a@b.cn")])
def test_what_is_not_set_up_says_so(cast: Cast, settings: LazySettings, words: tuple[str, str]) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        run("--test", *words)
