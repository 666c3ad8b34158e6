"""What the county means by headings the national system does not know: said once, for every file after it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.registry.imports.columns import LONGEST_HEADING, plain
from cunli.registry.imports.national import COLUMNS
from cunli.registry.imports.planning import checked, may_import
from cunli.registry.imports.villages import Villages
from cunli.registry.models import ColumnMapping
from cunli.registry.services.reach import day_of


def meanings() -> list[tuple[str, str]]:
    """What a heading may mean: (field, national name)."""
    return [(column.field, column.title) for column in COLUMNS]


def headings_of(actor: Actor, at: datetime) -> QuerySet[ColumnMapping]:
    """Those of the actor's county. Raises NotYourPost."""
    return ColumnMapping.objects.filter(county_id=_county(actor, at)).select_related("said_by").order_by("heading")


@transaction.atomic
def say_heading(*, actor: Actor, heading: str, field: str, at: datetime) -> None:
    """From the next file on ``heading`` means ``field``. Raises NotYourPost, Invalid."""
    county_id, title = _county(actor, at), " ".join(heading.split())
    if not plain(title) or len(title) > LONGEST_HEADING:
        wrong = _("请写表头上的字，最多 %(n)d 个") % {"n": LONGEST_HEADING}
        raise Invalid(wrong, fields={"heading": wrong})
    checked({title: field})
    before = ColumnMapping.objects.filter(county_id=county_id, heading=title).values_list("field", flat=True).first()
    if before == field:
        return
    said = {"field": field, "said_by_id": actor.user_id, "said_at": at}
    row, _is_new = ColumnMapping.objects.update_or_create(county_id=county_id, heading=title, defaults=said)
    _note(actor, row, at, before=before or "", after=field)


@transaction.atomic
def forget_heading(*, actor: Actor, mapping_id: int, at: datetime) -> None:
    """It means nothing any more; a second time changes nothing. Raises NotYourPost."""
    row = headings_of(actor, at).filter(pk=mapping_id).first()
    if row is not None:
        _note(actor, row, at, before=row.field, after="")
        row.delete()


def _county(actor: Actor, at: datetime) -> int:
    may_import(actor)
    return min(Villages(actor, day_of(at)).counties())


def _note(actor: Actor, row: ColumnMapping, at: datetime, *, before: str, after: str) -> None:
    record(
        actor=actor, verb="registry.heading_said", subject=f"area:{row.county_id}", at=at,
        before={row.heading: before}, after={row.heading: after}, county_id=row.county_id,
    )  # fmt: skip
