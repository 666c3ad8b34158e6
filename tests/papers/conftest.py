"""A letter as the town's officer would write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cunli.lib.actors import Actor
from cunli.papers import services
from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import Recipient
from tests.cast import NOW, Cast

REF = "HD-2026-00017"
LETTER = {
    "body": "我镇石头村一根线杆倾斜。\n请贵单位核实权属，并于2026年11月27日前答复。",
    "attachments": ["现场情况记录"],
    "contact_name": "刘志远",
    "contact_phone": "0474-7900000",
    "cc": ["石头村村民委员会"],
}
RECORD = {
    "place": "石头村三组",
    "situation": "线杆压着瓦檐，风大。",
    "decision": "放倒线杆。",
    "grounds": "杆随时会倒，屋里有人。",
    "witnesses": ["周水生", "田奶奶"],
    "objections": ["网格员：会不会要赔？答：人命在先。"],
    "reported_at": "11月21日 16:10",
    "arrived_at": "11月21日 16:22",
    "decided_at": "11月21日 16:35",
    "decided_by": "刘志远",
}
TITLE = "柳湾镇平安建设办公室关于商请确认倾斜线杆权属的函"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def recipients(cast: Cast) -> list[Recipient]:
    return [Recipient(cast.units[key].pk, cast.units[key].name) for key in ("dianxin", "liantong")]


@pytest.fixture
def draft(cast: Cast, recipients: list[Recipient]) -> Callable[..., Paper]:
    def make(actor: Actor | None = None, **changes: object) -> Paper:
        values = {
            "kind": PaperKind.LETTER,
            "unit": cast.units["peace"],
            "title": TITLE,
            "recipients": recipients,
            "data": LETTER,
            "ref": REF,
            "at": NOW,
        } | changes
        return services.draft(actor=actor or cast.actor("peace_officer"), **values)

    return make
