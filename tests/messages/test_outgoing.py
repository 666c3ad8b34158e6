"""The sweep hands messages to a provider at most once, tries again what was surely not sent, and knows when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from cunli.messages import outgoing, selectors, services
from cunli.messages.addresses import Address
from cunli.messages.models import Kind, Message, Status
from cunli.messages.outgoing import Delivered
from cunli.messages.rules import ANSWER_WITHIN, BACK_OFF, LONGEST
from tests.cast import NOW, Cast, make_cast
from tests.messages import sms
from tests.messages.providers import CUT_OFF, Provider, serving

REF = "HD-2026-00017"
THROTTLED = {"Code": "Throttling.User"}
LIMITED = {"Code": "isv.BUSINESS_LIMIT_CONTROL"}


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with serving(sms.aliyun()) as server:
        settings.SMS = sms.given(server, "aliyun")
        yield server


def queue(cast: Cast, count: int = 1) -> None:
    to = [Address(f"张{number}", phone=sms.PHONE) for number in range(count)]
    services.tell(actor=cast.actor("wang_clerk"), to=to, text="约了电工，明天来", ref=REF, at=NOW, kind=Kind.STEP)


def rows() -> list[Message]:
    return list(Message.objects.unscoped("a test looks").order_by("pk"))


def calls(cast: Cast) -> list[str]:
    return [message.problem for message in selectors.calls_to_make(cast.actor("wang_clerk"))]


def test_what_is_sent_is_sent_once(cast: Cast, provider: Provider) -> None:
    queue(cast, 3)
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=3)
    for hours in (0, 1, 100):
        assert outgoing.deliver_queued(now=NOW + timedelta(hours=hours)) == Delivered()
    assert len(provider.asked) == 3
    assert {(row.status, row.sent_at, row.next_try_at) for row in rows()} == {(Status.SENT, NOW, None)}


def test_the_wait_grows_with_every_try_and_then_a_colleague_phones(cast: Cast, provider: Provider) -> None:
    queue(cast)
    at = NOW
    for wait in BACK_OFF:
        provider.answers = [LIMITED]
        assert outgoing.deliver_queued(now=at) == Delivered(later=1)
        assert outgoing.deliver_queued(now=at + wait - timedelta(seconds=1)) == Delivered()
        at += wait
        provider.now = at
    provider.answers = [LIMITED]
    assert outgoing.deliver_queued(now=at) == Delivered(failed=1)
    assert calls(cast) == ["这个号码短时间收得太多（isv.BUSINESS_LIMIT_CONTROL）"]
    assert len(provider.asked) == len(BACK_OFF) + 1


def test_without_an_answer_nobody_tries_again(cast: Cast, provider: Provider) -> None:
    queue(cast)
    provider.answers = [CUT_OFF]
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert outgoing.deliver_queued(now=NOW + timedelta(days=2)) == Delivered()
    assert len(provider.asked) == 1
    assert calls(cast) == ["交给 127.0.0.1 以后没有回话，不知道送到没有"]


def test_a_way_that_fails_rests_until_the_next_round(cast: Cast, provider: Provider) -> None:
    queue(cast, 5)
    provider.answers = [THROTTLED]
    assert outgoing.deliver_queued(now=NOW) == Delivered(later=1)
    assert len(provider.asked) == 1, "the other four were not tried and lost no try"
    assert [row.tries for row in rows()] == [1, 0, 0, 0, 0]
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=4)
    assert outgoing.deliver_queued(now=NOW + BACK_OFF[0]) == Delivered(sent=1)


def test_what_waited_a_day_is_phoned(cast: Cast, provider: Provider) -> None:
    queue(cast, 2)
    provider.answers = [THROTTLED]
    outgoing.deliver_queued(now=NOW)
    assert outgoing.deliver_queued(now=NOW + LONGEST) == Delivered(failed=2)
    assert len(provider.asked) == 1
    assert calls(cast) == ["短信平台没有收（Throttling.User）", "等了一天没能送出去"]


def test_a_wrong_number_is_phoned_at_once(cast: Cast, provider: Provider) -> None:
    services.tell(
        actor=cast.actor("wang_clerk"), to=[Address("张", phone="12")], text="来了", ref=REF, at=NOW, kind=Kind.STEP
    )
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert len(calls(cast)) == 1


class Killed(BaseException):
    """The process ends here."""


def test_a_try_that_was_cut_off_is_not_repeated(
    cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast)
    send = outgoing._way

    def send_and_die(message: Message) -> object:
        send(message).send(outgoing._parcel(message), at=NOW)
        raise Killed

    monkeypatch.setattr(outgoing, "_way", send_and_die)
    with pytest.raises(Killed):
        outgoing.deliver_queued(now=NOW)
    monkeypatch.undo()
    assert outgoing.deliver_queued(now=NOW + ANSWER_WITHIN - timedelta(seconds=1)) == Delivered()
    assert outgoing.deliver_queued(now=NOW + ANSWER_WITHIN) == Delivered(failed=1)
    assert len(provider.asked) == 1
    assert calls(cast) == ["送到一半断了，不知道送到没有"]


def test_a_fault_of_our_own_costs_one_message_and_not_the_round(
    cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast, 2)
    way, first = outgoing._way, rows()[0].pk
    monkeypatch.setattr(outgoing, "_way", lambda message: way(message) if message.pk != first else None)
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=1)
    assert calls(cast) == ["送的时候出了错，不知道送到没有"]


def test_a_colleague_who_phoned_meanwhile_keeps_the_last_word(
    cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(cast)
    way = outgoing._way

    def phoned_first(message: Message) -> object:
        services.record_phone_call(actor=cast.actor("wang_clerk"), said="知道了", at=NOW, message_id=message.pk)
        return way(message)

    monkeypatch.setattr(outgoing, "_way", phoned_first)
    outgoing.deliver_queued(now=NOW)
    assert rows()[0].status == Status.TOLD


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_one_text(settings: LazySettings) -> None:
    cast = make_cast()
    with serving(sms.aliyun()) as provider:
        settings.SMS = sms.given(provider, "aliyun")
        queue(cast, 8)
        start, done = Barrier(2), []

        def sweep() -> None:
            try:
                start.wait(10)
                done.append(outgoing.deliver_queued(now=NOW))
            finally:
                connection.close()

        threads = [Thread(target=sweep) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(provider.asked) == 8
    assert sum(each.sent for each in done) == 8
    assert {row.tries for row in rows()} == {1}


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_could_be_rolled_back_is_no_claim(settings: LazySettings) -> None:
    cast = make_cast()
    with serving(sms.aliyun()) as provider:
        settings.SMS = sms.given(provider, "aliyun")
        queue(cast)
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            outgoing.deliver_queued(now=NOW)
        assert provider.asked == []
