"""Years of matters in bulk: each is a copy of one that the county really played, for somebody else, some weeks earlier.

What a copy says was worked out by the engine once; here only whom, where and when it was change. Workers keep their
names. Closed matters are spread over the years, without the question of four weeks later that was still to come; open
ones keep their week, so that today's lists stay as long as a county's are. Made for measuring at size: nothing is told
to anybody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from cunli.cases.models import Fact, Matter, MatterWords, Rating, Series, StepTaken, Term
from cunli.cases.words import signs_of
from cunli.desk.demo.bulk_rows import Stored, Table, progress, writing
from cunli.dues.models import Due, Source
from cunli.journal import rules
from cunli.journal.models import Entry
from cunli.journal.signing import CONTENT, newest_key
from cunli.lib.bigrams import tokens
from cunli.lib.codes import check_digit, reference
from cunli.lib.rows import Prepare, Ready
from cunli.lib.unindexed import unindexed
from cunli.messages.models import Message
from cunli.places.kinds import UnitFunction
from cunli.places.models import Unit
from cunli.registry.models import Person

WEEK = timedelta(days=7)
OPEN_ONE_IN = 250
"""Of so many matters one is not over yet."""
DOZEN = 12
"""So many copies of one original in one week: what is made ready for a week serves all of them."""
BATCH = 2000
STEP_THROUGH_CODES = 618_033_989
"""Has no factor in common with a thousand million, so that no code comes twice."""
COPIED: tuple[type[models.Model], ...] = (
    Matter, MatterWords, StepTaken, Fact, Term, Rating, Message, Due, Entry,
)  # fmt: skip
"""In the order in which rows are written."""
ALL = "the demo copies what it has made"
REF, VILLAGE = "⟦ref⟧", "⟦village⟧"
"""Where a copy says its own."""


@dataclass(slots=True)
class Original:
    """One matter that was played, with everything that hangs on it."""

    matter: Matter
    stored: Stored
    steps: list[tuple[Stored, list[Stored]]]
    terms: list[tuple[Stored, bool]]
    """Each with whether it still runs."""
    ratings: list[Stored]
    messages: list[Stored]
    dues: list[tuple[Stored, int | None]]
    """Each with its unit."""
    entries: list[tuple[Entry, Stored]]


@dataclass(slots=True)
class Pattern:
    """An original as rows of a week, made once for all its copies of that week."""

    original: Original
    matter: Ready
    steps: list[tuple[Ready, list[Ready]]]
    terms: list[Ready]
    ratings: list[Ready]
    messages: list[Ready]
    dues: list[tuple[Ready, int | None]]
    entries: list[tuple[Ready, str]]
    """Each with the text that its leaf is the hash of, the copy's own left open."""
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
    tables: dict[type[models.Model], Table] = field(init=False)
    plain: Prepare = field(init=False)
    key_id: str = field(init=False)
    mac_key: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.tables = {model: Table(model) for model in COPIED}
        self.plain = self.tables[Matter].columns.plain
        self.key_id, self.mac_key = newest_key()

    def pattern(self, original: Original, shift: timedelta) -> Pattern:
        return Pattern(
            original=original,
            matter=original.stored.moved(shift),
            steps=[(step.moved(shift), [fact.moved(shift) for fact in facts]) for step, facts in original.steps],
            terms=[term.moved(shift) for term, runs in original.terms if not (shift and runs)],
            ratings=[rating.moved(shift) for rating in original.ratings],
            messages=[message.moved(shift) for message in original.messages],
            dues=[(due.moved(shift), unit_id) for due, unit_id in original.dues],
            entries=[(stored.moved(shift), _open_text(entry, shift)) for entry, stored in original.entries],
            said=tokens(f"{original.matter.title}\n{original.matter.place}"),
            year=(original.matter.opened_at + shift).year,
        )

    def copy(self, pattern: Pattern, home: Home) -> None:
        """One matter for one person, with its course, clocks, dues, messages and journal."""
        tables, plain, matter = self.tables, self.plain, pattern.original.matter
        ref = self._reference(matter, pattern.year)
        place = {"village_id": plain(home.village_id)}
        units = {name: self._unit(getattr(matter, name), home) for name in ("desk_unit_id", "unit_id", "waits_unit_id")}
        number = tables[Matter].add(
            pattern.matter, ref=ref, code=self._code(), person_id=plain(home.person_id), reporter_id=plain(None),
            reporter_name=plain(home.name), reporter_phone="", town_id=plain(home.town_id),
            grid_id=plain(home.grid_id), lat=plain(None), lng=plain(None), **place, **units,
        )  # fmt: skip
        matter_id = plain(number)
        self._say(number, pattern, home)
        for step, facts in pattern.steps:
            step_id = plain(tables[StepTaken].add(step, matter_id=matter_id))
            for fact in facts:
                tables[Fact].add(fact, matter_id=matter_id, step_id=step_id)
        for model, rows in ((Term, pattern.terms), (Rating, pattern.ratings)):
            for row in rows:
                tables[model].add(row, matter_id=matter_id)
        for row in pattern.messages:
            tables[Message].add(row, ref=ref, link=f"/m/{ref}", user_id=plain(None), dedupe="")
        for row, unit_id in pattern.dues:
            tables[Due].add(row, ref=ref, source_id=matter_id, unit_id=self._unit(unit_id, home), **place)
        for row, text in pattern.entries:
            self._enter(row, text, ref, home)

    def finish(self) -> None:
        """Serials and sequences go on after the copies."""
        for (county_id, prefix, year), last in self.serials.items():
            Series.objects.update_or_create(county_id=county_id, prefix=prefix, year=year, defaults={"last": last})
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)
            for table in self.tables.values():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table.model._meta.db_table)}")

    def _enter(self, row: Ready, text: str, ref: str, home: Home) -> None:
        """A journal entry of the copy, proven like any other."""
        table = self.tables[Entry]
        leaf = rules.leaf_of_text(text.replace(REF, ref).replace(f'"{VILLAGE}"', str(home.village_id)))
        result = ref if row[table.place["result_ref"]] else ""
        mac, plain = rules.mac_of(leaf, self.mac_key), self.plain
        table.add(
            row, subject=ref, result_ref=result, village_id=plain(home.village_id), leaf=plain(leaf), mac=plain(mac),
            key_id=self.key_id,
        )  # fmt: skip

    def _say(self, matter_id: int, pattern: Pattern, home: Home) -> None:
        """What the copy is found by: the words of its original, and its own person and place."""
        place = {"county": pattern.original.matter.county_id, "town": home.town_id, "village": home.village_id}
        said = dict.fromkeys([*signs_of({**place, "grid": home.grid_id}), *pattern.said, *tokens(home.name)])
        words = self.tables[MatterWords]
        words.waiting.append(words.columns.ready((matter_id, list(said))))

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

    def _unit(self, unit_id: int | None, home: Home) -> object:
        """The office that does the same at the new place; departments and companies stay. Ready to be written."""
        if unit_id is None:
            return self.plain(None)
        village, town, function = self.function_of[unit_id]
        if village:
            committee = self.units[home.village_id, UnitFunction.COMMITTEE]
            return self.plain(self.units.get((home.village_id, function), committee))
        return self.plain(self.units.get((home.town_id, function), unit_id) if town else unit_id)


