"""Whom an open correction waits for: a second person at a unit, by a day. The sweep keeps that so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from cunli.accounts.models import Post
from cunli.county import selectors as county
from cunli.dues import index as dues
from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.law.calendars import china
from cunli.lib.terms import day_of, end_of, reckon
from cunli.registry.kinds import CorrectionField
from cunli.registry.models import Correction
from cunli.registry.selectors.family import users_at_home
from cunli.registry.selectors.looks import who_can_answer
from cunli.registry.selectors.names import home_name, shown_name

WHY = "what waits for a second person, wherever it is"
KIND = "correction"


def due_at(correction: Correction, at: datetime) -> datetime:
    """When it must be decided: the county's clock; a phone that is not to be kept goes on the same day."""
    if correction.field == CorrectionField.PHONE and not correction.new:
        return end_of(day_of(at))
    length = county.length("correction.check", on=day_of(at), county_id=correction.county_id)
    return reckon(start=at if length.by_hour else day_of(at), length=length, calendar=china()).due_at


def unit_for(correction: Correction, posts: Sequence[Post], at: datetime) -> int | None:
    """The nearest unit with a second person among ``posts`` (nearest first); once it is late, the town's first."""
    near = {correction.asked_by_id, *users_at_home(correction, day_of(at))}
    able = [post for post in posts if post.user_id not in near]
    if correction.due_at < at:
        able.sort(key=lambda post: post.unit.village_id is not None)
    return able[0].unit_id if able else None


def posts_for(correction: Correction, on: date) -> list[Post]:
    """Who may decide corrections of this village; who is too near is not left out yet."""
    return who_can_answer(correction, on)


def put_due(correction: Correction) -> None:
    dues.put(items=[due_item(correction)])


def clear_due(correction: Correction) -> None:
    dues.clear(source=Source.CORRECTION, source_ids=[correction.pk])


def due_item(correction: Correction) -> DueItem:
    """What the index of dues says of an open correction, from its row alone. Names no child under 14."""
    on = day_of(correction.asked_at)
    with override("zh-hans"):  # what is kept reads the same in every language
        title = _whose(correction, on)
    return DueItem(
        source=Source.CORRECTION,
        source_id=correction.pk,
        ref=correction.subject,
        title=title,
        kind=KIND,
        step=correction.field,
        due_at=correction.due_at,
        unit_id=correction.waits_unit_id,
        village_id=correction.village_id,
    )


def _whose(correction: Correction, on: date) -> str:
    if correction.person is not None:
        return shown_name(correction.person, on)
    return home_name(correction.household, on) if correction.household else ""


def due_items() -> Iterator[DueItem]:
    """Of everything open: to rebuild the index from, or to compare it with."""
    rows = Correction.objects.unscoped(WHY).open().select_related("person", "household")
    yield from (due_item(correction) for correction in rows.order_by("pk").iterator(500))


@transaction.atomic
def follow_checkers(*, at: datetime) -> int:
    """Hand open corrections on: with their person to another village, to the town once late, to whoever serves now.

    Called by the sweep, like ``dues.following``; a pointer follows, nobody acts. Returns how many were handed on.
    """
    known: dict[int, list[Post]] = {}
    moved = 0
    rows = Correction.objects.unscoped(WHY).open().select_for_update(of=("self",))
    for correction in rows.select_related("person", "household").order_by("pk"):
        before = _place(correction), correction.waits_unit_id
        _follow_bearer(correction)
        if correction.village_id not in known:
            known[correction.village_id] = posts_for(correction, day_of(at))
        if not _is_settled(correction, known[correction.village_id], at):
            correction.waits_unit_id = unit_for(correction, known[correction.village_id], at)
        if (_place(correction), correction.waits_unit_id) != before:
            correction.save(update_fields=["county", "town", "village", "grid", "waits_unit"])
            put_due(correction)
            moved += 1
    return moved


def _is_settled(correction: Correction, posts: Sequence[Post], at: datetime) -> bool:
    """In time, and somebody but the asker serves where it waits: asks no query, so that a round stays cheap."""
    there = (post for post in posts if post.unit_id == correction.waits_unit_id)
    return at <= correction.due_at and any(post.user_id != correction.asked_by_id for post in there)


def _place(correction: Correction) -> tuple[int, int | None]:
    return correction.village_id, correction.grid_id


def _follow_bearer(correction: Correction) -> None:
    bearer = correction.bearer
    correction.county_id, correction.town_id = bearer.county_id, bearer.town_id
    correction.village_id, correction.grid_id = bearer.village_id, bearer.grid_id
