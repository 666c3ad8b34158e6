"""What people are called, and what they are found by. Whoever writes a name or a place of a person calls this file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from cunli.lib.rows import insert_rows
from cunli.registry.models import FormerName, Person, SearchKey
from cunli.registry.readings import keys_of

LONGEST = 240
"""Characters of ``SearchKey.key``: every reading of a name of forty characters."""
_OURS = "people whom the caller has within reach"


def keep_former(renamed: Mapping[Person, str], *, until: date) -> None:
    """The names these people had until a day; ``person.name``, already saved, is the new one."""
    rows = [FormerName(person=person, name=name, until=until) for person, name in renamed.items()]
    FormerName.objects.bulk_create(rows, ignore_conflicts=True)
    write_keys(renamed)


def index_new(people: Collection[Person]) -> None:
    """The keys of people just written for the first time."""
    _insert((person, [person.name]) for person in people)


def write_keys(people: Collection[Person]) -> None:
    """The keys of people whose name or place has changed; who was merged away has none. Two statements and one for the
    names they had."""
    former: dict[int, list[str]] = defaultdict(list)
    for row in FormerName.objects.filter(person__in=people):
        former[row.person_id].append(row.name)
    SearchKey.objects.unscoped(_OURS).filter(person__in=people).delete()
    _insert((person, [person.name, *former[person.pk]]) for person in people if person.merged_into_id is None)


def _insert(names: Iterable[tuple[Person, list[str]]]) -> None:
    rows = (
        (person.pk, key, person.county_id, person.town_id, person.village_id)
        for person, called in names
        for key in dict.fromkeys(key[:LONGEST] for name in called for key in keys_of(name))
    )
    insert_rows(SearchKey, ("person", "key", "county_id", "town_id", "village_id"), rows)