@transaction.atomic
def copy_matters(
    *,
    count: int,
    years: int,
    random: Random,
    today: date,
    say: Callable[[str], None],
    open_one_in: int = OPEN_ONE_IN,
) -> int:
    """So many more matters over so many years. The same seed gives the same matters. Returns how many were made."""
    originals = _originals()
    ended = [one for one in originals if not one.matter.is_open]
    running = [one for one in originals if one.matter.is_open]
    homes, copier = _homes(today), _copier(random)
    plan = _plan(count, count // open_one_in if running else 0, years, ended, running)
    tell = progress(count, "件事", say)
    done = 0
    with unindexed(list(copier.tables)), writing() as writer:
        for shift, share in plan:
            for original, copies in share.items():
                pattern = copier.pattern(originals[original], shift)
                for _ in range(copies):
                    copier.copy(pattern, random.choice(homes))
                    done += 1
                    if done % BATCH == 0:
                        writer.write(copier.tables.values())
                        tell(done - BATCH)
        writer.write(copier.tables.values())
    copier.finish()
    tell(done)
    return done


def _plan(
    count: int, open_count: int, years: int, ended: Sequence[Original], running: Sequence[Original]
) -> Iterator[tuple[timedelta, Counter[int]]]:
    """How many copies of which original, week by week, the oldest first; open ones in this week."""
    weeks = years * 52
    closed = count - open_count
    for back in range(weeks, 0, -1):
        share = closed * (weeks - back + 1) // weeks - closed * (weeks - back) // weeks
        yield -back * WEEK, _dealt(share, 0, len(ended), start=back)
    yield timedelta(), _dealt(open_count, len(ended), len(running), start=0)


def _dealt(share: int, first: int, among: int, *, start: int) -> Counter[int]:
    """``share`` copies dealt to ``among`` originals, a dozen to one; each week goes on where the one before ended."""
    dealt: Counter[int] = Counter()
    dozens = -(-share // DOZEN)
    for number in range(dozens if among else 0):
        dealt[first + (start * dozens + number) % among] += min(DOZEN, share - number * DOZEN)
    return dealt


def _originals() -> list[Original]:
    """Ended ones first. Without those that have papers, asks, photos, followers or sides: they would need more rows."""
    found = Matter.objects.unscoped(ALL).filter(
        followers=0, asks=None, attachments=None, came_from=None, led_to=None, participants=None, is_guarded=False
    )
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
    tables = {model: Table(model) for model in (Matter, StepTaken, Fact, Term, Rating, Message, Due, Entry)}
    return [
        Original(
            matter=matter,
            stored=tables[Matter].stored(matter),
            steps=[
                (tables[StepTaken].stored(step), [tables[Fact].stored(fact) for fact in facts[step.pk]])
                for step in steps[pk]
            ],
            terms=[(tables[Term].stored(term), term.is_running) for term in terms[pk]],
            ratings=[tables[Rating].stored(rating) for rating in ratings[pk]],
            messages=[tables[Message].stored(message) for message in messages[matter.ref]],
            dues=[(tables[Due].stored(due), due.unit_id) for due in dues[pk]],
            entries=[
                (entry, replace(tables[Entry].stored(entry), days=[]))
                for entry in map(_without_key, entries[matter.ref])
            ],
        )
        for pk, matter in matters.items()
    ]


def _without_key(entry: Entry) -> Entry:
    """A request was made once only: its copies have no key. The days in what it says stay those of its original."""
    entry.key = entry.request_hash = ""
    return entry


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


def _open_text(entry: Entry, shift: timedelta) -> str:
    """What an entry's leaf is the hash of, moved to another week, with marks where a copy says its own."""
    content = {name: getattr(entry, name) for name in CONTENT}
    moved = {"at": entry.at + shift, "happened_at": entry.happened_at + shift}
    own = {"subject": REF, "result_ref": REF if entry.result_ref else "", "village_id": VILLAGE}
    return rules.canonical({**content, **moved, **own})
