"""Reads: for the security administrator's page, and of what a webhook may hear."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min

from cunli.accounts.machines import as_machine
from cunli.accounts.roles import Capability
from cunli.accounts.selectors import actor_for, is_in_force
from cunli.cases.models import Matter
from cunli.webhooks.models import Webhook

MOST = 200


def webhooks() -> list[Webhook]:
    """The newest first, each with ``waiting`` (how many events) and ``since`` (the oldest of them)."""
    found = Webhook.objects.select_related("post__user", "post__unit")
    counted = found.annotate(waiting=Count("deliveries"), since=Min("deliveries__event__received_at"))
    return list(counted.order_by("-made_at", "-id")[:MOST])


def open_webhook(webhook_id: int) -> Webhook | None:
    """One that was not removed."""
    found = Webhook.objects.select_related("post__user", "post__unit")
    return found.filter(pk=webhook_id, removed_at=None).first()


def is_valid(webhook: Webhook, on: date) -> bool:
    """Not removed, not over, its post held by somebody who may come in."""
    post = webhook.post
    held = post.user.is_active and is_in_force(post, on)
    return webhook.removed_at is None and on < webhook.valid_until and held


def within_hearing(webhook: Webhook, refs: Collection[str], on: date) -> set[str]:
    """Those of these matters whose whole course a machine in its post may see now: where its place or its unit is. A
    unit that was merely asked sees the ask and no step, so it hears of none. One query."""
    actor = as_machine(actor_for(webhook.post, on), webhook.name)
    if not actor.may(Capability.WORK_MATTER):
        return set()
    matters = Matter.objects.within(actor.scope)
    return set(matters.filter(matters.at_hand(actor.scope), ref__in=refs).values_list("ref", flat=True))
