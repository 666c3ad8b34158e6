"""A matter that staff open for their village or town, told in days before the anchor's; a day to come is negative."""

from __future__ import annotations

from datetime import timedelta

from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import Opened, Tale
from cunli.procedures.values import Value


class StaffTale(Tale):
    def __init__(self, stage: Stage, *, procedure: str, who: str, place: str, kind: str, title: str) -> None:
        told = Opened(procedure=procedure, kind=kind, title=title, village=place, by=who, channel="self", whole=True)
        super().__init__(stage, told)

    def begin(self, days_ago: int, clock: str, **values: Value) -> None:
        self.open(self.stage.moment(days_ago, clock), happened_at=None, **values)

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days=days_ago)).isoformat()
