"""A notice as the village's cadre would draft it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cunli.notices import services
from cunli.notices.models import Notice
from cunli.notices.services import Sheet
from tests.cast import NOW, Cast

ID, PHONE = "152634196203040026", "13800001111"
TEXT = f"张有田，三组，身份证 {ID}，因肝硬化致贫，电话 {PHONE}。\n有意见请打 0474-7900142。"


def sheet(**changes: object) -> Sheet:
    given = {
        "kind": "monitored",
        "title": "防返贫监测对象公示",
        "text": TEXT,
        "days": 5,
        "hangs_at": ("村委会公示栏", "三组路口"),
    }
    return Sheet(**(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def drafted(cast: Cast) -> Callable[..., Notice]:
    def make(who: str = "wang_clerk", **changes: object) -> Notice:
        return services.draft(actor=cast.actor(who), sheet=sheet(**changes), at=NOW)

    return make


@pytest.fixture
def hung(cast: Cast, drafted) -> Callable[..., Notice]:
    def make(**changes: object) -> Notice:
        return services.post(actor=cast.actor("secretary"), notice=drafted(**changes), at=NOW)

    return make
