"""Years of matters in bulk: each is a copy of one that the county really played, for somebody else, some weeks earlier.

What a copy says was worked out by the engine once; here only whom, where and when it was change. Workers keep their
names. Closed matters are spread over the years, without the question of four weeks later that was still to come; open
ones keep their week, so that today's lists stay as long as a county's are. Made for measuring at size: nothing is told
to anybody.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import JSONField

from cunli.cases.models import Fact, Matter, MatterWords, Rating, Series, StepTaken, Term
from cunli.cases.words import signs_of
from cunli.dues.models import Due, Source
from cunli.journal.models import Entry
from cunli.journal.signing import sign
from cunli.lib.bigrams import tokens
from cunli.lib.codes import check_digit, reference
from cunli.messages.models import Message
from cunli.places.kinds import UnitFunction
from cunli.places.models import Unit
from cunli.registry.models import Person

WEEK = timedelta(days=7)
OPEN_ONE_IN = 250
"""Of so many matters one is not over yet."""
BATCH = 2000
STEP_THROUGH_CODES = 618_033_989
"""Has no factor in common with a thousand million, so that no code comes twice."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ALL = "the demo copies what it has made"
Row = list[Any]


@dataclass(slots=True)
class Table:
    """Rows of one model waiting to be written, with ids given here."""

    model: type[models.Model]
    next_id: int = 0
    columns: list[str] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    waiting: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        fields = self.model._meta.concrete_fields
        self.columns = [str(item.column) for item in fields]
        self.place = {item.attname: number for number, item in enumerate(fields)}
        self.next_id = (self.model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def row(self, instance: models.Model, shift: timedelta) -> Row:
        """An instance as the database takes it, its moments and the days in its JSON moved."""
        return [_stored(item, getattr(instance, item.attname), shift) for item in self.model._meta.concrete_fields]

    def add(self, row: Row, **changes: object) -> int:
        """A copy of a row under a new id; returns the id."""
        made = row.copy()
        for name, value in changes.items():
            made[self.place[name]] = value
        made[0], self.next_id = self.next_id, self.next_id + 1
        self.waiting.append(made)
        return self.next_id - 1

    def write(self) -> None:
        """All waiting rows: by COPY where the database has it."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(name) for name in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in self.waiting:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", self.waiting)  # noqa: S608
        self.waiting.clear()


@dataclass(slots=True)
class Original:
    """One matter that was played, with everything that hangs on it."""

    matter: Matter
    steps: list[StepTaken]
    facts: Mapping[int, list[Fact]]
    terms: list[Term]
    ratings: list[Rating]
    messages: list[Message]
    dues: list[Due]
    entries: list[Entry]


@dataclass(slots=True)
class Pattern:
    """An original as rows of a week, made once for all its copies of that week."""

    original: Original
    matter: Row
    steps: list[tuple[Row, list[Row]]]
    terms: list[Row]
    ratings: list[Row]
    messages: list[Row]
    dues: list[Row]
    entries: list[Entry]
    said: list[str]
    year: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where a copy plays: a village with its offices, and somebody grown who lives there."""

    village_id: int
    town_id: int
    grid_id: int | None
    person_id: int
    name: str


@dataclass(slots=True)
class Copier:
    """Writes copies; one transaction for all of them."""

    random: Random
    units: dict[tuple[int, str], int]
    function_of: dict[int, tuple[int, int, str]]
    """unit → (its village or 0, its town or 0, function)."""
    serials: Counter[tuple[int, str, int]]
    taken_codes: set[str]
    number: int = 0
    tables: dict[type[models.Model], Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        course: tuple[type[models.Model], ...] = (Matter, MatterWords, StepTaken, Fact, Term, Rating)
        kinds: tuple[type[models.Model], ...] = (*course, Message, Due, Entry)
        self.tables = {model: Table(model) for model in kinds}

    def pattern(self, original: Original, shift: timedelta) -> Pattern:
        rows = {model: table.row for model, table in self.tables.items()}
        return Pattern(
            original=original,
            matter=rows[Matter](original.matter, shift),
            steps=[
                (rows[StepTaken](step, shift), [rows[Fact](fact, shift) for fact in original.facts.get(step.pk, [])])
                for step in original.steps
            ],
            terms=[rows[Term](term, shift) for term in original.terms if not (shift and term.is_running)],
            ratings=[rows[Rating](rating, shift) for rating in original.ratings],
            messages=[rows[Message](message, shift) for message in original.messages],
            dues=[rows[Due](due, shift) for due in original.dues],
            entries=[_moved(entry, shift) for entry in original.entries],
            said=tokens(f"{original.matter.title}\n{original.matter.place}"),
            year=(original.matter.opened_at + shift).year,
        )

    def copy(self, pattern: Pattern, home: Home) -> None:
        """One matter for one person, with its course, clocks, dues, messages and journal."""
        matter, tables = pattern.original.matter, self.tables
        ref = self._reference(matter, pattern.year)
        moved = {name: self._unit(getattr(matter, name), home) for name in ("desk_unit_id", "unit_id", "waits_unit_id")}
        matter_id = tables[Matter].add(
            pattern.matter, ref=ref, code=self._code(), person_id=home.person_id, reporter_id=None,
            reporter_name=home.name, reporter_phone="", village_id=home.village_id, town_id=home.town_id,
            grid_id=home.grid_id, lat=None, lng=None, **moved,
        )  # fmt: skip
        self._say(matter_id, pattern, home)
        for step, facts in pattern.steps:
            step_id = tables[StepTaken].add(step, matter_id=matter_id)
            for fact in facts:
                tables[Fact].add(fact, matter_id=matter_id, step_id=step_id)
        for model, rows in ((Term, pattern.terms), (Rating, pattern.ratings)):
            for row in rows:
                tables[model].add(row, matter_id=matter_id)
        for row in pattern.messages:
            tables[Message].add(row, ref=ref, link=f"/m/{ref}", user_id=None, dedupe="")
        unit_at = tables[Due].place["unit_id"]
        for row in pattern.dues:
            tables[Due].add(
                row, ref=ref, source_id=matter_id, village_id=home.village_id, unit_id=self._unit(row[unit_at], home)
            )
        for entry in pattern.entries:
            self._enter(entry, ref, home)

    def flush(self) -> None:
        for table in self.tables.values():
            table.write()

    def finish(self) -> None:
        """Serials and sequences go on after the copies."""
        for (county_id, prefix, year), last in self.serials.items():
            Series.objects.update_or_create(county_id=county_id, prefix=prefix, year=year, defaults={"last": last})
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)
            for table in self.tables.values():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table.model._meta.db_table)}")

    def _enter(self, entry: Entry, ref: str, home: Home) -> None:
        entry.subject, entry.result_ref, entry.village_id = ref, ref if entry.result_ref else "", home.village_id
        sign(entry)
        table = self.tables[Entry]
        table.add(table.row(entry, timedelta()))

    def _say(self, matter_id: int, pattern: Pattern, home: Home) -> None:
        """What the copy is found by: the words of its original, and its own person and place."""
        place = {"county": pattern.original.matter.county_id, "town": home.town_id, "village": home.village_id}
        said = dict.fromkeys([*signs_of({**place, "grid": home.grid_id}), *pattern.said, *tokens(home.name)])
        column = MatterWords._meta.get_field("words")
        self.tables[MatterWords].waiting.append([matter_id, column.get_db_prep_save(list(said), connection)])

    def _reference(self, matter: Matter, year: int) -> str:
        series = (matter.county_id, matter.law.prefix, year)
        self.serials[series] += 1
        return reference(matter.law.prefix, year, self.serials[series])

    def _code(self) -> str:
        while True:
            self.number += 1
            body = f"{self.number * STEP_THROUGH_CODES % 10**9:09d}"
            if (code := body + check_digit(body)) not in self.taken_codes:
                return code

    def _unit(self, unit_id: int | None, home: Home) -> int | None:
        """The office that does the same at the new place; departments and companies stay."""
        if unit_id is None:
            return None
        village, town, function = self.function_of[unit_id]
        if village:
            committee = self.units[home.village_id, UnitFunction.COMMITTEE]
            return self.units.get((home.village_id, function), committee)
        return self.units.get((home.town_id, function), unit_id) if town else unit_id


