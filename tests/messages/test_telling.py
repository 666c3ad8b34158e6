"""Telling people: one query, once per reason, and what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from cunli.journal.models import Entry
from cunli.lib.actors import ANONYMOUS
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.messages import outgoing, selectors, services
from cunli.messages.addresses import Address, ChannelName
from cunli.messages.channels import CONSOLE
from cunli.messages.models import Kind, Message, Status
from tests.cast import NOW, Cast

REF = "HD-2026-00017"


def told(cast: Cast, *to: Address, dedupe: str = "", who: str = "wang_clerk") -> int:
    return services.tell(
        actor=cast.actor(who), to=to, text="约了电工，明天来", ref=REF, at=NOW, kind=Kind.STEP, dedupe=dedupe
    )


def all_messages() -> list[Message]:
    return list(Message.objects.unscoped("a test looks").order_by("pk"))


def test_many_are_told_with_two_queries(cast: Cast, django_assert_num_queries) -> None:
    to = [Address("张有田", user_id=cast.users["villager"].pk), Address("田奶奶", slip=True), Address("x", phone="1")]
    actor = cast.actor("wang_clerk")
    with django_assert_num_queries(1):
        services.tell(actor=actor, to=to[1:2], text="约了电工", ref="", at=NOW, kind=Kind.STEP)
    Message.objects.unscoped("a test acts").delete()
    with django_assert_num_queries(2):
        services.tell(actor=actor, to=to, text="约了电工", ref=REF, at=NOW, kind=Kind.STEP)
    assert [(m.channel, m.status) for m in all_messages()] == [
        ("in_app", "sent"),
        ("slip", "queued"),
        ("sms", "queued"),
    ]


def test_nobody_to_tell_asks_the_database_nothing(cast: Cast, django_assert_num_queries) -> None:
    actor = cast.actor("wang_clerk")
    with django_assert_num_queries(0):
        assert services.tell(actor=actor, to=[], text="x", ref=REF, at=NOW, kind=Kind.STEP) == 0


def test_the_same_reminder_is_told_once(cast: Cast) -> None:
    for _ in range(3):
        told(cast, Address("田奶奶", slip=True), Address("张", phone="13900000001"), dedupe="2026-11-23")
    assert len(all_messages()) == 2
    told(cast, Address("田奶奶", slip=True), dedupe="2026-11-24")
    assert len(all_messages()) == 3


def test_a_newer_reminder_of_a_thread_takes_the_place_of_one_that_nobody_has_read(cast: Cast) -> None:
    actor, reader = cast.actor("wang_clerk"), cast.actor("villager")
    to = [Address("张有田", user_id=reader.user_id)] * 2  # somebody who holds two posts there

    def remind(words: str, *, days: int, thread: str = "ask 1") -> list[str]:
        at = NOW + timedelta(days=days)
        services.tell(actor=actor, to=to, text=words, ref=REF, at=at, kind=Kind.REMINDER, thread=thread)
        return [message.body for message in selectors.inbox_of(reader)]

    assert remind("第一次", days=0) == ["第一次"]
    assert remind("别的事", days=1, thread="ask 2") == ["别的事", "第一次"]
    assert remind("第二次", days=2) == ["第二次", "别的事"]
    services.mark_read(actor=reader, at=NOW)
    assert remind("第三次", days=3) == ["第三次", "第二次", "别的事"], "what was read stays as it was"
    assert remind("第四次", days=4) == ["第四次", "第二次", "别的事"]


def test_the_phone_number_is_sealed_and_never_in_repr(cast: Cast) -> None:
    address = Address("张有田", phone="13900000001")
    told(cast, address)
    assert "13900000001" not in repr(address)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select phone from cunli_messages_message")
        assert "13900000001" not in cursor.fetchone()[0]
    assert all_messages()[0].phone == "13900000001"


def test_an_inbox_is_ones_own(cast: Cast) -> None:
    villager, other = cast.actor("villager"), cast.actor("other_villager")
    told(cast, Address("张有田", user_id=villager.user_id))
    assert [m.body for m in selectors.inbox_of(villager)] == ["约了电工，明天来"]
    assert selectors.unread_count(villager) == 1
    for stranger in (other, cast.actor("li_clerk"), cast.actor("wang_clerk"), ANONYMOUS):
        assert not list(selectors.inbox_of(stranger))
        assert selectors.unread_count(stranger) == 0
        assert services.mark_read(actor=stranger, at=NOW) == 0
    assert services.mark_read(actor=villager, at=NOW) == 1
    assert services.mark_read(actor=villager, at=NOW) == 0
    assert selectors.unread_count(villager) == 0


def test_phoned_and_told_closes_the_waiting_call_once(cast: Cast) -> None:
    told(cast, Address("田奶奶", by_call=True))
    clerk = cast.actor("wang_clerk")
    (call,) = selectors.calls_to_make(clerk)
    assert not list(selectors.calls_to_make(cast.actor("li_clerk")))
    with pytest.raises(NotYours):
        services.record_phone_call(actor=cast.actor("li_clerk"), said="说了", at=NOW, message_id=call.pk)
    with pytest.raises(Invalid):
        services.record_phone_call(actor=clerk, said="  ", at=NOW, message_id=call.pk)
    done = services.record_phone_call(actor=clerk, said="她说知道了", at=NOW, message_id=call.pk)
    assert (done.status, done.said, done.told_by_name) == (Status.TOLD, "她说知道了", "王秀梅")
    with pytest.raises(Conflict):
        services.record_phone_call(actor=clerk, said="再说", at=NOW, message_id=call.pk)
    assert Entry.objects.filter(verb="phoned_and_told", subject=REF).count() == 1


def test_a_call_nobody_had_asked_for_is_recorded_too(cast: Cast) -> None:
    services.record_phone_call(actor=cast.actor("wang_clerk"), said="说好了明天", at=NOW, ref=REF, name="田奶奶")
    (message,) = selectors.told_about(REF)
    assert (message.channel, message.status, message.to_name) == (ChannelName.PHONE_CALL, Status.TOLD, "田奶奶")


def test_printing_the_slip_delivers_it(cast: Cast) -> None:
    told(cast, Address("田奶奶", slip=True))
    assert services.mark_printed(actor=cast.actor("wang_clerk"), ref=REF, name="田奶奶", at=NOW) == 1
    assert services.mark_printed(actor=cast.actor("wang_clerk"), ref=REF, name="田奶奶", at=NOW) == 0
    assert all_messages()[0].status == Status.SENT


def test_the_sweep_sends_what_is_queued_once(cast: Cast, caplog: pytest.LogCaptureFixture, settings) -> None:
    settings.DEMO = True
    told(cast, Address("张有田", phone="13900000001"))
    with caplog.at_level("INFO", "cunli.console"):
        assert outgoing.deliver_queued(now=NOW).sent == 1
        assert outgoing.deliver_queued(now=NOW).sent == 0
    assert "13900000001" not in caplog.text


def test_outside_the_demo_the_log_holds_neither_codes_nor_texts(
    cast: Cast, caplog: pytest.LogCaptureFixture, settings
) -> None:
    settings.DEMO = False
    told(cast, Address("张有田", phone="13900000001"))
    with caplog.at_level("INFO", "cunli.console"):
        with pytest.raises(outgoing.CodeNotSent):
            outgoing.send_code(phone="13900000001", code="246810", at=NOW)
        assert outgoing.deliver_queued(now=NOW).failed == 1
    assert caplog.text == ""
    assert [m.to_name for m in selectors.calls_to_make(cast.actor("wang_clerk"))] == ["张有田"], "phoned instead"


def test_newer_news_takes_the_place_of_a_call_that_waits(cast: Cast) -> None:
    call = Address("田奶奶", phone="13900000001", by_call=True)
    told(cast, call, Address("张", phone="13900000002", by_call=True))
    actor = cast.actor("wang_clerk")
    services.tell(actor=actor, to=[call], text="修好了", ref=REF, at=NOW, kind=Kind.STEP)
    assert [(m.to_name, m.body) for m in all_messages()] == [("田奶奶", "修好了"), ("张", "约了电工，明天来")]
    services.record_phone_call(actor=actor, said="知道了", at=NOW, message_id=all_messages()[0].pk)
    told(cast, call)
    assert len(all_messages()) == 3, "what was told already stays as it was"


def test_a_code_is_kept_for_the_demo_only(settings) -> None:
    settings.DEMO = False
    with pytest.raises(outgoing.CodeNotSent):
        outgoing.send_code(phone="13900000001", code="246810", at=NOW)
    assert CONSOLE.last_code("13900000001") is None
    settings.DEMO = True
    outgoing.send_code(phone="13900000001", code="246811", at=NOW)
    assert CONSOLE.last_code("13900000001") == "246811"
    assert CONSOLE.last_code("13900000002") is None


def test_an_address_that_reaches_nobody_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="an address needs"):
        _ = Address("谁").channel


def test_what_is_left_to_say_is_read_through_its_own_index_however_much_was_said(cast: Cast) -> None:
    """SQLite looked through every message of the unit: an index with a condition wants the very same words."""
    assert (
        "messages_to_call" in selectors.calls_to_make(cast.actor("wang_clerk")).explain()
        or connection.vendor != "sqlite"
    )
