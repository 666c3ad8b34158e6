"""Every open payment list in the index of dues: to rebuild it from, or to compare it with."""

from __future__ import annotations

from collections.abc import Iterator

from cunli.benefits.models import PaymentList
from cunli.benefits.models.lists import OPEN
from cunli.benefits.services.lists import due_item
from cunli.dues.index import DueItem


def due_items() -> Iterator[DueItem]:
    found = PaymentList.objects.unscoped("the index of dues is whole").filter(state__in=OPEN)
    yield from map(due_item, found.order_by("pk").iterator(500))
