"""The rows of a county beside the tree: what is new, what goes on, what is gone, and what has to be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cunli.places.imports.plan import ABOVE, Asked, Changed, Ended, Plan, Refused, Row
from cunli.places.imports.reading import Listing, Pair, orphaned
from cunli.places.kinds import CodeSystem, Level
from cunli.places.models import Area, AreaCode

MOST_GONE = 4
"""When more than one in so many of a level is gone, the file is rather half a file."""
DEEPEST_FIRST = {Level.VILLAGE: 0, Level.TOWN: 1}


def make_plan(listing: Listing, pairs: Sequence[Pair], *, as_of: date) -> Plan:
    """Reads the county's areas in two queries and writes nothing."""
    plan = Plan(listing.county, as_of, listing.source, listing.sha256, refused=list(listing.refused))
    return _Planning(plan, listing, pairs).run()


class _Planning:
    def __init__(self, plan: Plan, listing: Listing, pairs: Sequence[Pair]) -> None:
        self.plan, self.listing = plan, listing
        self.rows = {row.code: row for row in listing.rows}
        self.heirs: dict[str, list[str]] = defaultdict(list)
        for old, new in pairs:
            self.heirs[old] += [new] if new else []
        rows = AreaCode.objects.filter(system=CodeSystem.STATISTICS, code__startswith=listing.county)
        codes = list(rows.select_related("area"))
        self.retired = {row.code for row in codes if row.valid_until is not None}
        self.areas = {row.code: row.area for row in codes if row.valid_until is None}
        self.since = {row.code: max(row.valid_from, row.area.valid_from) for row in codes}
        self.codes = {area.pk: code for code, area in self.areas.items()}
        self.named = self._named()
        self.by_parent: dict[str, list[Row]] = defaultdict(list)
        for row in listing.rows:
            self.by_parent[row.above].append(row)

    def _named(self) -> dict[tuple[int | None, str], Area]:
        """Areas in force by what they lie in and their name: one that has no code yet may be what the file means."""
        rows = Area.objects.filter(valid_until=None).exclude(level=Level.GROUP)
        return {(area.parent_id, area.name): area for area in rows}

    def run(self) -> Plan:
        for row in self.listing.rows:
            self._refuse(row)
        if self.plan.refused:
            self.plan.refused.sort(key=lambda one: (one.file, one.line))
            return self.plan
        gone = self._gone()
        held = self._ask(gone)
        for code in sorted(gone, key=lambda one: (DEEPEST_FIRST[Level(self.areas[one].level)], one)):
            if code not in held:
                self._end_or_recode(code)
        recoded = {one.new for one in self.plan.recoded}
        for code, row in sorted(self.rows.items()):
            if code not in recoded:
                self._add_or_keep(row, held)
        self._part()
        return self.plan

    def _refuse(self, row: Row) -> None:
        known = self.rows.keys() | self.areas.keys()
        reason = orphaned(row, set(known) if row.level != Level.COUNTY else known | {""})
        if row.code in self.retired:
            reason = _("这个代码已经废止，不能再用")
        same = [one for one in self.by_parent[row.above] if one.name == row.name]
        if same and same[0] is not row:
            reason = reason or _("和第 %(line)d 行同名，上级也一样") % {"line": same[0].line}
        if reason:
            self.plan.refused.append(Refused(row.file, row.line, row.code, reason))

    def _gone(self) -> set[str]:
        levels = self.listing.levels - {Level.COUNTY}
        return {code for code, area in self.areas.items() if area.level in levels and code not in self.rows}

    def _ask(self, gone: set[str]) -> set[str]:
        """Asks what is not plain; returns the codes that are gone and wait for an answer."""
        unsaid = {code for code in gone if code not in self.heirs}
        held = set()
        for code in sorted(gone):
            question = self._too_young(code) or (
                self._unsaid(code, unsaid) if code in unsaid else self._missing(self.heirs[code])
            )
            if question:
                held.add(code)
                self.plan.asked.append(Asked(code, self.areas[code].name, question))
        for code in sorted(self.heirs.keys() - self.areas.keys() - self.retired):
            self.plan.asked.append(Asked(code, "", _("对照表里的这个旧代码，系统里没有")))
        return held

    def _too_young(self, code: str) -> str:
        if self.since[code] < self.plan.as_of:
            return ""
        return _("它是 %(day)s 才有的，不能在这天或以前撤：看看 --as-of 写对没有") % {
            "day": self.since[code].isoformat()
        }

    def _missing(self, heirs: Sequence[str]) -> str:
        missing = [code for code in heirs if code not in self.rows and code not in self.areas]
        return _("对照表里的新代码 %(codes)s 文件里没有") % {"codes": "、".join(missing)} if missing else ""

    def _unsaid(self, code: str, unsaid: set[str]) -> str:
        area = self.areas[code]
        level = {one for one, other in self.areas.items() if other.level == area.level}
        if len(unsaid & level) * MOST_GONE > len(level) > MOST_GONE:
            return _("这一级有四分之一以上的代码不见了：文件全不全？真撤了的，写进对照表")
        if near := self._fresh(code[: ABOVE[area.level]]):
            names = "、".join(f"{row.name} {row.code}" for row in near[:3])
            return _("代码不见了，同一处又多了%(names)s：是换了代码、并了还是分了？请写进对照表") % {"names": names}
        below = [one for one in self.areas if one in self.rows and one.startswith(code)]
        return _("它下面还有 %(n)d 个村，先说清它们归哪里") % {"n": len(below)} if below else ""

    def _fresh(self, above: str) -> list[Row]:
        """New rows below a code of which nobody has said what they come from."""
        said = {new for heirs in self.heirs.values() for new in heirs}
        return [row for row in self.by_parent[above] if row.code not in self.areas and row.code not in said]

    def _end_or_recode(self, code: str) -> None:
        """One code for one new code in the same place is the same area with another code; all else ends it."""
        area, into = self.areas[code], self.heirs.get(code, [])
        only = self.rows.get(into[0]) if len(into) == 1 else None
        several = sum(into[:1] == heirs[:1] for heirs in self.heirs.values()) > 1
        if (
            only
            and only.code not in self.areas
            and not several
            and self.areas.get(only.above)
            and (area.parent_id == self.areas[only.above].pk)
        ):
            self.plan.recoded.append(Changed(area.pk, only.code, code, only.code))
            self._rename(area, only)
            return
        self.plan.ended.append(Ended(area.pk, code, area.name, tuple(into)))

    def _add_or_keep(self, row: Row, held: set[str]) -> None:
        area = self.areas.get(row.code)
        if area is not None:
            self._keep(area, row)
            return
        parent = self.areas.get(row.above)
        known_above = parent is not None or row.level == Level.COUNTY
        same = self.named.get((parent.pk if parent else None, row.name)) if known_above else None
        if same is None:
            self.plan.new.append(row)
        elif same.pk not in self.codes:
            self.plan.recoded.append(Changed(same.pk, row.code, "", row.code))
            self.areas[row.code] = same
        elif self.codes[same.pk] in self.rows or self.codes[same.pk] in held:
            question = _("%(name)s 已经有代码 %(code)s：换了代码的，请写进对照表") % {
                "name": same.name, "code": self.codes[same.pk],
            }  # fmt: skip
            self.plan.asked.append(Asked(row.code, row.name, question))
        else:
            self.plan.new.append(row)

    def _keep(self, area: Area, row: Row) -> None:
        if area.name == row.name:
            self.plan.unchanged += 1
        else:
            self._rename(area, row)

    def _rename(self, area: Area, row: Row) -> None:
        if area.name != row.name:
            self.plan.renamed.append(Changed(area.pk, row.code, area.name, row.name))

    def _part(self) -> None:
        """What the pairs say was taken out of areas that go on."""
        for old, heirs in self.heirs.items():
            area = self.areas.get(old)
            if area is not None and old in self.rows:
                known = set(area.successions.values_list("new__codes__code", flat=True))
                self.plan.parted += [(area.pk, new) for new in heirs if new in self.rows and new not in known]
