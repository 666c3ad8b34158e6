"""Matters found by what they say: title, place, who asked, and their own words. The same hits on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cunli.cases.models import Ask, Matter, MatterWords
from cunli.lib.bigrams import tokens, wanted
from cunli.lib.codes import CODE_LENGTH
from cunli.lib.scope import Scope
from cunli.procedures.grammar import Fact, FactType
from cunli.procedures.values import Values

TEXT_MAX = 600
"""Characters of a text that it is found by."""
NEWEST = 60
"""A search that finds more shows the newest, open ones first: whoever wants an older one says more."""
LATELY = 2000
BESIDE = 500
LATER = "※"
"""Before each word that a step said since: a mark that no text is cut into, so that nobody can type one. Only whoever
serves in the area looks for those: they read the whole course. A unit that was asked, or the person themselves, could
else find out by searching what nobody shows them."""
LEVELS = {"county": "县", "town": "镇", "village": "村", "grid": "格"}
_WORDS = MatterWords._meta.get_field("words")
_SAID = frozenset({FactType.LINE, FactType.TEXT})


def keep_words(matter: Matter, values: Values) -> None:
    """Called once, when the matter comes in. In plain SQL: filing is the act that people wait for."""
    said = [str(values.get(fact.key) or "") for fact in matter.law.facts if _is_read(fact)]
    words = _WORDS.get_db_prep_save(words_of(matter, *said), connection)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_matterwords (matter_id, words) VALUES (%s, %s)", [matter.pk, words])


def keep_later_words(matter: Matter, said: Mapping[str, object]) -> None:
    """What a step says in words, sealed facts apart. One statement, and none for a step that says nothing."""
    texts = [str(value) for key, value in said.items() if _is_read(matter.law.fact(key)) and value]
    later = [LATER + token for token in tokens("\n".join(text[:TEXT_MAX] for text in texts))]
    if later:
        more = "%s::text[]" if connection.vendor == "postgresql" else "' ' || %s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE cases_matterwords SET words = words || {more} WHERE matter_id = %s",  # noqa: S608 - ours
                [_WORDS.get_db_prep_save(later, connection), matter.pk],
            )


def _is_read(fact: Fact) -> bool:
    return fact.type in _SAID and not fact.seen_by


def words_of(matter: Matter, *said: str) -> list[str]:
    """One line per text, so that the end of one and the beginning of the next make no word."""
    text = "\n".join(part[:TEXT_MAX] for part in (matter.title, matter.place, matter.reporter_name, *said))
    return [*signs_of({level: getattr(matter, f"{level}_id") for level in LEVELS}), *tokens(text)]


def signs_of(place: Mapping[str, int | None]) -> list[str]:
    """The words of a place, by level: ``["县1", "镇3", "村12"]``; no text has any of them."""
    return [f"{LEVELS[level]}{area}" for level, area in place.items() if area is not None]


def says(text: str) -> Q:
    """By reference or slip's code as a whole, or by every word of ``text``; for lists that are short already."""
    groups = [[word] for word in wanted(text)]
    rows = MatterWords.objects.filter(pk=OuterRef("pk"))
    found = Q(Exists(rows.filter(words__say=groups))) if groups else Q(pk__in=())
    return found | named(text) if any(char.isdigit() for char in text) else found


def named(text: str) -> Q:
    plain = text.replace(" ", "")
    found = Q(ref=plain.upper())
    return found | Q(code=plain) if len(plain) == CODE_LENGTH and plain.isdigit() else found


def found_within(scope: Scope, text: str) -> QuerySet[Matter]:
    """What the scope reaches of the newest that say ``text``, open or ended. Reads a bounded number of rows, however
    many there are."""
    return Matter.objects.within(scope).filter(Q(pk__in=list(_newest(scope, text))) | named(text))


def _newest(scope: Scope, text: str) -> Iterator[int]:
    groups = [[word] for word in wanted(text)]
    if not groups:
        return
    rows = MatterWords.objects.order_by("-pk").values_list("pk", flat=True)
    if areas := _areas(scope):
        since = [[word, LATER + word] for (word,) in groups]
        yield from _newest_that_say([*since, areas])
    if beside := _beside(scope):
        yield from rows.filter(pk__in=beside, words__say=groups)[:NEWEST]


def _newest_that_say(groups: list[list[str]]) -> list[int]:
    """Words that many say are found among what came in lately; what few say is looked up in the index of words. Left
    to itself PostgreSQL walks back through all matters for a name that hardly any of them says: a second at a million.
    """
    said = MatterWords.objects.filter(words__say=groups)
    last = MatterWords.objects.order_by("-pk").values("pk")[:1]
    found = list(said.filter(pk__gt=Subquery(last) - LATELY).order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    if len(found) == NEWEST:
        return found
    by_word = said.annotate(at=F("pk") + 0).order_by("-at")  # an order that no index has
    return list(by_word.values_list("pk", flat=True)[:NEWEST])


def _areas(scope: Scope) -> list[str]:
    reach = {"county": scope.counties, "town": scope.towns, "village": scope.villages, "grid": scope.grids}
    return sorted(f"{LEVELS[level]}{area}" for level, areas in reach.items() for area in areas)


def _beside(scope: Scope) -> set[int]:
    """What may lie outside the areas: one's own, what one is let see, what the unit was asked or has in hand."""
    found: list[QuerySet[Any, int]] = []
    if scope.units:
        asks = Ask.objects.filter(unit_id__in=scope.units).order_by("-id")
        found.append(asks.values_list("matter_id", flat=True))
    if scope.user_id is not None:
        own = Matter.objects.unscoped("one's own")
        own = own.filter(pk__in=own.of_person(scope.user_id)).order_by("-opened_at")
        found.append(own.values_list("pk", flat=True))
    if not scope.has_area:
        held = Q(unit_id__in=scope.units) | Q(desk_unit_id__in=scope.units)
        if scope.user_id is not None:
            held |= Q(officer_id=scope.user_id)
        in_hand = Matter.objects.unscoped("of the unit or officer itself").filter(held, is_open=True)
        found.append(in_hand.order_by("-id").values_list("pk", flat=True))
    return {pk for rows in found for pk in rows[:BESIDE]}
