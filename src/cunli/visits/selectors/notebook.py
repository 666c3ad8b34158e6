"""Notes: of one household, of one writer."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours
from cunli.lib.scope import Scope
from cunli.visits.models import Note, NoteQuerySet


def notes_of_household(scope: Scope, household_id: int) -> NoteQuerySet:
    """The newest first, with who was met; to be cut."""
    return _shown(Note.objects.within(scope).filter(household_id=household_id))


def last_note_of(scope: Scope, household_id: int) -> Note | None:
    """The newest, with who wrote it. One query."""
    rows = Note.objects.within(scope).filter(household_id=household_id).select_related("by")
    return rows.order_by("-happened_at", "-id").first()


def own_notebook(
    actor: Actor, *, text: str = "", since: datetime | None = None, until: datetime | None = None
) -> NoteQuerySet:
    """What one has written oneself, the newest first, from ``since`` up to before ``until``; with ``text`` those that
    say it, or whose household's head is called so. Only one person's notes are looked through."""
    found = _own(actor)
    if since:
        found = found.filter(happened_at__gte=since)
    if until:
        found = found.filter(happened_at__lt=until)
    if text:
        found = found.filter(Q(seen__icontains=text) | Q(said__icontains=text) | Q(did__icontains=text))
    return _shown(found).select_related("household", "household__village", "household__area")


def older_than(found: NoteQuerySet, note_id: int | None) -> NoteQuerySet:
    """What stands behind one of them, for the next page; all of them where it is none of them. One query more."""
    at = found.filter(pk=note_id).values_list("happened_at", flat=True).first() if note_id else None
    return found.filter(Q(happened_at__lt=at) | Q(happened_at=at, pk__lt=note_id)) if at else found


def note_for(actor: Actor, note_id: int) -> Note:
    """One's own, or within one's scope. Raises NotYours."""
    found = _shown(_own(actor)).filter(pk=note_id).first()
    found = found or _shown(Note.objects.within(actor.scope)).filter(pk=note_id).first()
    if found is None:
        raise NotYours(_("没有找到这一笔"), instead=_("请回到“我记的”再点一次。"))
    return found


def _own(actor: Actor) -> NoteQuerySet:
    """Wherever they serve now: a notebook stays with who wrote it."""
    return Note.objects.unscoped("a person's own notebook").filter(by_id=actor.user_id or 0)


def _shown(found: NoteQuerySet) -> NoteQuerySet:
    return found.select_related("by").prefetch_related("met__person", "led").order_by("-happened_at", "-id")
