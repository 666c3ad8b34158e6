"""A plan is written: all of it in one transaction, under one journal entry."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.places.imports.plan import Changed, Ended, Plan, Row
from cunli.places.kinds import CodeSystem
from cunli.places.models import Area, AreaCode, Succession
from cunli.places.naming import take_name
from cunli.places.rules import short_name


@transaction.atomic
def apply(*, actor: Actor, plan: Plan, at: datetime) -> None:
    """Raises Conflict where rows were refused: then nothing is written."""
    if plan.refused:
        raise Conflict(
            _("有 %(n)d 行不对，一个地方都没有动") % {"n": len(plan.refused)}, instead=_("请改好这些行，再导一次。")
        )
    if plan.changes_nothing:
        return
    writing = _Writing(plan)
    for ended in plan.ended:
        writing.end(ended)
    for changed in plan.recoded:
        writing.recode(changed)
    for changed in plan.renamed:
        take_name(writing.area(changed.area_id), changed.new, on=plan.as_of)
    for row in plan.new:
        writing.add(row)
    writing.link()
    county = AreaCode.objects.get(system=CodeSystem.STATISTICS, code=plan.county).area_id
    after = {**plan.counts, "file": plan.source, "sha256": plan.sha256, "as_of": plan.as_of.isoformat()}
    journal.record(
        actor=actor, verb="places.import", subject=f"area:{county}", at=at, after=after, county_id=county
    )  # fmt: skip


class _Writing:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        rows = AreaCode.objects.filter(system=CodeSystem.STATISTICS, code__startswith=plan.county, valid_until=None)
        self._by_code = {row.code: row.area for row in rows.select_related("area")}

    def area(self, area_id: int) -> Area:
        return Area.objects.select_for_update().get(pk=area_id)

    def add(self, row: Row) -> None:
        parent = self._by_code[row.above] if row.above else None
        area = Area(level=row.level, name=row.name, short_name=short_name(row.name), parent=parent,
                    valid_from=self._plan.as_of)  # fmt: skip
        if parent is not None:
            area.county_id, area.town_id = parent.county_id, parent.town_id
        area.save(force_insert=True)
        setattr(area, f"{row.level}_id", area.pk)
        area.save(update_fields=[row.level])
        self._give(area, row.code)

    def recode(self, changed: Changed) -> None:
        area = self.area(changed.area_id)
        self._retire(area)
        self._give(area, changed.new)

    def end(self, ended: Ended) -> None:
        area = self.area(ended.area_id)
        area.valid_until = self._plan.as_of
        area.save(update_fields=["valid_until"])
        self._retire(area)

    def link(self) -> None:
        """What took whose place, once everything has its code: areas, and the codes beside them."""
        on = self._plan.as_of
        for ended in self._plan.ended:
            heirs = [self._by_code[code] for code in ended.into]
            Succession.objects.bulk_create([Succession(old_id=ended.area_id, new=heir, on=on) for heir in heirs])
            if len(heirs) == 1:
                Area.objects.filter(pk=ended.area_id).update(successor=heirs[0])
                new = AreaCode.objects.get(system=CodeSystem.STATISTICS, code=ended.into[0])
                AreaCode.objects.filter(system=CodeSystem.STATISTICS, code=ended.code).update(successor=new)
        for changed in self._plan.recoded:
            if not changed.old:
                continue
            new = AreaCode.objects.get(system=CodeSystem.STATISTICS, code=changed.new)
            AreaCode.objects.filter(system=CodeSystem.STATISTICS, code=changed.old).update(successor=new)
        Succession.objects.bulk_create(
            [Succession(old_id=area_id, new=self._by_code[code], on=on) for area_id, code in self._plan.parted]
        )

    def _retire(self, area: Area) -> None:
        AreaCode.objects.filter(area=area, valid_until=None).update(valid_until=self._plan.as_of)

    def _give(self, area: Area, code: str) -> None:
        AreaCode.objects.create(
            area=area, system=CodeSystem.STATISTICS, code=code, valid_from=self._plan.as_of,
            source=self._plan.source, as_of=self._plan.as_of,
        )  # fmt: skip
        self._by_code[code] = area
