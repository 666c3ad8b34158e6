"""Events leave the house: shared out to whoever may hear of them, then handed over, outside every transaction.

At least once: what was taken and could not be noted is told again under the same ``webhook-id``. Of one webhook
everything goes in the order in which it was written, so the steps of a matter come in theirs; while one cannot be
delivered, what is behind it waits.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.lib.terms import day_of
from cunli.webhooks import rules
from cunli.webhooks.models import Delivery, Event, Webhook
from cunli.webhooks.selectors import is_valid, within_hearing
from cunli.webhooks.there import NotTaken, hand_over

logger = logging.getLogger(__name__)
BATCH = 200
AT_ONE, AT_ALL = 15.0, 60.0
"""Seconds that one webhook and all of them may take of a round: the sweep has other work. The rest goes next time."""
LEASE = timedelta(minutes=5)
"""A sweep that was killed gives its webhook back after this."""


def deliver(*, now: datetime) -> int:
    """One round of the sweep. Returns how many events were taken."""
    while _share(now):
        pass
    begun, taken = monotonic(), 0
    for webhook in _due(now):
        if monotonic() - begun > AT_ALL:
            break
        taken += _serve(webhook, now)
    _clear(now)
    return taken


@transaction.atomic
def _share(now: datetime) -> int:
    """The next new events, as deliveries for every webhook whose post may see the matter now."""
    events = list(Event.objects.select_for_update().filter(is_shared=False).order_by("pk")[:BATCH])
    if not events:
        return 0
    refs = {event.ref for event in events}
    for webhook in Webhook.objects.filter(removed_at=None).select_related("post__unit", "post__user", "post__grid"):
        if not is_valid(webhook, day_of(now)):
            continue
        heard = within_hearing(webhook, refs, day_of(now))
        Delivery.objects.bulk_create(
            [Delivery(webhook=webhook, event=event) for event in events if event.ref in heard], ignore_conflicts=True
        )
    return Event.objects.filter(pk__in=[event.pk for event in events]).update(is_shared=True)


def _due(now: datetime) -> list[Webhook]:
    """Those for whom something waits and who are awake; whoever takes what it gets comes first."""
    waits = Exists(Delivery.objects.filter(webhook=OuterRef("pk")))
    rows = _free(now).filter(waits, Q(next_try_at=None) | Q(next_try_at__lte=now), removed_at=None, asleep_at=None)
    return list(rows.select_related("post__unit", "post__user", "post__grid").order_by("tries", "pk"))


def _free(now: datetime) -> QuerySet[Webhook]:
    return Webhook.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now))


def _serve(webhook: Webhook, now: datetime) -> int:
    """Hand over in order until something is not taken, nothing is left, or its time is up."""
    until = now + LEASE
    if not _free(now).filter(pk=webhook.pk).update(busy_until=until):
        return 0
    begun, taken = monotonic(), 0
    mine = Webhook.objects.filter(pk=webhook.pk, busy_until=until)
    try:
        for delivery in webhook.deliveries.select_related("event").order_by("event_id")[:BATCH]:
            taken += _hand_over(webhook, delivery, now)
            delivery.delete()
            if monotonic() - begun > AT_ONE:
                break
    except NotTaken as failure:
        _keep_failure(webhook, failure, now)
    except Exception:  # a fault of our own keeps neither the other webhooks nor the sweep waiting
        logger.exception("webhook %d could not be served", webhook.pk)
        _keep_failure(webhook, NotTaken(_("送的时候出了错")), now)
    finally:
        if taken:
            mine.update(heard_at=now)
        mine.update(busy_until=None)
    return taken


def _hand_over(webhook: Webhook, delivery: Delivery, now: datetime) -> bool:
    """Whether it went; what the post may not see any more does not: it may have been hidden since. Raises NotTaken."""
    if not is_valid(webhook, day_of(now)):
        raise NotTaken(_("岗位没人了，或者日子到了"), for_good=True)
    event = delivery.event
    if event.ref not in within_hearing(webhook, [event.ref], day_of(now)):
        return False
    body = rules.said(event, url=settings.PUBLIC_ADDRESS + reverse("api:api_matter", args=[event.ref]))
    keys = [webhook.key]
    if webhook.old_key_until is not None and now < webhook.old_key_until:
        keys.append(webhook.old_key)
    hand_over(webhook.address, body, rules.signed(number=str(event), body=body, keys=keys, at=now))
    if webhook.tries or webhook.problem:
        webhook.tries, webhook.problem = 0, ""
        Webhook.objects.filter(pk=webhook.pk).update(tries=0, problem="", next_try_at=None)
    return True


def _keep_failure(webhook: Webhook, failure: NotTaken, now: datetime) -> None:
    tries = webhook.tries + 1
    again = None if failure.for_good else rules.next_try(tries=tries, at=now)
    Webhook.objects.filter(pk=webhook.pk).update(
        tries=tries, problem=failure.problem[:200], next_try_at=again, asleep_at=now if again is None else None
    )
    logger.warning("webhook %d did not take an event (try %d)", webhook.pk, tries)


def _clear(now: datetime) -> None:
    """Events that nobody waits for any more, and those that waited too long."""
    told = Event.objects.filter(~Exists(Delivery.objects.filter(event=OuterRef("pk"))), is_shared=True)
    told.delete()
    Event.objects.filter(received_at__lte=now - rules.KEPT).delete()
