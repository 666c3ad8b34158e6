"""What happened is told to whoever may hear of it: in order, at least once, signed, and not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from standardwebhooks import Webhook as TheirCode
from standardwebhooks import WebhookVerificationError

from cunli.acts.sweep import send, sweep
from cunli.cases.models import Matter
from cunli.exclusions.hiding import hide
from cunli.webhooks import noting, rules, sending, there
from cunli.webhooks.models import Delivery, Event, Webhook
from cunli.webhooks.sending import deliver
from cunli.webhooks.services import change_key, register_webhook, remove_webhook, wake_webhook
from tests.acts.stories import days, report, step
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.webhooks.receivers import Receiver, receiving


def listen(cast: Cast, receiver: Receiver, key: str = "peace_officer", name: str = "12345 平台") -> str:
    until = TODAY + timedelta(days=30)
    actor, post = cast.actor("security_admin"), cast.posts[key]
    return register_webhook(
        actor=actor, post=post, name=name, purpose="看进度", address=receiver.address, valid_until=until, at=NOW
    )


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def told(cast: Cast) -> Matter:
    """A matter that was filed and screened."""
    matter = report(cast, "wang_clerk", "王大妈家门口的坑", kind="road")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    return matter


def test_every_step_is_told_in_its_order_and_says_no_word_of_anybody(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    matter = told(cast)
    assert deliver(now=NOW) == 2
    assert receiver.events == [("filed", f"{matter.ref}/1"), ("step", f"{matter.ref}/2")]
    first = receiver.heard[0]
    assert first.path == "/in?from=cunli"
    assert first.json() == {
        "type": "matter.filed",
        "timestamp": NOW.isoformat(),
        "data": {
            "ref": matter.ref,
            "number": 1,
            "procedure": "hazard",
            "state": "reported",
            "step": "report",
            "happened_at": NOW.isoformat(),
            "received_at": NOW.isoformat(),
            "url": f"https://cunli.example/api/matters/{matter.ref}",
        },
    }
    said = b"".join(one.body for one in receiver.heard).decode()
    assert not [word for word in ("王", "坑", "周满仓", "3组", cast.posts["wang_clerk"].title) if word and word in said]
    assert deliver(now=NOW) == 0 and not Event.objects.exists(), "what was taken is gone"


def test_the_end_of_a_matter_is_told_as_such(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    report(cast, "wang_clerk", "填了坑", kind="road", opening="found_and_fixed", outcome="填了")
    sweep(at=days(20))
    deliver(now=NOW)
    assert [kind for kind, _number in receiver.events] == ["filed", "ended"]


def test_code_that_nobody_here_wrote_knows_it_is_ours(cast: Cast, receiver: Receiver) -> None:
    key = listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    deliver(now=timezone.now())
    (heard,) = receiver.heard
    assert TheirCode(key).verify(heard.body, heard.headers)["type"] == "matter.filed"
    for wrong in (heard.body + b" ", heard.body.replace(b"filed", b"ended")):
        with pytest.raises(WebhookVerificationError):
            TheirCode(key).verify(wrong, heard.headers)
    with pytest.raises(WebhookVerificationError):
        TheirCode(rules.new_key()).verify(heard.body, heard.headers)


def test_an_old_message_is_not_believed(cast: Cast, receiver: Receiver) -> None:
    key = listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    deliver(now=timezone.now() - timedelta(hours=1))
    with pytest.raises(WebhookVerificationError, match="old"):
        TheirCode(key).verify(receiver.heard[0].body, receiver.heard[0].headers)


def test_for_a_day_both_keys_sign(cast: Cast, receiver: Receiver) -> None:
    now = timezone.now()
    old = listen(cast, receiver)
    new = change_key(actor=cast.actor("security_admin"), webhook=Webhook.objects.get(), at=now)
    report(cast, "wang_clerk", "坑", kind="road", at=now)
    deliver(now=now)
    for key in (old, new):
        assert TheirCode(key).verify(receiver.heard[0].body, receiver.heard[0].headers)
    report(cast, "wang_clerk", "又一个坑", kind="road", at=now)
    Webhook.objects.update(old_key_until=now)
    deliver(now=now)
    with pytest.raises(WebhookVerificationError):
        TheirCode(old).verify(receiver.heard[1].body, receiver.heard[1].headers)


def test_the_neighbouring_villages_system_hears_nothing(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver, "li_clerk")
    told(cast)
    assert deliver(now=NOW) == 0 and receiver.heard == [] and not Event.objects.exists()


def test_what_is_hidden_from_the_posts_holder_is_hidden_from_it(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    matter = report(cast, "wang_clerk", "坑", kind="road")
    receiver.answers = [500]
    deliver(now=NOW)
    hide(ref=matter.ref, at=NOW, user_ids=[cast.users["peace_officer"].pk])
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(is_guarded=True)
    assert deliver(now=later(2)) == 0
    assert len(receiver.heard) == 1, "hidden meanwhile: not told again"
    step(cast, "peace_chief", matter, "screen", level="L3", assignee=cast.units["peace"].pk)
    assert deliver(now=later(3)) == 0 and not Delivery.objects.exists()


def test_a_unit_that_was_merely_asked_hears_of_no_step(cast: Cast, receiver: Receiver) -> None:
    """Its page shows the ask and nothing else of the course."""
    listen(cast, receiver, "water_officer")
    matter = told(cast)
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要设备")
    assert deliver(now=NOW) == 0 and receiver.heard == []


def test_where_nobody_listens_it_costs_nothing(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    matter = report(cast, "wang_clerk", "坑", kind="road")
    taken = matter.course.get()
    with django_assert_num_queries(0):
        noting.note(matter=matter, taken=taken)
    assert not Event.objects.exists()


def test_what_did_not_happen_is_not_told(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    with pytest.raises(RuntimeError), transaction.atomic():
        report(cast, "wang_clerk", "坑", kind="road")
        raise RuntimeError("the act was undone")
    assert deliver(now=NOW) == 0


FAILURES = [500, 302, 404, 429, "silent", "dripping", "garbage"]


@pytest.mark.parametrize("answer", FAILURES)
def test_what_was_not_taken_is_tried_again_and_what_is_behind_it_waits(
    cast: Cast, receiver: Receiver, answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "SECONDS", 0.4)
    listen(cast, receiver)
    matter = told(cast)
    receiver.answers = [answer]
    assert deliver(now=NOW) == 0
    webhook = Webhook.objects.get()
    assert webhook.problem and webhook.tries == 1 and webhook.next_try_at == later(1)
    assert deliver(now=NOW) == 0 and len(receiver.heard) == 1, "not before its time"
    assert deliver(now=later(1)) == 2
    assert [number for _kind, number in receiver.events] == [f"{matter.ref}/{n}" for n in (1, 1, 2)]
    assert {one.path for one in receiver.heard} == {"/in?from=cunli"}, "nobody was followed elsewhere"
    assert Webhook.objects.get().tries == 0 and Webhook.objects.get().problem == ""


def test_an_answer_without_end_is_not_read(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    receiver.answers = ["huge"]
    assert deliver(now=NOW) == 1


def test_after_a_day_of_failures_it_sleeps_until_somebody_wakes_it(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    matter = told(cast)
    receiver.answers = [503] * 7
    now = NOW
    for pause in (timedelta(), *rules.BACK_OFF):
        now += pause
        deliver(now=now)
    webhook = Webhook.objects.get()
    assert webhook.asleep_at == now and "503" in webhook.problem
    assert deliver(now=now + timedelta(days=2)) == 0 and len(receiver.heard) == 7
    page = cast.client("security_admin").get("/account/webhooks").content.decode()
    assert "睡着了" in page and "503" in page and "2 条等着送" in page
    assert cast.client("security_admin").post(f"/account/webhooks/{webhook.pk}/wake").status_code == 302
    assert deliver(now=now) == 2
    assert [number for _kind, number in receiver.events[7:]] == [f"{matter.ref}/1", f"{matter.ref}/2"]


def test_whoever_says_they_want_no_more_is_not_asked_again(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    receiver.answers = [410]
    deliver(now=NOW)
    assert Webhook.objects.get().asleep_at == NOW


def test_one_that_fails_does_not_keep_the_others_waiting(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver, name="坏的")
    with receiving() as good:
        listen(cast, good, name="好的")
        receiver.answers = [500]
        told(cast)
        assert deliver(now=NOW) == 2 and len(good.heard) == 2


def test_a_slow_one_gets_its_share_of_the_round_and_no_more(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_ONE", 0.0)
    listen(cast, receiver)
    told(cast)
    assert [deliver(now=NOW) for _round in range(3)] == [1, 1, 0]


def test_what_waited_for_a_week_is_thrown_away(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    receiver.answers = [410]
    told(cast)
    deliver(now=NOW)
    deliver(now=NOW + rules.KEPT)
    assert not Event.objects.exists() and not Delivery.objects.exists()


def test_it_ends_with_its_day_its_post_and_its_holder(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    told(cast)
    assert deliver(now=NOW + timedelta(days=30)) == 0
    cast.posts["peace_officer"].valid_until = TODAY - timedelta(days=1)
    cast.posts["peace_officer"].save()
    report(cast, "wang_clerk", "坑", kind="road")
    assert deliver(now=NOW) == 0 and receiver.heard == []
    assert "岗位没人了" in cast.client("security_admin").get("/account/webhooks").content.decode()


def test_a_removed_one_hears_nothing_and_costs_nothing(cast: Cast, receiver: Receiver) -> None:
    listen(cast, receiver)
    told(cast)
    remove_webhook(actor=cast.actor("security_admin"), webhook=Webhook.objects.get(), at=NOW, reason="换了平台")
    report(cast, "wang_clerk", "坑", kind="road")
    assert deliver(now=NOW) == 0 and receiver.heard == [] and not Event.objects.exists()


def test_a_wrong_certificate_is_not_spoken_to(cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    monkeypatch.setattr(there, "trust", there.ssl.create_default_context)
    assert deliver(now=NOW) == 0
    assert "证书" in Webhook.objects.get().problem and receiver.heard == []


def test_a_name_that_leads_behind_the_wall_later_is_not_followed(
    cast: Cast, receiver: Receiver, names: dict[str, list[str]], settings: LazySettings
) -> None:
    """The name was public when it was registered; the county allows no host of its own."""
    names["hook.example"] = ["8.8.8.8"]
    settings.WEBHOOK_HOSTS = ()
    listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")
    for numbers in (["127.0.0.1"], ["8.8.8.8", "10.0.0.1"]):
        names["hook.example"] = numbers
        Webhook.objects.update(next_try_at=None)
        deliver(now=NOW)
        assert "内网" in Webhook.objects.get().problem
    assert receiver.heard == []


def test_a_fault_of_our_own_is_one_webhooks_only(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(cast, receiver)
    report(cast, "wang_clerk", "坑", kind="road")

    def fails(*_args: object, **_kwargs: object) -> bytes:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(rules, "said", fails)
    assert send(now=NOW) == 0
    assert Webhook.objects.get().tries == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_each_event_once_and_in_order(receiver: Receiver) -> None:
    cast = make_cast()
    listen(cast, receiver)
    matters = [told(cast) for _ in range(5)]

    def run() -> None:
        try:
            deliver(now=NOW)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    deliver(now=NOW)
    numbers = [number for _kind, number in receiver.events]
    assert numbers == [f"{matter.ref}/{n}" for matter in matters for n in (1, 2)]
    wake_webhook(actor=cast.actor("security_admin"), webhook=Webhook.objects.get(), at=NOW)
