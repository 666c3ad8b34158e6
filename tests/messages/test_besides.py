"""Who has an account reads in the app, and may hear of it besides: a pointer, once, not at night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import translation

from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid
from cunli.messages import outgoing, selectors, services
from cunli.messages.addresses import Address, ChannelName
from cunli.messages.models import Kind, Message, OtherWay, Status
from cunli.messages.outgoing import Delivered
from tests.cast import NOW, Cast
from tests.messages import sms
from tests.messages.providers import Provider, serving

REF = "HD-2026-00017"


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with serving(sms.aliyun()) as server:
        settings.SMS = sms.given(server, "aliyun")
        yield server


def wish(cast: Cast, channel: str = "sms", address: str = sms.PHONE) -> None:
    services.hear_besides(actor=cast.actor("villager"), channel=channel, address=address, at=NOW)


def told(cast: Cast, *, ref: str = REF, urgent: bool = False, thread: str = "", days: int = 0) -> None:
    to = [Address("张有田", user_id=cast.users["villager"].pk), Address("王", user_id=cast.users["wang_clerk"].pk)]
    at = NOW + timedelta(days=days)
    services.tell(
        actor=cast.actor("wang_clerk"), to=to, text="约了张家的电工", ref=ref, at=at, kind=Kind.STEP, urgent=urgent,
        thread=thread,
    )  # fmt: skip


def copies() -> list[Message]:
    rows = Message.objects.unscoped("a test looks").exclude(channel=ChannelName.IN_APP)
    return list(rows.order_by("pk"))


def test_without_a_wish_nothing_leaves_the_house(cast: Cast) -> None:
    told(cast)
    assert copies() == []


def test_who_wants_it_gets_a_pointer_in_chinese_and_reads_the_rest_here(cast: Cast, provider: Provider) -> None:
    wish(cast)
    with translation.override("en"):
        told(cast)
    assert [row.body for row in copies()] == ["村里：事情有进展（HD-2026-00017）。打开“村里”看，或者打村里电话问。"]
    assert outgoing.deliver_queued(now=NOW) == Delivered(sent=1)
    assert "张家" not in str(provider.asked[0])
    assert [row.body for row in selectors.inbox_of(cast.actor("villager"))] == ["约了张家的电工"]


def test_what_has_no_reference_cannot_be_pointed_at(cast: Cast) -> None:
    wish(cast)
    told(cast, ref="")
    assert copies() == []


def test_a_thread_that_nobody_has_read_is_pointed_at_once(cast: Cast, provider: Provider) -> None:
    wish(cast)
    told(cast, thread="ask 1")
    told(cast, thread="ask 1", days=1)
    assert len(copies()) == 1
    services.mark_read(actor=cast.actor("villager"), at=NOW)
    told(cast, thread="ask 1", days=2)
    assert len(copies()) == 2, "what was read begins anew"


def test_a_copy_that_fails_is_nobodys_call(cast: Cast, provider: Provider) -> None:
    wish(cast)
    told(cast)
    provider.answers = [{"Code": "isv.MOBILE_NUMBER_ILLEGAL"}]
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert not selectors.calls_to_make(cast.actor("wang_clerk")).exists()
    assert selectors.unread_count(cast.actor("villager")) == 1


def test_who_changed_their_mind_meanwhile_gets_nothing(cast: Cast, provider: Provider) -> None:
    wish(cast)
    told(cast)
    wish(cast, "", "")
    assert outgoing.deliver_queued(now=NOW) == Delivered(failed=1)
    assert provider.asked == [] and copies()[0].status == Status.FAILED
    assert not OtherWay.objects.exists()


def test_at_night_only_what_is_urgent_goes_out(cast: Cast, provider: Provider) -> None:
    wish(cast)
    told(cast)
    assert outgoing.deliver_queued(now=NOW, quiet=True) == Delivered()
    told(cast, urgent=True)
    assert outgoing.deliver_queued(now=NOW, quiet=True) == Delivered(sent=1)
    provider.now = NOW + timedelta(hours=9)
    assert outgoing.deliver_queued(now=provider.now) == Delivered(sent=1)


def test_the_journal_keeps_the_way_and_not_the_address(cast: Cast) -> None:
    wish(cast, "email", "zhang@example.org")
    entry = Entry.objects.get(verb="messages.hear_besides")
    assert "email" in str(entry.after) and "zhang" not in str(entry.after)


@pytest.mark.parametrize(("channel", "address"), [("slip", "x"), ("sms", ""), ("group", "x")])
def test_no_such_way(cast: Cast, channel: str, address: str) -> None:
    with pytest.raises(Invalid):
        wish(cast, channel, address)