@transaction.atomic
def copy_matters(*, count: int, years: int, random: Random, today: date, say: Callable[[str], None]) -> int:
    """So many more matters over so many years. The same seed gives the same matters. Returns how many were made."""
    originals = _originals()
    ended = [one for one in originals if not one.matter.is_open]
    running = [one for one in originals if one.matter.is_open]
    homes, copier = _homes(today), _copier(random)
    plan = _plan(count, years, ended, running)
    done = 0
    for shift, share in plan:
        for original, copies in share.items():
            pattern = copier.pattern(originals[original], shift)
            for _ in range(copies):
                copier.copy(pattern, random.choice(homes))
                done += 1
                if done % BATCH == 0:
                    copier.flush()
                if done % max(count // 20, 1) == 0:
                    say(f"{done * 100 // count:3d}%  {done} 件事")
    copier.flush()
    copier.finish()
    return done


def _plan(
    count: int, years: int, ended: Sequence[Original], running: Sequence[Original]
) -> Iterator[tuple[timedelta, Counter[int]]]:
    """How many copies of which original, week by week, the oldest first; open ones in this week."""
    open_count = min(count // OPEN_ONE_IN, count) if running else 0
    weeks = years * 52
    closed = count - open_count
    for back in range(weeks, 0, -1):
        share = closed * (weeks - back + 1) // weeks - closed * (weeks - back) // weeks
        yield -back * WEEK, _dealt(share, 0, len(ended), start=back)
    yield timedelta(), _dealt(open_count, len(ended), len(running), start=0)


def _dealt(share: int, first: int, among: int, *, start: int) -> Counter[int]:
    """``share`` copies dealt round ``among`` originals, beginning somewhere else each week."""
    every, rest = divmod(share, among) if among else (0, 0)
    dealt = Counter({first + number: every for number in range(among) if every})
    dealt.update(first + (start + number) % among for number in range(rest))
    return dealt


def _originals() -> list[Original]:
    """Ended ones first. Without those that have papers, asks, photos or followers: they would need files."""
    found = Matter.objects.unscoped(ALL).filter(followers=0, asks=None, attachments=None)
    found = found.exclude(course__paper_id__isnull=False).exclude(village=None)
    matters = {matter.pk: matter for matter in found.order_by("is_open", "pk").distinct()}
    steps, facts, terms, ratings = (
        _grouped(model.objects.filter(matter_id__in=matters).order_by("pk"), key)
        for model, key in ((StepTaken, "matter_id"), (Fact, "step_id"), (Term, "matter_id"), (Rating, "matter_id"))
    )
    refs = {matter.ref for matter in matters.values()}
    messages = _grouped(Message.objects.unscoped(ALL).filter(ref__in=refs).order_by("pk"), "ref")
    entries = _grouped(Entry.objects.filter(subject__in=refs).order_by("pk"), "subject")
    dues = _grouped(Due.objects.unscoped(ALL).filter(source=Source.MATTER, source_id__in=matters), "source_id")
    return [
        Original(
            matter=matter, steps=steps[pk], facts=facts, terms=terms[pk], ratings=ratings[pk],
            messages=messages[matter.ref], dues=dues[pk], entries=entries[matter.ref],
        )
        for pk, matter in matters.items()
    ]  # fmt: skip


def _homes(today: date) -> list[Home]:
    """Everybody who is grown, with the place they live at."""
    grown = Person.objects.unscoped(ALL).filter(died_on=None, born_on__year__lte=today.year - 20, village__isnull=False)
    rows = grown.order_by("pk").values_list("village_id", "town_id", "grid_id", "pk", "name")
    return [Home(*row) for row in rows.iterator()]


def _copier(random: Random) -> Copier:
    offices = Unit.objects.filter(closed_on=None).select_related("area").order_by("-pk")
    homes = {unit.pk: (unit.area.village_id or _own(unit, "village"), unit.area.town_id or _own(unit, "town"))
             for unit in offices}  # fmt: skip
    serials = Counter({(row.county_id, row.prefix, row.year): row.last for row in Series.objects.all()})
    return Copier(
        random=random,
        units={(unit.area_id, unit.function): unit.pk for unit in offices},
        function_of={unit.pk: (homes[unit.pk][0] or 0, homes[unit.pk][1] or 0, unit.function) for unit in offices},
        serials=serials,
        taken_codes=set(Matter.objects.unscoped(ALL).values_list("code", flat=True)),
    )


def _own(unit: Unit, level: str) -> int | None:
    return unit.area_id if unit.area.level == level else None


def _grouped(rows: Any, key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _moved(entry: Entry, shift: timedelta) -> Entry:
    entry = Entry(**{item.attname: getattr(entry, item.attname) for item in Entry._meta.concrete_fields})
    entry.at, entry.happened_at = entry.at + shift, entry.happened_at + shift
    entry.key = entry.request_hash = ""
    entry.pk = None
    return entry


def _stored(item: Any, value: object, shift: timedelta) -> object:
    if isinstance(value, datetime) and shift:
        value += shift
    if isinstance(item, JSONField):
        text = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
        return DAY.sub(lambda found: _day(found.group(), shift), text) if shift else text
    if isinstance(value, memoryview):
        value = bytes(value)
    return bytes(value) if isinstance(value, bytes) else item.get_db_prep_save(value, connection)


def _day(text: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + shift).isoformat()
    except ValueError:
        return text
